/** What identity knows of a person. */
export interface KnownProfile {
  /** In which the person is written to. */
  readonly language: 'de' | 'en';
  /** Each with its source (identity's `Attribute`). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What one attribute says; undefined where nothing is known. */
export function textOf(attributes: KnownProfile['attributes'] | undefined, name: string): string | undefined {
  const attribute = attributes?.[name];
  if (typeof attribute !== 'object' || attribute === null || !('value' in attribute)) return undefined;
  return typeof attribute.value === 'string' && attribute.value.trim() !== '' ? attribute.value : undefined;
}
