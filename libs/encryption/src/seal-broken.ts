/** Sealed content that does not open: tampered with, moved to another place, or sealed under another key. */
export class SealBroken extends Error {
  constructor(what: string) {
    super(`${what} does not open: it was changed, belongs somewhere else, or was sealed under another key`);
    this.name = 'SealBroken';
  }
}
