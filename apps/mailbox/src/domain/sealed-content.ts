/** Encrypted content (see `Sealed` of #encryption): the domain passes it on and never looks inside. */
export type SealedContent = string & { readonly brand: 'sealed' };
