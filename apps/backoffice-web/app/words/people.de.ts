/** Who somebody is, where their name is not known. */
export const people = {
  you: 'Sie',
  unknown: 'ohne Namen',
  away: 'Name zurzeit nicht verfügbar',
  namesAway: 'Namen sind zurzeit nicht verfügbar.',
  namesAwayText:
    'Der Dienst für Konten antwortet nicht. Vorgänge lassen sich lesen; bearbeiten lassen sie sich, sobald er wieder antwortet.',
  today: 'heute: {{name}}',
  applicant: 'Antragsteller*in',
  office: 'Amt',
  portal: 'Serviceportal',
};
