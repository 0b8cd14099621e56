/**
 * Where sealed content lies: a folder, or a bucket of a server that speaks S3. A key is a path of plain names joined by slashes
 * (`<tenant>/<area>/…`). Nothing that is stored is ever changed.
 */
export interface ObjectStore {
  /** What it is and where, for the start and for health: never a secret. */
  readonly place: string;
  /**
   * Stores what the content yields under a key, durably; where it fails, nothing is there. Whoever asks for the next piece of it
   * keeps nothing of the one before.
   * @throws what the content throws; Unavailable where the store does not answer or has no room
   */
  write(key: string, content: AsyncIterable<Buffer>): Promise<void>;
  /** @throws ObjectMissing where nothing is stored under the key; Unavailable */
  read(key: string): Promise<AsyncIterable<Buffer>>;
  /** Stores what lies under one key under another, too. Repeating it changes nothing. @throws ObjectMissing; Unavailable */
  copy(from: string, to: string): Promise<void>;
  /** Removes what lies under a key, if anything does. @throws Unavailable */
  remove(key: string): Promise<void>;
  /** Whether something lies under a key. @throws Unavailable */
  has(key: string): Promise<boolean>;
  /** Everything below a prefix that ends with a slash. @throws Unavailable */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Removes what began to be written before then and never got a key: its writer was killed. @throws Unavailable */
  tidy(before: Date): Promise<void>;
  /** Whether it answers and can store. @returns what will keep it from storing soon, for its operator @throws Unavailable */
  check(): Promise<string | undefined>;
  /** How full it is, where it can know that. @throws Unavailable */
  space?(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
}

/** One thing that is stored. */
export interface StoredObject {
  readonly key: string;
  readonly writtenAt: Date;
}

/** Nothing is stored under this key. */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';

  constructor(readonly key: string) {
    super(`nothing is stored under ${key}`);
  }
}

const plainName = /^[a-z0-9][a-z0-9._-]{0,199}$/;

/** Keys are made of ids, hashes and configured names; one that could lead elsewhere is a mistake of ours. */
export function assertPlainKey(key: string): void {
  if (!key.split('/').every((name) => plainName.test(name) && !name.includes('..')))
    throw new TypeError(`"${key}" is no key of an object`);
}
