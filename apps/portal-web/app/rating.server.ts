import { data, redirect } from 'react-router';
import { acting, entered } from './acting';
import { pathIn } from './language';
import { problemOf, type Problem } from './problem';
import type { Visit } from './visit.server';

/** A rating that was not sent: what was chosen, and why; nothing was chosen where there is no problem. */
export interface Rated {
  readonly rating: string | undefined;
  readonly problem: Problem | undefined;
}

/** Tells the city how easy it was to apply for a service (ADR 44): of the application itself nothing is told. */
export async function rate(visit: Visit, request: Request, id: string) {
  const form = await request.formData();
  const [rating, key] = [entered(form, 'note'), entered(form, 'dienst')];
  if (!/^[1-5]$/.test(rating)) return data<Rated>({ rating: undefined, problem: undefined }, { status: 400 });
  const { 'If-Match': _, ...header } = acting(form);
  const problem = problemOf(
    await visit.api.POST('/api/feedback', {
      params: { header },
      body: { kind: 'feedback', rating: Number(rating), page: `/dienstleistungen/${key}` },
    }),
  );
  if (problem) return data<Rated>({ rating, problem }, { status: problem.status });
  return redirect(pathIn(visit.language, `/antraege/${id}/bestaetigung`) + '?bewertet#bewertung');
}
