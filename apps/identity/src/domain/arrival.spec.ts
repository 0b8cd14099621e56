import { arriveAtStepUp, type OwnAccount } from './arrival';
import type { Proof } from './proof';

const own: OwnAccount = {
  personId: 'anna',
  knownBy: ['email-address'],
  profile: { language: 'de', attributes: {} },
};
const official = (value: string) => ({ value, source: 'official' as const });
const proof = (dateOfBirth = '1980-02-29'): Pick<Proof, 'knownBy' | 'profile'> => ({
  knownBy: { purpose: 'bundid', value: 'bPK2' },
  profile: { language: 'de', attributes: { dateOfBirth: official(dateOfBirth) } },
});

test('D17 R14 a proof that nobody is known by becomes a way in to the account that asked for it', () =>
  expect(arriveAtStepUp(proof(), undefined, own)).toEqual({ kind: 'own', addsWayIn: true }));
test('D17 R14 the own proof raises the session', () =>
  expect(arriveAtStepUp(proof(), 'anna', own)).toEqual({ kind: 'own', addsWayIn: false }));
test('D17 R14 a proof of somebody with another account merges nothing', () =>
  expect(arriveAtStepUp(proof(), 'berta', own)).toEqual({ kind: 'another-person' }));
test('whoever has a BundID has no second one', () =>
  expect(arriveAtStepUp(proof(), undefined, { ...own, knownBy: ['bundid'] })).toEqual({
    kind: 'another-person',
  }));
test('somebody born on another day is somebody else', () => {
  const attributes = { dateOfBirth: official('1991-01-01') };
  const account = { ...own, profile: { language: 'de' as const, attributes } };
  expect(arriveAtStepUp(proof(), undefined, account)).toEqual({ kind: 'another-person' });
});
test('what somebody typed about themselves proves nothing against a proof', () => {
  const attributes = { dateOfBirth: { value: '1991-01-01', source: 'self' as const } };
  const account = { ...own, profile: { language: 'de' as const, attributes } };
  expect(arriveAtStepUp(proof(), undefined, account)).toEqual({ kind: 'own', addsWayIn: true });
});
test('a temporary login raises the session and is no way in', () => {
  const { profile } = proof();
  expect(arriveAtStepUp({ profile }, undefined, own)).toEqual({ kind: 'own', addsWayIn: false });
});
test('the same mail address joins nothing', () => {
  const told = { email: official('anna@example.org') };
  const attributes = { email: { value: 'anna@example.org', source: 'confirmed' as const } };
  const account = { ...own, profile: { language: 'de' as const, attributes } };
  const other = { ...proof(), profile: { language: 'de' as const, attributes: told } };
  expect(arriveAtStepUp(other, 'berta', account)).toEqual({ kind: 'another-person' });
});
