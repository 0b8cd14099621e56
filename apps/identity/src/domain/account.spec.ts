import { deciderSpec } from '#testing';
import { account, type AccountCommand, type AccountEvent } from './account';
import { signInLink } from './sign-in-link';

const { given } = deciderSpec(account);

const registered: AccountEvent = { type: 'PersonRegistered', data: { kind: 'citizen' } };
const signedIn: AccountEvent = {
  type: 'SignedIn',
  data: { sessionId: 'one', method: 'email-link', levelOfAssurance: 'none' },
};
const signedOut: AccountEvent = { type: 'SignedOut', data: { sessionId: 'one' } };
const signIn: AccountCommand = {
  type: 'sign-in',
  kind: 'citizen',
  sessionId: 'one',
  method: 'email-link',
  levelOfAssurance: 'none',
};
const signOut: AccountCommand = { type: 'sign-out', sessionId: 'one' };

test('R10b an account comes into being at the first sign-in', () =>
  given().when(signIn).then(registered, signedIn));
test('a later sign-in registers nobody', () =>
  given(registered, signedIn, signedOut)
    .when({ ...signIn, sessionId: 'two' })
    .then({ ...signedIn, data: { ...signedIn.data, sessionId: 'two' } }));
test('signing in to the same session twice is one sign-in', () =>
  given(registered, signedIn).when(signIn).thenNothing());
test('signing out ends the session', () => given(registered, signedIn).when(signOut).then(signedOut));
test('signing out twice is one sign-out', () =>
  given(registered, signedIn, signedOut).when(signOut).thenNothing());
test('nobody signs out of a session that is not theirs', () =>
  given(registered, signedIn).when({ type: 'sign-out', sessionId: 'two' }).thenNothing());

test('R18 asking for a link twice under one id sends one mail', () => {
  const link = deciderSpec(signInLink);
  link.given().when({ type: 'request' }).then({ type: 'SignInLinkRequested', data: {} });
  link.given({ type: 'SignInLinkRequested', data: {} }).when({ type: 'request' }).thenNothing();
});
