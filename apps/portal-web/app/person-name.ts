import type { Schema } from '#api-client';

/** What a person is called; undefined where nothing is known but perhaps an address. */
export function personName({ attributes }: Pick<Schema<'MeDto'>, 'attributes'>): string | undefined {
  const parts = [attributes.title, attributes.givenName, attributes.familyName];
  const name = parts.flatMap((part) => (part === undefined ? [] : [part.value])).join(' ');
  return name || attributes.name?.value || undefined;
}
