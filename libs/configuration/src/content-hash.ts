import { createHash } from 'node:crypto';
import { canonicalJson } from '#forms';

/** SHA-256 over the canonical JSON of a value, lower-case hex: the version of a configuration. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}
