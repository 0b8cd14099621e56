/** Pages that say what went wrong, and what can be done. */
export const errors = {
  notFoundTitle: 'Seite nicht gefunden',
  notFoundText: 'Diese Seite gibt es nicht, oder sie gehört zu einem anderen Konto.',
  notAllowedTitle: 'Das ist hier nicht erlaubt',
  awayTitle: 'Ein Teil des Portals ist gerade nicht erreichbar',
  awayText: 'Es ist nichts verloren gegangen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  unexpectedTitle: 'Das hat nicht geklappt',
  unexpectedText: 'Es ist ein Fehler aufgetreten, der bei uns liegt. Bitte versuchen Sie es noch einmal.',
  quote: 'Wenn Sie uns anrufen, nennen Sie bitte diese Nummer: {{id}}',
  again: 'Noch einmal versuchen',
  toStart: 'Zur Startseite',
};
