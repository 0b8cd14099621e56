/** Why something is not allowed now. */
export const whyNot = {
  decide: 'erst wenn die Bearbeitung begonnen hat',
  start: 'die Bearbeitung hat schon begonnen',
  assign: 'jemand anderes hat den Vorgang, oder er ist entschieden',
  underWay: 'nur solange der Vorgang in Bearbeitung ist',
  fixFee: 'die Gebühr steht fest, oder die Dienstleistung setzt sie nicht nach der Prüfung fest',
  extend: 'nur einmal, und nur wo eine Frist läuft',
  posting: 'nur bei einem Bescheid, der mit der Post geht',
  close: 'erst wenn der Bescheid bekannt gegeben oder sein Tag gewiss ist',
  reopen: 'nur bei einem abgeschlossenen Vorgang',
  correct: 'nur bei einem Vorgang, der eingegangen ist',
  onlyHeads: 'das darf die Amtsleitung',
  isYours: 'Sie haben den Vorgang schon',
  withdrawn: 'der Antrag ist zurückgezogen',
  atEnd: 'der Vorgang ist abgeschlossen',
  isDecided: 'der Vorgang ist entschieden',
  extendedAlready: 'die Frist ist schon einmal verlängert',
};
