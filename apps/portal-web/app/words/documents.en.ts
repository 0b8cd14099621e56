/** All documents of a person. */
export const documents = {
  title: 'Your documents',
  lead: 'What you handed in, copies of your applications, notices that you opened, and receipts.',
  emptyTitle: 'No documents yet',
  emptyText: 'As soon as you have submitted an application, you find a copy of it here.',
  reference: 'Reference {{reference}}',
  toCase: 'To the application',
  receipt: 'Receipt for {{amount}} (PDF)',
  fromUs: 'from us',
  pages: 'More documents',
  older: 'Show older applications',
  toNewest: 'To the beginning',
};
