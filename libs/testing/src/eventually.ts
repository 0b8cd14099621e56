import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

/**
 * Waits until something has come about, asking again and again.
 * @param what what is waited for, as the end of the sentence "… did not come about: <what>"
 * @param probe returns the wanted value, or `undefined`/`false` as long as it is missing; an error counts as missing
 * @param deadlineMs how long to wait, in milliseconds
 * @throws Error that says what was missing and what the last probe saw
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    let last: unknown;
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      const seen = last instanceof Error ? last.message : inspect(last);
      throw new Error(`Within ${deadlineMs} ms this did not come about: ${what}. Last seen: ${seen}`, {
        cause: last,
      });
    }
    await delay(25);
  }
}

/**
 * Repeats expectations until they hold: what a script changes on a page comes a moment after the click.
 * @param expectations each time read anew what they look at
 * @throws the last expectation that failed
 */
export async function soon(expectations: () => Promise<void> | void, deadlineMs = 30_000): Promise<void> {
  let last: unknown;
  const hold = async () => {
    try {
      await expectations();
      return true;
    } catch (error) {
      last = error;
      throw error;
    }
  };
  await eventually('what is expected', hold, deadlineMs).catch(() => {
    throw last;
  });
}
