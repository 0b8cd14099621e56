import type { Attribute, Profile } from './profile';

/** What two accounts must have in common before one may move to the other (W11), each of it told by a provider. */
const same = ['email', 'givenName', 'familyName', 'dateOfBirth'] as const;

/**
 * Address, names and date of birth as one text; undefined where a provider has not told all of them. Letters and accents count,
 * capitals and the way an accent is written do not. It never proves whose account it is: it only says what is worth being proven.
 */
export function movingIdentity({ attributes }: Profile): string | undefined {
  const values = same.map((name) => told(name, attributes[name]));
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}

/** Names and date of birth count where somebody has looked at them; an address is only where the link goes that proves the account. */
function told(name: (typeof same)[number], attribute: Attribute | undefined): string | undefined {
  if (attribute === undefined) return undefined;
  const counts = name === 'email' ? attribute.method !== undefined : attribute.source !== 'self';
  if (!counts && attribute.source !== 'confirmed') return undefined;
  return attribute.value.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
