import { redirect } from 'react-router';
import { acting, entered } from '../acting';
import { pathIn } from '../language';
import { orderCookie } from '../order-cookie.server';
import { withQuery } from '../own-path';
import { found, problemOf, slugOf } from '../problem';
import { visitOf } from '../visit.server';
import type { Route } from './+types/submit';

/** Nobody submits by looking: the way back to what is reviewed. */
export function loader({ context, params: { id } }: Route.LoaderArgs): never {
  throw redirect(pathIn(visitOf(context).language, `/antraege/${id}/pruefen`));
}

/**
 * Submits what was reviewed, and leads to the payment where a fee is due (W16b), else to the confirmation. A refusal leads back to the
 * review, which says it.
 */
export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  const { api, language } = visitOf(context);
  const form = await request.formData();
  const answer = await api.POST('/api/applications/{id}/submit', {
    params: { path: { id }, header: acting(form) },
    body: { declarationHash: entered(form, 'declarationHash'), warningAcknowledged: true },
  });
  const problem = problemOf(answer);
  if (problem)
    return redirect(withQuery(pathIn(language, `/antraege/${id}/pruefen`), { grund: slugOf(problem) }));
  const { order } = found(answer);
  if (!order || order.amountCents === 0) return redirect(pathIn(language, `/antraege/${id}/bestaetigung`));
  return redirect(pathIn(language, `/antraege/${id}/bezahlen`), {
    headers: order.token === undefined ? {} : { 'Set-Cookie': orderCookie(id, order.token) },
  });
}
