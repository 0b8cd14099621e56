import { deciderSpec } from '#testing';
import type { AccountEvent } from '../domain/account';
import type { Profile } from '../domain/profile';
import { changeProfile } from './change-profile';
import { accountDecider, signInLinkDecider } from './decider';
import type { AccountCommand } from './index';

const { given } = deciderSpec(accountDecider);

const registered: AccountEvent = { type: 'PersonRegistered', data: { kind: 'citizen' } };
const signedIn: AccountEvent = {
  type: 'SignedIn',
  data: { sessionId: 'one', method: 'email-link', levelOfAssurance: 'none' },
};
const signedOut: AccountEvent = { type: 'SignedOut', data: { sessionId: 'one' } };
const signIn: AccountCommand = {
  type: 'sign-in',
  sessionId: 'one',
  proof: {
    kind: 'citizen',
    knownBy: { purpose: 'email-address', value: 'anna@example.org' },
    profile: { language: 'de', attributes: {} },
    method: 'email-link',
    levelOfAssurance: 'none',
    roles: ['citizen'],
    offices: [],
  },
};
const signOut: AccountCommand = { type: 'sign-out', sessionIds: ['one'] };

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
  given(registered, signedIn)
    .when({ type: 'sign-out', sessionIds: ['two'] })
    .thenNothing());

const second = { ...signedIn, data: { ...signedIn.data, sessionId: 'two' } };
const third = { ...signedIn, data: { ...signedIn.data, sessionId: 'three' } };
test('whoever ends other sessions stays, and it is told where it was done', () =>
  given(registered, signedIn, second, third)
    .when({ type: 'sign-out', sessionIds: ['three', 'one', 'nobody’s'], doneIn: 'two' })
    .then(
      { type: 'SignedOut', data: { sessionId: 'one', endedIn: 'two' } },
      { type: 'SignedOut', data: { sessionId: 'three', endedIn: 'two' } },
    ));

const proven = { method: 'bundid', means: 'eid', levelOfAssurance: 'high' } as const;
const stepUp: AccountCommand = {
  type: 'step-up',
  sessionId: 'one',
  proof: { ...signIn.proof, knownBy: { purpose: 'bundid', value: 'bPK2' }, ...proven },
  addsWayIn: false,
};
const steppedUp: AccountEvent = { type: 'SteppedUp', data: { sessionId: 'one', ...proven } };
test('D17 R14 a session is raised to what was proven in it', () =>
  given(registered, signedIn).when(stepUp).then(steppedUp));
test('D17 R14 the first proof of its kind becomes a way in', () =>
  given(registered, signedIn)
    .when({ ...stepUp, addsWayIn: true })
    .then({ type: 'WayInAdded', data: { method: 'bundid' } }, steppedUp));
test('W2 W3 a proof for a declaration names it', () => {
  const declaration = { proofId: 'proof', applicationId: 'application', declarationHash: 'hash' };
  given(registered, signedIn)
    .when({ ...stepUp, declaration })
    .then(steppedUp, { type: 'DeclarationProven', data: { ...declaration, ...proven } });
});
test('a session that nobody is in any more is raised to nothing', () =>
  given(registered, signedIn, signedOut).when(stepUp).thenNothing());

const purpose = 'electronic-notices';
const at = '2026-11-20T15:42:13.123456Z';
const consented: AccountEvent = { type: 'ConsentGiven', data: { purpose, givenAt: at } };
const takenBack: AccountEvent = { type: 'ConsentWithdrawn', data: { purpose, withdrawnAt: at } };

test('law 1: somebody consents to electronic notices, once', () => {
  given(registered).when({ type: 'give-consent', purpose, at }).then(consented);
  given(registered, consented).when({ type: 'give-consent', purpose, at }).thenNothing();
});
test('law 1: a consent is taken back, and can be given again', () => {
  given(registered, consented)
    .when({ type: 'withdraw-consent', purposes: [purpose], at })
    .then(takenBack);
  given(registered, consented, takenBack).when({ type: 'give-consent', purpose, at }).then(consented);
});
test('what was not given is not taken back', () =>
  given(registered)
    .when({ type: 'withdraw-consent', purposes: [purpose], at })
    .thenNothing());

test('R18 asking for a link twice under one id sends one mail', () => {
  const link = deciderSpec(signInLinkDecider);
  const request = { type: 'request-sign-in-link', forGuest: false } as const;
  link.given().when(request).then({ type: 'SignInLinkRequested', data: {} });
  link.given({ type: 'SignInLinkRequested', data: {} }).when(request).thenNothing();
  link
    .given()
    .when({ ...request, forGuest: true })
    .then({ type: 'GuestLinkRequested', data: {} });
});

const profile: Profile = {
  language: 'de',
  attributes: {
    familyName: { value: 'Muster', source: 'official' },
    phone: { value: '0203 1', source: 'self' },
  },
};

const freely = { levelOfAssurance: 'none', eidForProfileChanges: false } as const;

test('R23 what a person typed is changed and removed by the person, and nothing else is touched', () => {
  expect(changeProfile(profile, { language: 'en', phone: null, city: 'Duisburg' }, freely)).toEqual({
    language: 'en',
    attributes: {
      familyName: { value: 'Muster', source: 'official' },
      city: { value: 'Duisburg', source: 'self' },
    },
  });
});

test('R12 R23 what an identity proof says is not changed by hand, and then nothing is', () => {
  expect(() => changeProfile(profile, { familyName: 'Meier', phone: '0203 2' }, freely)).toThrow(
    expect.objectContaining({ code: 'attribute-not-editable', details: { attributes: ['familyName'] } }),
  );
});

test('D19b the phone number is the own one, whoever told another', () => {
  const told = { language: 'de', attributes: { phone: { value: '0203 1', source: 'official' } } } as const;
  expect(changeProfile(told, { phone: '0203 2' }, freely).attributes).toEqual({
    phone: { value: '0203 2', source: 'self' },
  });
});

describe('R15 H12 whose ID card is linked', () => {
  const linked: Profile = {
    language: 'de',
    attributes: { familyName: { value: 'Muster', source: 'official', level: 'high' } },
  };
  const change = { phone: '0203 2' };

  test('shows it once more to change the rest, where the city wants that', () => {
    const wanted = { eidForProfileChanges: true };
    expect(() => changeProfile(linked, change, { ...wanted, levelOfAssurance: 'substantial' })).toThrow(
      expect.objectContaining({ code: 'eid-required-for-change' }),
    );
    expect(changeProfile(linked, change, { ...wanted, levelOfAssurance: 'high' }).attributes.phone).toEqual({
      value: '0203 2',
      source: 'self',
    });
  });
  test('changes it as ever where the city does not, and without a card', () => {
    expect(changeProfile(linked, change, freely).attributes.phone?.value).toBe('0203 2');
    const without = { ...freely, eidForProfileChanges: true };
    expect(changeProfile(profile, change, without).attributes.phone?.value).toBe('0203 2');
  });
  test('chooses a language without it', () => {
    const wanted = { eidForProfileChanges: true, levelOfAssurance: 'low' } as const;
    expect(changeProfile(linked, { language: 'en' }, wanted).language).toBe('en');
  });
});
