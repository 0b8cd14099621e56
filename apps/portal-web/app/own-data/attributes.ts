import type { Schema } from '#api-client';

type Attributes = Schema<'MeDto'>['attributes'];
export type AttributeName = keyof Attributes;
export type Attribute = Schema<'Attribute'>;

/** What is known of a person, in the order in which people say it. */
export const attributeNames = [
  'salutation',
  'title',
  'givenName',
  'familyName',
  'birthName',
  'pseudonym',
  'dateOfBirth',
  'placeOfBirth',
  'gender',
  'nationality',
  'documentType',
  'issuingCountry',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'country',
  'phone',
  'email',
] as const satisfies readonly AttributeName[];

/** What is known, as it is shown: two that make one line of an address, and come from the same source, are one. */
export interface Shown {
  readonly names: readonly [first: AttributeName, second?: AttributeName];
  readonly attribute: Attribute;
}

const together: readonly (readonly [AttributeName, AttributeName])[] = [
  ['street', 'houseNumber'],
  ['postcode', 'city'],
];

/** Everything that is known, in order. */
export function shownOf(attributes: Attributes): readonly Shown[] {
  return attributeNames.flatMap((name): Shown[] => {
    const attribute = attributes[name];
    if (attribute === undefined) return [];
    const pair = together.find((one) => one.includes(name));
    const [first, second] = (pair ?? []).map((one) => attributes[one]);
    if (pair === undefined || first === undefined || second === undefined || !isAlike(first, second))
      return [{ names: [name], attribute }];
    const value = `${first.value} ${second.value}`;
    return name === pair[0] ? [{ names: pair, attribute: { ...first, value } }] : [];
  });
}

const isAlike = (one: Attribute, other: Attribute): boolean =>
  one.source === other.source && one.level === other.level && one.method === other.method;

/** What a person may keep up to date (R23a): the service says the last word. */
export const editable = [
  'salutation',
  'title',
  'givenName',
  'familyName',
  'dateOfBirth',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'phone',
] as const satisfies readonly AttributeName[];
export type Editable = (typeof editable)[number];

/** Whether a value is the person's own to change: the phone number always, everything else where no proof told it (D19b R23a). */
export const isOwn = (name: AttributeName, attribute: Attribute | undefined): boolean =>
  name === 'phone' || attribute === undefined || attribute.source === 'self';

/** Whether an ID card is linked with the profile: some value was read from its chip (R15 H12). */
export const hasIdCard = (attributes: Attributes): boolean =>
  Object.values(attributes).some((one) => one?.source === 'official' && one.level === 'high');
