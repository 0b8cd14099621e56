/** Beginning an application. */
export const begin = {
  begunTitle: 'Sie haben schon angefangen',
  begunText: 'Zu dieser Dienstleistung gibt es einen Entwurf von Ihnen.',
  begunSaved: 'Zuletzt gespeichert:',
  goOn: 'Entwurf weiter ausfüllen',
  another: 'Neuen Antrag beginnen',
};
