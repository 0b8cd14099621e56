import type { Schema } from '#api-client';
import { spotOf, withFirstItems, withValueAt, type Form, type JsonObject } from '#forms';

/** A draft as a page of its form begins with it. */
export interface Draft {
  readonly id: string;
  readonly reference: string;
  /** Of the service. */
  readonly title: string;
  readonly serviceKey: string;
  /** Key of the responsible office. */
  readonly office: string;
  /** For whom it is, where it is not for the one who fills it in. */
  readonly represents: Schema<'Represents'> | undefined;
  readonly form: Form;
  /** What is filled in so far. */
  readonly data: JsonObject;
  /** Of the form, for `If-Match`. */
  readonly version: string;
  readonly savedAt: string;
  /** When it ends unless it is changed before. */
  readonly endsAt: string;
  readonly official: readonly Schema<'OfficialFieldView'>[];
  readonly takenOver: readonly Schema<'TakenOverView'>[];
  readonly serviceChanged: Schema<'ServiceChangedView'> | undefined;
  /** Proofs that the service asks for. */
  readonly proofs: readonly Schema<'RequiredDocument'>[];
  /** Every required proof may follow: the office takes it by post, too. */
  readonly proofsByPost: boolean;
  readonly files: readonly Schema<'DocumentView'>[];
  /** Whether it is paid right after submitting. */
  readonly isPaidNext: boolean;
}

/** What is filled in, with first items where a list needs some. */
export function filledIn({ form, data }: Pick<Draft, 'form' | 'data'>): JsonObject {
  return withFirstItems(form, data);
}

/**
 * What the draft held before official data was taken over: measured against this the next save brings it, and it is said no more.
 */
export function keptBefore({
  form,
  data,
  takenOver,
}: Pick<Draft, 'form' | 'data' | 'takenOver'>): JsonObject {
  return takenOver.reduce<JsonObject>(
    (before, { pointer, before: was }) => withValueAt(before, spotOf(pointer, before), was) as JsonObject,
    withFirstItems(form, data),
  );
}

/** Pointers of the fields that nobody types over. */
export function officialPointers({ official }: Pick<Draft, 'official'>): ReadonlySet<string> {
  return new Set(official.map(({ pointer }) => pointer));
}

/** The day in Berlin, `YYYY-MM-DD`. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}
