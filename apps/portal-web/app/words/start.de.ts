/** The start page. */
export const start = {
  title: 'Startseite',
  description:
    'Dienstleistungen von {{city}} online erledigen: suchen, beantragen, bezahlen, Stand verfolgen.',
  heading: 'Was möchten Sie erledigen?',
  lead: 'Hier finden Sie die Dienst­leistungen der Stadt. Sie können alles ohne Anmeldung lesen.',
};
