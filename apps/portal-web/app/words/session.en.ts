import type { Words } from './de';

/** The person's menu, the level of the session, its end, signing out. */
export const session: Words['session'] = {
  signedInWith: 'Signed in with {{method}}',
  withMeans: '{{method}} ({{means}})',
  current: 'Current session:',
  level: 'Level of assurance: {{level}}',
  raise: 'Raise the level',
  menu: '{{name}}, menu',
  byEmail: ', signed in by e-mail link',
  noName: 'My account',
  guest: 'Not signed in',
  guestHint: 'You are filing an application without signing in. This browser finds it again.',
  acting: 'For whom you act',
  actingFor: 'You are acting for {{name}}.',
  actingForSomebody: 'You are acting for another person.',
  mandateEnded: 'The mandate of {{name}} has ended. You act for yourself again.',
  mandateEndedOfSomebody: 'The mandate has ended. You act for yourself again.',
  inOwnName: 'Act for myself again',
  signOut: 'Sign out',
  erasedTitle: 'Your account has been deleted',
  erasedText:
    'Your data has been deleted. The city finishes applications that are under way, and keeps what the law requires it to keep.',
  signedOutTitle: 'You are signed out',
  signedOutText:
    'Your drafts and applications are saved. If this is not your own device, please close the browser window as well.',
  signedOutElsewhere:
    'You may still be signed in with BundID or another provider. Please sign out there separately.',
  again: 'Sign in again',
  stillThere: 'Are you still there?',
  endsIdle: 'Your session will end soon because you have not done anything for a while.',
  endsAnyway: 'Your session will end soon. After that, please sign in again.',
  nothingLost: 'Your entries are saved. They will not be lost if we sign you out.',
  endsAt: 'Ends at',
  stay: 'Stay signed in',
  understood: 'Understood',
  stepUpTitle: 'Please prove online who you are',
  raiseTitle: 'Raise the level of assurance',
  raiseLead:
    'You are signed in at the level “{{level}}” now. At a higher level you can file more applications without a signature on paper.',
  stepUpFor:
    '“{{service}}” needs the level of assurance “{{needed}}”. You are signed in at the level “{{level}}” now.',
  stepUpWhy:
    'This needs the level of assurance “{{needed}}”. You are signed in at the level “{{level}}” now.',
  draftKept: 'Your draft is kept',
  draftKeptText: 'Everything that you entered is saved. After that you continue at the same place.',
  haveReady: 'What to have ready',
  go: 'Prove online who you are',
  goWith: 'Continue with {{means}}',
  otherWays: 'Other ways',
  back: 'Back',
  backToDraft: 'Back to the draft',
  noWay: 'The city offers no higher level at present',
  noWayText: 'Please ask the city. The contacts are at the foot of this page.',
  whatLevel: 'What is a level of assurance?',
  whatLevelText:
    'It says how sure we are that it is really you. The more important an application is, the higher it has to be.',
  yours: 'your current session',
  neededHere: 'needed here',
  without: 'No online ID card?',
  withoutText: 'The page of the service says how you can do it another way.',
  toService: 'To “{{service}}”',
};
