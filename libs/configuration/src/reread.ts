import { statSync } from 'node:fs';
import { Logger } from '@nestjs/common';

/**
 * What some files say, read again when one of them changed, so that keys and partners are exchanged while they are in use.
 * A change that cannot be read is logged once, and what was read before counts on.
 */
export class Reread<Value> {
  private readonly logger = new Logger(Reread.name);
  private known: { readonly value: Value; readonly state: string } | undefined;

  /** @param files by whose times a change is noticed @throws at `value`, as `read` does, when nothing was ever read */
  constructor(
    private readonly files: () => readonly string[],
    private readonly read: () => Value,
  ) {}

  get value(): Value {
    const state = this.files().map(stateOf).join();
    if (this.known?.state === state) return this.known.value;
    try {
      this.known = { value: this.read(), state };
    } catch (error) {
      if (this.known === undefined) throw error;
      this.logger.error(error);
      this.known = { value: this.known.value, state };
    }
    return this.known.value;
  }
}

function stateOf(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  return state === undefined ? `no ${file}` : `${file} ${state.mtimeMs} ${state.size} ${state.ino}`;
}
