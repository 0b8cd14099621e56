export const people = {
  you: 'You',
  unknown: 'without a name',
  applicant: 'Applicant',
  office: 'Office',
  portal: 'Service portal',
};
