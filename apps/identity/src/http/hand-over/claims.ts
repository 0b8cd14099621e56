import type { HandedOverAttribute } from '#configuration';
import type { Attributes } from '../../domain/profile';

/** The claims of OpenID Connect Core 5.1 by the attributes that they are; what it has no word for keeps ours. */
const claimOf = {
  givenName: 'given_name',
  familyName: 'family_name',
  dateOfBirth: 'birthdate',
  email: 'email',
  phone: 'phone_number',
  salutation: 'salutation',
  title: 'title',
  birthName: 'birth_name',
  placeOfBirth: 'place_of_birth',
  nationality: 'nationality',
} as const satisfies Partial<Record<HandedOverAttribute, string>>;

/** Everything that a hand-over may tell. */
export const claimNames = ['sub', ...Object.values(claimOf), 'email_verified', 'address'] as const;

/** What the other portal is told: the attributes that were agreed to, of those that are known. */
export function claimsOf(
  attributes: Attributes,
  agreed: readonly HandedOverAttribute[],
): Readonly<Record<string, unknown>> {
  const value = (name: HandedOverAttribute) => (agreed.includes(name) ? attributes[name]?.value : undefined);
  const claims: Record<string, unknown> = {};
  for (const [name, claim] of Object.entries(claimOf)) {
    const told = value(name as HandedOverAttribute);
    if (told !== undefined) claims[claim] = told;
  }
  if (value('email') !== undefined) claims['email_verified'] = attributes.email?.source === 'confirmed';
  const street = [value('street'), value('houseNumber')].filter((part) => part !== undefined).join(' ');
  const address = {
    ...(street !== '' && { street_address: street }),
    ...(value('postcode') !== undefined && { postal_code: value('postcode') }),
    ...(value('city') !== undefined && { locality: value('city') }),
  };
  return Object.keys(address).length === 0 ? claims : { ...claims, address };
}
