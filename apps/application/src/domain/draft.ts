import type { Ciphertext, Instant } from './application';

/**
 * The content of a draft is not history: until it is submitted, a form is one erasable row with a version of its own. The row
 * is made by the statement that appends ApplicationDrafted, replaced by every save, and consumed by the statement that
 * appends ApplicationSubmitted, ApplicationWithdrawn or DraftExpired, exactly as it was read for that decision, or nothing
 * happens at all.
 */
export interface Draft extends KeptUntil {
  /** Counts the saves; the ETag of the form. */
  readonly version: number;
  readonly form: Ciphertext;
}

/** Since when and until when a draft is kept. */
export interface KeptUntil {
  /** When it was changed last. */
  readonly savedAt: Instant;
  /** When it ends unless it is changed before. */
  readonly endsAt: Instant;
}

/** What a command does to the content of a draft, all or nothing with its events. `was` is the version that was read. */
export type DraftChange =
  | ({
      readonly kind: 'begun';
      readonly form: Ciphertext;
      readonly remindAt: Instant;
      /** Of a draft that comes of a submission: its saves count on, so that no old page takes it for the one that it knows. */
      readonly version?: number;
    } & KeptUntil)
  | ({
      readonly kind: 'saved';
      readonly was: number;
      readonly form: Ciphertext;
    } & KeptUntil)
  /** The same was saved again: it stays as it is, with its version and its end. */
  | ({ readonly kind: 'unchanged'; readonly was: number } & KeptUntil)
  /** The reminder came late, so the draft is kept for longer. */
  | { readonly kind: 'prolonged'; readonly was: number; readonly endsAt: Instant }
  /** It is too early to remind anybody of its end, or to end it. */
  | { readonly kind: 'waiting'; readonly until: Instant }
  | { readonly kind: 'consumed'; readonly was: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A person is reminded a week before the end, or, where a draft is kept for less than two weeks, at half of its time. */
const reminderMs = (days: number) => Math.min(7 * dayMs, (days * dayMs) / 2);

/** Who has no account comes back within days, or never: nobody but them knows that the draft is there. */
const daysWithoutSignIn = 7;

/** For how many days a draft is kept. @param days `draftDays` of the service */
export function keptDays(days: number, { withoutSignIn }: { readonly withoutSignIn?: true }): number {
  return withoutSignIn === true ? Math.min(days, daysWithoutSignIn) : days;
}

/**
 * How long a draft is kept that is changed now: its days count from the last change, so that nobody loses what they work on.
 * @param days {@link keptDays} of the service in the version that the application was drafted with
 */
export function keptFrom(at: Instant, days: number): KeptUntil {
  return { savedAt: at, endsAt: after(at, days * dayMs) };
}

/** When the applicant of a draft that ends then is to be reminded. */
export function reminderOf(endsAt: Instant, days: number): Instant {
  return after(endsAt, -reminderMs(days));
}

/** The end that a reminder sent now has to name: never sooner than there is time to act upon it. */
export function endAfterReminder(at: Instant, endsAt: Instant, days: number): Instant {
  const soonest = after(at, reminderMs(days));
  return endsAt > soonest ? endsAt : soonest;
}

/** The instant so many ms later; whole milliseconds, in the format of {@link Instant}. */
function after(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString().replace('Z', '000Z');
}
