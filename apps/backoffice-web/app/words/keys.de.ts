/** Single keys, and what they do. */
export const keys = {
  title: 'Tasten',
  close: 'Schließen',
  single: 'Einzelne Buchstaben als Tasten verwenden',
  rows: 'Zeile ab, auf',
  open: 'Vorgang öffnen',
  openTab: 'In neuem Tab öffnen',
  search: 'Suchen',
  list: 'Zur Arbeitsliste',
  decide: 'Entscheiden',
  requestDocuments: 'Unterlagen nachfordern',
  assign: 'Übernehmen, zuweisen',
  forward: 'Weiterleiten',
  correct: 'Berichtigen',
  message: 'Nachricht schreiben',
  closePanel: 'Formular schließen',
  overview: 'Diese Übersicht',
};
