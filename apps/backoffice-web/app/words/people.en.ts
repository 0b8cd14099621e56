export const people = {
  you: 'You',
  unknown: 'without a name',
  away: 'Name not available now',
  namesAway: 'Names are not available now.',
  namesAwayText:
    'The service for accounts does not answer. Cases can be read; they can be worked on as soon as it answers again.',
  today: 'today: {{name}}',
  applicant: 'Applicant',
  office: 'Office',
  portal: 'Service portal',
};
