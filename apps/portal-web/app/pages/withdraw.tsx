import { Alert, Button, Crumbs, LinkButton, TextArea } from '#ui';
import { data, Form, redirect } from 'react-router';
import { acting, entered } from '../acting';
import { hyphenated } from '../hyphenated';
import { pathIn, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { moneyText } from '../parts/times';
import { useLanguage } from '../language';
import { found, problemOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/withdraw';

/** Asks again before an application is withdrawn, and says what that means (law 6). */
export async function loader({ context, request, params: { id } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const answer = await visit.api.GET('/api/applications/{id}', { params: { path: { id } } });
  const shown = found(answer);
  if (!shown.allowed.includes('withdraw') && !visit.isAct)
    throw redirect(pathIn(visit.language, `/antraege/${id}`));
  return { shown, version: versionOf(answer), actKey: newKey() };
}

export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { api, language } = visit;
  const form = await request.formData();
  await sender(visit, form);
  const reason = entered(form, 'grund').trim();
  const problem = problemOf(
    await api.POST('/api/applications/{id}/withdraw', {
      params: { path: { id }, header: acting(form) },
      body: reason === '' ? {} : { reason },
    }),
  );
  if (problem) return data({ problem, reason }, problem.status);
  const wasDraft = entered(form, 'entwurf') !== '';
  return redirect(pathIn(language, wasDraft ? '/antraege' : `/antraege/${id}`));
}

export default function Withdraw({
  loaderData: { shown, version, actKey },
  actionData,
}: Route.ComponentProps) {
  const words = useWords('withdraw');
  const frame = useWords('frame');
  const to = usePaths();
  const language = useLanguage();
  const { id, title, reference, status, order } = shown;
  const isDraft = status === 'draft';
  const wasPaid =
    order?.payment === 'settled' || order?.payment === 'reconciled' || order?.payment === 'authorised';
  const heading = words(isDraft ? 'discardTitle' : 'title');
  return (
    <div className="p-container">
      <PageTitle error={actionData !== undefined}>{heading}</PageTitle>
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to(`/antraege/${id}`), title },
        ]}
        here={heading}
      />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{heading}</h1>
          <p className="p-lead">{hyphenated(title)}</p>
          {!isDraft && <p className="p-muted">{words('reference', { reference })}</p>}
        </div>
        {actionData && <Refusal problem={actionData.problem} />}
        <Alert kind="warning" title={words('means')}>
          <ul>
            {isDraft ? (
              <li>{words('draftGone')}</li>
            ) : (
              <>
                <li>{words('noReview')}</li>
                <li>{words('final')}</li>
                <li>{words('stays')}</li>
                {wasPaid && order && (
                  <li>{words('refund', { amount: moneyText(order.amountCents, language) })}</li>
                )}
              </>
            )}
          </ul>
        </Alert>
        <Form className="p-stack p-stack-l" method="post">
          <Acting version={version} actKey={actKey} />
          {isDraft ? (
            <input type="hidden" name="entwurf" value="1" />
          ) : (
            <TextArea
              id="grund"
              label={words('reason')}
              hint={words('reasonHint')}
              optional={words('optional')}
              rows={3}
              defaultValue={actionData?.reason}
            />
          )}
          <div className="p-actions">
            <Button>{words(isDraft ? 'discard' : 'withdraw')}</Button>
            <LinkButton weight="secondary" to={to(`/antraege/${id}`)}>
              {words('keep')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </div>
  );
}
