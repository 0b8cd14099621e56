/** Pages that say what went wrong, and what can be done. */
export const errors = {
  notFoundTitle: 'Diese Seite gibt es nicht',
  notFoundText:
    'Vielleicht ist die Adresse unvollständig, oder wir haben die Seite verschoben. Was zu einem Konto gehört, sehen Sie nur, wenn Sie dort angemeldet sind.',
  maybeHere: 'Hier finden Sie es vielleicht',
  toApplications: 'Ihre Anträge',
  help: 'Wenn heute eine Frist endet, oder wenn es nicht weitergeht, rufen Sie uns an:',
  notAllowedTitle: 'Das ist hier nicht erlaubt',
  awayTitle: 'Ein Teil des Portals ist gerade nicht erreichbar',
  awayText: 'Es ist nichts verloren gegangen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  offlineTitle: 'Keine Verbindung',
  offlineText:
    'Ihr Gerät ist gerade nicht mit dem Internet verbunden. Sobald die Verbindung wieder da ist, geht es hier von selbst weiter.',
  unexpectedTitle: 'Das hat nicht geklappt',
  unexpectedText: 'Es ist ein Fehler aufgetreten, der bei uns liegt. Bitte versuchen Sie es noch einmal.',
  quote: 'Wenn Sie uns anrufen, nennen Sie bitte diese Nummer: {{id}}',
  endedTitle: 'Ihre Sitzung ist beendet',
  endedText: 'Noch ist nichts gesendet. Was Sie eingegeben haben, ist auf dieser Seite aufgehoben.',
  endedSignIn: 'Melden Sie sich in einem neuen Fenster an',
  endedComeBack: 'Kommen Sie dann auf diese Seite zurück.',
  endedGo: 'Ich bin wieder angemeldet',
  changedTitle: 'Bitte senden Sie es noch einmal',
  changedText:
    'Seit Sie diese Seite geöffnet haben, hat sich Ihre Anmeldung geändert. Oben steht, als wer Sie jetzt handeln. Was Sie eingegeben haben, ist aufgehoben.',
  changedGo: 'Jetzt senden',
  again: 'Noch einmal versuchen',
  toStart: 'Zur Startseite',
};
