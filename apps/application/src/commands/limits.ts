/** Largest form in bytes of JSON; many merge patches must not add up to what one body may not hold. */
export const formLimitBytes = 256 * 1024;

/** What a form counts towards {@link formLimitBytes}. */
export function formBytes(form: unknown): number {
  return Buffer.byteLength(JSON.stringify(form));
}

/** Who has no account fills in one after the other. */
export const mostDraftsOfGuest = 1;

/** Most drafts that one person has at a time; the list says how many more are possible (`draftsLeft`). */
export const mostDrafts = 250;
