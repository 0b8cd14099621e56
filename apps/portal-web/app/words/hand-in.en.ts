/** What is asked for and handed in later. */
export const handIn = {
  pleaseSupply: 'Please hand in: {{what}}',
  pleaseAnswer: 'We need an answer from you',
  until: 'Please answer by {{on}}.',
  stillMissing: 'These documents are still missing',
  supplyMore: 'Hand in documents',
  yourAnswer: 'Your answer',
  optional: 'Optional',
  files: 'Upload documents',
  otherFiles: 'Upload other documents',
  moreTime: 'I need more time',
  send: 'Send the answer',
};
