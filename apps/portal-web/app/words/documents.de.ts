/** All documents of a person. */
export const documents = {
  title: 'Ihre Dokumente',
  lead: 'Was Sie eingereicht haben, Kopien Ihrer Anträge, Bescheide, die Sie geöffnet haben, und Zahlungsbelege.',
  emptyTitle: 'Noch keine Dokumente',
  emptyText: 'Sobald Sie einen Antrag abgesendet haben, finden Sie hier eine Kopie davon.',
  reference: 'Aktenzeichen {{reference}}',
  toCase: 'Zum Antrag',
  receipt: 'Zahlungsbeleg über {{amount}} (PDF)',
  fromUs: 'von uns',
  pages: 'Weitere Dokumente',
  older: 'Ältere Anträge anzeigen',
  toNewest: 'Zum Anfang',
};
