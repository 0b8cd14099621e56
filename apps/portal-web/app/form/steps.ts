import {
  isAskedOn,
  pagesOf,
  submitErrors,
  type Form,
  type FormError,
  type FormPage,
  type JsonObject,
} from '#forms';
import type { Schema } from '#api-client';
import type { Language } from '../language';
import { today, type Draft } from './draft';

/** What a step is about. */
export type StepKind = 'page' | 'documents' | 'review' | 'pay';

/** One step on the way from the first question to the payment. */
export interface Step {
  readonly kind: StepKind;
  /** Last part of its address. */
  readonly slug: string;
  /** Undefined for what has a title in the words of the portal, or none. */
  readonly title: string | undefined;
  /** Of a page of the form. */
  readonly page?: FormPage;
  /** What keeps the application from being submitted and is mended here. */
  readonly faults: readonly FormError[];
  /** Required proofs that are not there and may not follow. */
  readonly missing: readonly Schema<'RequiredDocument'>[];
}

/** Slugs of the steps that are no pages of the form. */
export const documentsSlug = 'unterlagen';
export const reviewSlug = 'pruefen';

/** The steps of an application as it stands: without pages of which the rules hide everything. */
export function stepsOf(
  draft: Pick<Draft, 'form' | 'proofs' | 'proofsByPost' | 'files' | 'isPaidNext'>,
  data: JsonObject,
  language: Language,
): readonly Step[] {
  const { form, proofs, isPaidNext } = draft;
  const errors = submitErrors(form, data, today());
  const pages = pagesOf(form, data).flatMap((page, index): Step[] => {
    if (page.asked.length === 0) return [];
    const faults = errors.filter(({ pointer }) => isAskedOn(page, pointer));
    const title = page.title?.[language];
    return [{ kind: 'page', slug: String(index + 1), title, page, faults, missing: [] }];
  });
  const plain = { title: undefined, faults: [], missing: [] };
  return [
    ...pages,
    ...(proofs.length > 0
      ? [{ ...plain, kind: 'documents' as const, slug: documentsSlug, missing: missingProofs(draft) }]
      : []),
    { ...plain, kind: 'review', slug: reviewSlug },
    ...(isPaidNext ? [{ ...plain, kind: 'pay' as const, slug: 'bezahlen' }] : []),
  ];
}

/** The page of a step, with what it asks for while the data is this; one that asks for nothing where there is none. */
export function pageAt(form: Form, data: JsonObject, slug: string): FormPage {
  return pagesOf(form, data)[Number(slug) - 1] ?? { title: undefined, hint: undefined, asked: [] };
}

/** The first step on which something is left to do: the review, where nothing is. */
export function firstOpen(steps: readonly Step[]): Step {
  const open = steps.find(({ kind, faults, missing }) =>
    kind === 'page' || kind === 'documents' ? faults.length > 0 || missing.length > 0 : kind === 'review',
  );
  if (open === undefined) throw new Error('An application has a review.');
  return open;
}

/** Where it goes on: from the review back to it. */
export function nextStep(steps: readonly Step[], here: Step, search: string): Step {
  const review = steps.find(({ slug }) => slug === reviewSlug);
  const following = steps[steps.indexOf(here) + 1];
  const next = new URLSearchParams(search).get('von') === reviewSlug ? review : following;
  if (next === undefined) throw new Error('After each page there is the review.');
  return next;
}

/** Address of a step in German. */
export function stepPath(id: string, { kind, slug }: Pick<Step, 'kind' | 'slug'>): string {
  if (kind === 'page' || kind === 'documents') return `/antraege/${id}/formular/${slug}`;
  return `/antraege/${id}/${slug}`;
}

/** Whether a proof may follow after submitting. */
export function mayFollow({ later }: Schema<'RequiredDocument'>, byPost: boolean): boolean {
  return later === true || byPost;
}

/** Whether a file counts: all of it is there, and nothing bad was found in it. */
export function counts({ hash, scan }: Pick<Schema<'DocumentView'>, 'hash' | 'scan'>): boolean {
  return hash !== null && scan !== 'found' && scan !== 'unscannable';
}

function missingProofs({
  proofs,
  proofsByPost,
  files,
}: Pick<Draft, 'proofs' | 'proofsByPost' | 'files'>): readonly Schema<'RequiredDocument'>[] {
  return proofs.filter(
    (proof) =>
      proof.required &&
      !mayFollow(proof, proofsByPost) &&
      !files.some((file) => file.kind === proof.key && counts(file)),
  );
}
