/** Who somebody is, where their name is not known. */
export const people = {
  you: 'Sie',
  unknown: 'ohne Namen',
  applicant: 'Antragsteller*in',
  office: 'Amt',
  portal: 'Serviceportal',
};
