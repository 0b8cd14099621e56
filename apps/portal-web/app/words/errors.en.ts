/** Pages that say what went wrong, and what can be done. */
export const errors = {
  notFoundTitle: 'This page does not exist',
  notFoundText:
    'Perhaps the address is incomplete, or we have moved the page. What belongs to an account can only be seen when you are signed in there.',
  maybeHere: 'You may find it here',
  toApplications: 'Your applications',
  help: 'If a period ends today, or if it does not go on, call us:',
  notAllowedTitle: 'This is not allowed here',
  awayTitle: 'Part of the portal cannot be reached at the moment',
  awayText: 'Nothing has been lost. Please try again in a few minutes.',
  offlineTitle: 'No connection',
  offlineText:
    'Your device is not connected to the internet just now. As soon as the connection is back, it goes on here by itself.',
  unexpectedTitle: 'That did not work',
  unexpectedText: 'Something went wrong on our side. Please try again.',
  quote: 'If you call us, please quote this number: {{id}}',
  endedTitle: 'Your session has ended',
  endedText: 'Nothing has been sent yet. What you entered is kept on this page.',
  endedSignIn: 'Sign in in a new window',
  endedComeBack: 'Then come back to this page.',
  endedGo: 'I am signed in again',
  changedTitle: 'Please send it once more',
  changedText:
    'Your sign-in has changed since you opened this page. Above you see as whom you act now. What you entered is kept.',
  changedGo: 'Send now',
  again: 'Try again',
  toStart: 'To the start page',
};
