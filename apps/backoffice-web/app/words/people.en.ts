export const people = {
  you: 'You',
  unknown: 'without a name',
  away: 'Name not available now',
  today: 'today: {{name}}',
  applicant: 'Applicant',
  office: 'Office',
  portal: 'Service portal',
};
