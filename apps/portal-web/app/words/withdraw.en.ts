/** The page that asks again before an application is withdrawn. */
export const withdraw = {
  title: 'Withdraw the application?',
  discardTitle: 'Delete the draft?',
  reference: 'Reference {{reference}}',
  means: 'This is what it means',
  draftGone: 'Everything that you entered or uploaded in this draft is deleted.',
  noReview: 'We stop reviewing the application and do not decide on it.',
  final: 'You cannot undo this. You can make a new application at any time.',
  stays: 'Your entries stay on file until the retention period ends.',
  refund:
    'You have paid {{amount}}. The city checks whether it refunds the amount; you see the result with the application.',
  reason: 'Why do you withdraw the application?',
  reasonHint: 'Your reason helps the office. You need not give one.',
  optional: 'Optional',
  withdraw: 'Withdraw the application for good',
  discard: 'Delete the draft for good',
  keep: 'No, keep it',
};
