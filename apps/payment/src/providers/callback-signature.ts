import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CallbackFault } from './provider';

/** How far a callback's time may be from ours, in ms: what is older was sent by somebody who kept it. */
const toleranceMs = 5 * 60_000;

/**
 * Reads a signature over a callback, `t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + '.' + body)>`; while a secret is exchanged,
 * there may be one `v1` for each.
 * @param body the bytes as they came
 * @returns why nobody believes it; undefined where it is right
 */
export function signatureFault(
  header: string | undefined,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): CallbackFault | undefined {
  if (header === undefined || header === '') return 'unsigned';
  const parts = header
    .slice(0, 1024)
    .split(',')
    .map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1];
  const signatures = parts.flatMap(([name, value]) => (name === 'v1' && value ? [value] : []));
  if (time === undefined || !/^\d{1,12}$/.test(time) || signatures.length === 0) return 'bad-signature';
  // The signature first: an attacker learns nothing from the time.
  const isRight = secrets.some((secret) => {
    const right = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
    return signatures.some((signature) => isSame(right, Buffer.from(signature, 'hex')));
  });
  if (!isRight) return 'bad-signature';
  return Math.abs(now.getTime() - Number(time) * 1000) > toleranceMs ? 'too-old' : undefined;
}

/** In a time that does not tell how much of it is right. */
function isSame(right: Buffer, given: Buffer): boolean {
  return right.length === given.length && timingSafeEqual(right, given);
}
