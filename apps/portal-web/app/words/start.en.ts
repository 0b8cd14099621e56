/** The start page. */
export const start = {
  title: 'Start page',
  description: 'Services of {{city}} online: find, apply, pay, and see where your matter stands.',
  heading: 'What would you like to do?',
  lead: 'Here you find the services of the city. You can read everything without signing in.',
};
