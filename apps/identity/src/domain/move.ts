import type { Attribute, Profile } from './profile';

/** What two accounts must have in common before one may move to the other (W11), each of it told by a provider. */
const same = ['email', 'givenName', 'familyName', 'dateOfBirth'] as const;

/**
 * Address, names and date of birth as one text; undefined where a provider has not told all of them. Letters and accents count,
 * capitals and the way an accent is written do not. It never proves whose account it is: it only says what is worth being proven.
 */
export function movingIdentity({ attributes }: Profile): string | undefined {
  const values = same.map((name) => told(attributes[name]));
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}

function told(attribute: Attribute | undefined): string | undefined {
  if (attribute?.method === undefined && attribute?.source !== 'confirmed') return undefined;
  return attribute.value.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
