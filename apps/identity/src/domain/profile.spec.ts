import type { LevelOfAssurance, SignInMethod } from './means';
import { refreshed, type Attributes, type Profile } from './profile';

const official = (value: string, level: LevelOfAssurance = 'low') =>
  ({ value, source: 'official', level }) as const;
const own = (value: string) => ({ value, source: 'self' }) as const;

const profileOf = (attributes: Attributes): Profile => ({ language: 'de', attributes });
const told = (
  attributes: Attributes,
  levelOfAssurance: LevelOfAssurance = 'low',
  method: SignInMethod = 'bundid',
) => ({
  method,
  levelOfAssurance,
  profile: { attributes },
});
/** The values after sign-ins, one after the other. */
function after(before: Attributes, ...proofs: ReturnType<typeof told>[]): Record<string, string> {
  const { attributes } = proofs.reduce(refreshed, profileOf(before));
  return Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
}

test('R15 D19b what changed at the provider arrives with the next sign-in', () =>
  expect(
    after(
      {},
      told({ familyName: official('Muster'), city: official('Duisburg') }),
      told({ familyName: official('Beispiel'), city: official('Rees') }),
    ),
  ).toEqual({ familyName: 'Beispiel', city: 'Rees' }));

test('R15 what the same way in no longer tells is gone', () =>
  expect(
    after({}, told({ title: official('Dr.'), city: official('Rees') }), told({ city: official('Rees') })),
  ).toEqual({
    city: 'Rees',
  }));

test('what another way in told stays', () =>
  expect(
    after(
      {},
      told({ nationality: official('D') }),
      told({ city: official('Rees') }, 'low', 'servicekonto-nrw'),
    ),
  ).toEqual({ nationality: 'D', city: 'Rees' }));

test('R12 R15 what was read from the chip is not edited into something else by a weaker sign-in', () => {
  const card = told({ familyName: official('Muster', 'high'), nationality: official('D', 'high') }, 'high');
  expect(after({}, card, told({ familyName: official('Graf von Muster') }))).toEqual({
    familyName: 'Muster',
    nationality: 'D',
  });
  const typed = { familyName: own('Kaiser') };
  expect(after({}, card, told(typed))).toEqual({ familyName: 'Muster', nationality: 'D' });
});

test('R15 a name by marriage and a new address are taken over from the card itself', () =>
  expect(
    after(
      {},
      told({ familyName: official('Muster', 'high'), city: official('Rees', 'high') }, 'high'),
      told({ familyName: official('Beispiel', 'high'), city: official('Herford', 'high') }, 'high'),
    ),
  ).toEqual({ familyName: 'Beispiel', city: 'Herford' }));

test('what a person typed gives way to what is proven', () =>
  expect(after({ familyName: own('Mustr') }, told({ familyName: official('Muster') }))).toEqual({
    familyName: 'Muster',
  }));

test('D19b the own phone number stays, whatever the provider tells', () =>
  expect(after({ phone: own('0203 2') }, told({ phone: own('0203 1') }))).toEqual({ phone: '0203 2' }));
test('D19b a phone number that the provider told follows the provider', () =>
  expect(after({}, told({ phone: own('0203 1') }), told({ phone: own('0203 3') }))).toEqual({
    phone: '0203 3',
  }));

describe("the address that mail goes to is the person's", () => {
  const confirmed = { email: { value: 'own@example.org', source: 'confirmed' } } as const;
  test('a confirmed one stays, whatever the provider tells or no longer tells', () => {
    expect(after(confirmed, told({ email: own('bundid@example.org') }))).toEqual({
      email: 'own@example.org',
    });
    expect(after(confirmed, told({}))).toEqual({ email: 'own@example.org' });
  });
  test('one that the provider told follows the provider, and gives way to one that is proven', () => {
    const first = told({ email: own('one@example.org') });
    expect(after({}, first, told({ email: own('two@example.org') }))).toEqual({ email: 'two@example.org' });
    expect(after({}, first, told(confirmed, 'none', 'email-link'))).toEqual({ email: 'own@example.org' });
  });
});
