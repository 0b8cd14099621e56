/** Content that only the key of this payment opens. */
export type Ciphertext = string & { readonly ciphertext?: never };
/** UTC, ISO 8601 with microseconds. */
export type Instant = string;
