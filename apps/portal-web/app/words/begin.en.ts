/** Beginning an application. */
export const begin = {
  begunTitle: 'You have already begun',
  begunText: 'You have a draft for this service.',
  begunSaved: 'Last saved:',
  goOn: 'Go on with the draft',
  another: 'Begin a new application',
};
