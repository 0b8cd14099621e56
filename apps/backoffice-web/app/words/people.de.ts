/** Who somebody is, where their name is not known. */
export const people = {
  you: 'Sie',
  unknown: 'ohne Namen',
  away: 'Name zurzeit nicht verfügbar',
  today: 'heute: {{name}}',
  applicant: 'Antragsteller*in',
  office: 'Amt',
  portal: 'Serviceportal',
};
