/** Pages that say what went wrong, and what can be done. */
export const errors = {
  notFoundTitle: 'Das gibt es hier nicht',
  notFoundText:
    'Vielleicht ist die Adresse unvollständig. Vorgänge sehen Sie nur, solange eines Ihrer Ämter zuständig ist.',
  notAllowedTitle: 'Das dürfen Sie hier nicht',
  notAllowedText: 'Für Ihre Rolle ist diese Seite nicht vorgesehen.',
  awayTitle: 'Ein Teil des Systems ist gerade nicht erreichbar',
  awayText: 'Es ist nichts verloren gegangen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  offlineTitle: 'Keine Verbindung',
  offlineText: 'Ihr Gerät ist gerade nicht mit dem Netz verbunden.',
  unexpectedTitle: 'Das hat nicht geklappt',
  unexpectedText: 'Es ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.',
  quote: 'Wenn Sie den Betrieb anrufen, nennen Sie bitte diese Nummer: {{id}}',
  endedTitle: 'Ihre Sitzung ist beendet',
  endedText: 'Noch ist nichts gesendet. Was Sie eingegeben haben, ist auf dieser Seite aufgehoben.',
  endedSignIn: 'Melden Sie sich in einem neuen Fenster an, und kommen Sie dann hierher zurück',
  endedGo: 'Ich bin wieder angemeldet: jetzt senden',
  checkFields: 'Bitte prüfen Sie diese Angaben:',
  changedTitle: 'Bitte senden Sie es noch einmal',
  changedText:
    'Seit Sie diese Seite geöffnet haben, hat sich Ihre Anmeldung geändert. Oben steht, wer Sie jetzt sind.',
  changedGo: 'Jetzt senden',
  again: 'Noch einmal versuchen',
  toStart: 'Zum Anfang',
};
