/** Messages between a person and the city. */
export const messages = {
  none: 'No messages yet.',
  new: 'new',
  erased: 'The content was erased.',
  erasedFile: 'Erased file',
  notOpen: 'cannot be opened at the moment',
  documents: 'This is about: {{what}}',
  dueOn: 'Please answer by {{on}}.',
  you: 'You',
  portal: 'Service portal',
  readNotice: 'Read the notice',
  toNotice: 'To the notice',
  byPost: 'This notice comes by post.',
  yours: 'Your message',
  onlyOffice: 'Only you and the responsible office can read it.',
  attach: 'Attach a file',
  attachments: 'Files with your message',
  optional: 'Optional',
  send: 'Send message',
  sent: 'Your message has been sent.',
  enoughToday:
    'You have written very many messages today. Please go on tomorrow; what is urgent, tell the office on the phone.',
  markRead: 'Mark everything as read',
  earlier: 'Show earlier messages',
  away: 'The mailbox cannot be reached at the moment',
  awayText:
    'Your messages are not lost. Everything else on this page works. Please try again in a few minutes.',
};
