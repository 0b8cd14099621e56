/** Messages between a person and the city. */
export const messages = {
  none: 'Noch keine Nachrichten.',
  new: 'neu',
  erased: 'Der Inhalt wurde gelöscht.',
  erasedFile: 'Gelöschte Datei',
  notOpen: 'kann gerade nicht geöffnet werden',
  documents: 'Es geht um: {{what}}',
  dueOn: 'Bitte bis {{on}}.',
  you: 'Sie',
  portal: 'Serviceportal',
  readNotice: 'Bescheid lesen',
  toNotice: 'Zum Bescheid',
  byPost: 'Dieser Bescheid kommt mit der Post.',
  yours: 'Ihre Nachricht',
  onlyOffice: 'Nur Sie und das zuständige Amt können sie lesen.',
  attach: 'Datei anhängen',
  attachments: 'Dateien zu Ihrer Nachricht',
  optional: 'Optional',
  send: 'Nachricht senden',
  sent: 'Ihre Nachricht ist gesendet.',
  enoughToday:
    'Für heute haben Sie sehr viele Nachrichten geschrieben. Bitte schreiben Sie morgen weiter; was eilt, sagen Sie dem Amt am Telefon.',
  markRead: 'Alles als gelesen markieren',
  earlier: 'Frühere Nachrichten anzeigen',
  away: 'Der Postkorb ist gerade nicht erreichbar',
  awayText:
    'Ihre Nachrichten sind nicht verloren. Alles andere auf dieser Seite funktioniert. Bitte versuchen Sie es in einigen Minuten noch einmal.',
};
