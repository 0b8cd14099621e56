import { redirect } from 'react-router';
import { fieldsAsked, pagesOf, same, spotOf, valueAt, type FormPage, type JsonObject } from '#forms';
import { acting, entered } from '../acting';
import { pathIn } from '../language';
import { problemOf, slugOf } from '../problem';
import type { Visit } from '../visit.server';
import {
  addName,
  askedName,
  idOf,
  removeName,
  savable,
  withEntered,
  withItem,
  withoutItem,
} from '#form-fields';
import { filledIn, keptBefore, officialPointers, type Draft } from './draft';
import { patchBetween } from './merging';
import type { Posted } from './posted';
import { nextStep, stepPath, stepsOf } from './steps';

/**
 * Takes a page of the form that was sent without script: saves it, and leads on where nothing is wrong with it.
 * @throws redirect to where it goes on
 */
export async function takePage(
  visit: Visit,
  draft: Draft,
  { slug, page, search }: { readonly slug: string; readonly page: FormPage; readonly search: string },
  sent: FormData,
): Promise<Posted> {
  const { form, id } = draft;
  const { language } = visit;
  const before = filledIn(draft);
  const typed = withEntered(before, page, sent, language, officialPointers(draft));
  const [add, remove] = [entered(sent, addName), entered(sent, removeName)];
  const grown = add === '' ? typed : withItem(form, typed, add);
  const data = remove === '' ? grown : withoutItem(form, grown, remove);
  const answer: Posted = { entered: data, faults: [], elsewhere: [], asksMore: false, problem: undefined };

  const patch = patchBetween(keptBefore(draft), savable(form, data));
  if (patch !== undefined) {
    const saved = await visit.api.PATCH('/api/applications/{id}/form', {
      params: { path: { id }, header: acting(sent) },
      headers: { 'X-CSRF-Token': entered(sent, '_csrf'), 'Content-Type': 'application/merge-patch+json' },
      body: patch as never,
    });
    const problem = problemOf(saved);
    if (problem && slugOf(problem) === 'version-conflict')
      return { ...answer, elsewhere: differences(page, before, data) };
    if (problem) return { ...answer, problem };
  }

  const here = `${pathIn(language, stepPath(id, { kind: 'page', slug }))}${search}`;
  if (add !== '') throw redirect(`${here}#${idOf(add)}`);
  if (remove !== '') throw redirect(`${here}#${idOf(remove.slice(0, remove.lastIndexOf('/')))}`);

  const steps = stepsOf(draft, data, language);
  const step = steps.find((one) => one.slug === slug);
  if (step && step.faults.length > 0) return { ...answer, faults: step.faults };
  if (asksMore(pagesOf(form, data)[Number(slug) - 1], sent)) return { ...answer, asksMore: true };
  const next = step ? nextStep(steps, step, search) : steps[0];
  if (next === undefined) return answer;
  throw redirect(pathIn(language, stepPath(id, next)));
}

/** What the draft holds otherwise than this page, field by field. */
function differences(page: FormPage, kept: JsonObject, data: JsonObject): Posted['elsewhere'] {
  return fieldsAsked(page.asked).flatMap(({ pointer, spot, kind }) => {
    const there = valueAt(spot, kept);
    if (kind === 'list' || same(there, valueAt(spotOf(pointer, data), data))) return [];
    return [{ pointer, kept: there }];
  });
}

/** Whether a page asks for something that it did not ask for when it was sent. */
function asksMore(page: FormPage | undefined, sent: FormData): boolean {
  const shown = new Set(sent.getAll(askedName).map(String));
  return fieldsAsked(page?.asked ?? []).some(({ kind, pointer }) => kind === 'field' && !shown.has(pointer));
}
