/** The mailbox. */
export const mailbox = {
  someUnread: '{{count}} ungelesene Nachrichten.',
  someUnread_one: 'Eine ungelesene Nachricht.',
  allRead: 'Sie haben alle Nachrichten gelesen.',
  unopened: '{{count}} Bescheide haben Sie noch nicht geöffnet.',
  unopened_one: 'Einen Bescheid haben Sie noch nicht geöffnet.',
  noticeUnopened: 'Bescheid noch nicht geöffnet',
  onlyYou: 'Nur Sie und das zuständige Amt können die Nachrichten lesen.',
  toDocuments: 'Alle Ihre Dokumente',
  threads: 'Nachrichten nach Antrag',
  unread: 'Ungelesen: ',
  new: 'neu',
  older: 'Ältere anzeigen',
  choose: 'Wählen Sie links einen Antrag, um die Nachrichten dazu zu lesen.',
  emptyTitle: 'Noch keine Nachrichten',
  emptyText:
    'Sobald Sie einen Antrag abgesendet haben, bestätigen wir Ihnen hier den Eingang. Auch Rückfragen und Bescheide kommen hierher.',
  toApplications: 'Zu Ihren Anträgen',
  reference: 'Aktenzeichen {{reference}}',
  toCase: 'Zum Antrag',
  messages: 'Nachrichten',
};
