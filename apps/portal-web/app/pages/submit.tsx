import { LinkButton } from '#ui';
import { data, redirect } from 'react-router';
import { acting, entered } from '../acting';
import { pathIn, usePaths } from '../language';
import { orderCookie } from '../order-cookie.server';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { found, problemOf } from '../problem';
import { sender } from '../sent.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/submit';

/**
 * Submits what was reviewed, and leads to the payment where a fee is due (W16b), else to the confirmation. A refusal is said, and
 * leads back to what is reviewed.
 */
export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { api, language } = visit;
  const form = await request.formData();
  await sender(visit, form);
  const answer = await api.POST('/api/applications/{id}/submit', {
    params: { path: { id }, header: acting(form) },
    body: { declarationHash: entered(form, 'declarationHash'), warningAcknowledged: true },
  });
  const problem = problemOf(answer);
  if (problem) return data({ problem }, problem.status);
  const { order } = found(answer);
  if (!order || order.amountCents === 0) return redirect(pathIn(language, `/antraege/${id}/bestaetigung`));
  return redirect(pathIn(language, `/antraege/${id}/bezahlen`), {
    headers: order.token === undefined ? {} : { 'Set-Cookie': orderCookie(id, order.token) },
  });
}

/**
 * Why it could not be submitted; nothing is lost. Nobody submits by looking: who comes here by the address reads the same without a reason.
 * It loads nothing: a loader would run after the refusal, too, and lead away from it.
 */
export default function NotSubmitted({ actionData, params: { id } }: Route.ComponentProps) {
  const words = useWords('submit');
  const to = usePaths();
  return (
    <div className="p-container">
      <PageTitle error>{words('title')}</PageTitle>
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('title')}</h1>
          <p className="p-lead">{words('nothingLost')}</p>
        </div>
        {actionData && <Refusal problem={actionData.problem} level="h2" />}
        <p>
          <LinkButton to={to(`/antraege/${id}/pruefen`)}>{words('back')}</LinkButton>
        </p>
      </div>
    </div>
  );
}
