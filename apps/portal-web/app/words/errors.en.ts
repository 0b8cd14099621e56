/** Pages that say what went wrong, and what can be done. */
export const errors = {
  notFoundTitle: 'Page not found',
  notFoundText: 'This page does not exist, or it belongs to another account.',
  notAllowedTitle: 'This is not allowed here',
  awayTitle: 'Part of the portal cannot be reached at the moment',
  awayText: 'Nothing has been lost. Please try again in a few minutes.',
  unexpectedTitle: 'That did not work',
  unexpectedText: 'Something went wrong on our side. Please try again.',
  quote: 'If you call us, please quote this number: {{id}}',
  again: 'Try again',
  toStart: 'To the start page',
};
