/** The mailbox. */
export const mailbox = {
  someUnread: '{{count}} unread messages.',
  someUnread_one: 'One unread message.',
  allRead: 'You have read all messages.',
  unopened: '{{count}} notices have not been opened yet.',
  unopened_one: 'One notice has not been opened yet.',
  noticeUnopened: 'Notice not opened yet',
  onlyYou: 'Only you and the responsible office can read the messages.',
  toDocuments: 'All your documents',
  threads: 'Messages by application',
  unread: 'Unread: ',
  new: 'new',
  older: 'Show older ones',
  choose: 'Choose an application on the left to read the messages about it.',
  emptyTitle: 'No messages yet',
  emptyText:
    'As soon as you have submitted an application, we confirm its receipt here. Queries and notices come here, too.',
  toApplications: 'To your applications',
  reference: 'Reference {{reference}}',
  toCase: 'To the application',
  messages: 'Messages',
};
