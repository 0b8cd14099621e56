export const signIn = {
  title: 'Sign in',
  ended: 'Your session is over. After signing in you go on where you were.',
  text: 'This is where the offices work: {{city}}. Sign in with your account of the administration.',
  go: 'Sign in with the account of the administration',
  noPagesTitle: 'There is nothing for you here yet',
  noPages: 'There are no pages for your role in the back-office yet.',
  outTitle: 'You are signed out',
  outDirectory: 'Sign out of the account of the administration, too',
  outText: 'On a shared device, please close the browser, too.',
};
