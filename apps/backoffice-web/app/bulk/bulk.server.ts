import { data } from 'react-router';
import { acting, entered, notFound, problemOf, type Problem } from '#pages';
import { sender } from '../signed-in.server';
import type { Visit } from '../visit.server';
import { bulkActs, seenIn, type BulkAct } from './selection';

/** What became of one case: done, or why not. */
export interface Became {
  readonly id: string;
  readonly reference: string;
  readonly why?: string;
}

const isBulkAct = (name: string): name is BulkAct => (bulkActs as readonly string[]).includes(name);

/**
 * Does one thing with each of the selected cases. What one is refused keeps no other from being done.
 * @returns for each what became of it, or why nothing was done at all, with everything that was entered
 */
export async function actUponMany(visit: Visit, request: Request) {
  const form = await request.formData();
  await sender(visit, form);
  const act = entered(form, 'was');
  if (!isBulkAct(act)) throw data(notFound, { status: 404 });
  const seen = seenIn(form);
  if (seen.length === 0) return { act, became: [], problem: undefined, kept: undefined };
  const cases = seen.map(({ id, version }) => ({ id, version }));
  const reason = entered(form, 'grund').trim();
  const why = reason !== '' && { reason };
  const header = acting(form);
  const sent = {
    params: { header: { 'Idempotency-Key': header['Idempotency-Key'] } },
    headers: { ...header },
  };
  const answer =
    act === 'freigeben'
      ? await visit.api.POST('/api/bulk/release', { ...sent, body: { cases, reason } })
      : await visit.api.POST('/api/bulk/assign', {
          ...sent,
          body: { cases, ...(act === 'zuweisen' && { assignee: entered(form, 'wem') }), ...why },
        });
  const problem: Problem | undefined = problemOf(answer);
  if (problem !== undefined)
    return data({ act, became: [], problem, kept: { seen, reason } }, problem.status);
  const references = new Map(seen.map(({ id, reference }) => [id, reference]));
  const became = (answer.data?.items ?? []).map(({ id, problem: refused }): Became => {
    const told = refused as { readonly title?: string; readonly detail?: string } | undefined;
    return {
      ...{ id, reference: references.get(id) ?? id },
      ...(told !== undefined && { why: [told.title, told.detail].filter(Boolean).join(' ') }),
    };
  });
  return { act, became, problem: undefined, kept: undefined };
}
