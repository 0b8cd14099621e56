import { Alert, Button, Crumbs, LinkButton, TextField } from '#ui';
import { data, Form, redirect } from 'react-router';
import { acting, entered } from '../acting';
import { pathIn, useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { moneyText } from '../parts/times';
import { found, problemOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/refund-account';

/** The account that the city transfers a refund to, where the money cannot go back the way it came. */
export async function loader({ context, request, params: { id } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { title, order } = found(await visit.api.GET('/api/applications/{id}', { params: { path: { id } } }));
  if (order === undefined) throw redirect(pathIn(visit.language, `/antraege/${id}`));
  const answer = await visit.api.GET('/api/payments/{id}', { params: { path: { id: order.id } } });
  const { allowed, refunds } = found(answer);
  if (!allowed.includes('give-refund-account') && !visit.isAct)
    throw redirect(pathIn(visit.language, `/antraege/${id}`));
  const refund = refunds.findLast(({ way }) => way === 'transfer');
  return {
    ...{ id, title, paymentId: order.id, amountCents: refund?.amountCents, account: refund?.account },
    ...{ version: versionOf(answer), actKey: newKey() },
  };
}

export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { api, language } = visit;
  const form = await request.formData();
  await sender(visit, form);
  const [iban, accountHolder] = [entered(form, 'iban'), entered(form, 'accountHolder')];
  const problem = problemOf(
    await api.POST('/api/payments/{id}/refund-account', {
      params: { path: { id: entered(form, 'zahlung') }, header: acting(form) },
      body: { iban, accountHolder },
    }),
  );
  if (problem) return data({ problem, iban, accountHolder }, problem.status);
  return redirect(pathIn(language, `/antraege/${id}`));
}

export default function RefundAccount({ loaderData, actionData }: Route.ComponentProps) {
  const { id, title, paymentId, amountCents, account, version, actKey } = loaderData;
  const words = useWords('refund');
  const frame = useWords('frame');
  const to = usePaths();
  const language = useLanguage();
  const amount = amountCents === undefined ? undefined : moneyText(amountCents, language);
  return (
    <div className="p-container">
      <PageTitle error={actionData !== undefined}>{words('title')}</PageTitle>
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to(`/antraege/${id}`), title },
        ]}
        here={words('title')}
      />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('title')}</h1>
          <p className="p-lead">{amount === undefined ? words('lead') : words('leadAmount', { amount })}</p>
        </div>
        {actionData && <Refusal problem={actionData.problem} level="h2" />}
        {account !== undefined && (
          <Alert kind="info" title={words('named', { account })}>
            <p>{words('again')}</p>
          </Alert>
        )}
        <Form className="p-stack p-stack-l" method="post">
          <Acting version={version} actKey={actKey} />
          <input type="hidden" name="zahlung" value={paymentId} />
          <TextField
            id="iban"
            name="iban"
            label={words('iban')}
            hint={words('ibanHint')}
            defaultValue={actionData?.iban}
            autoComplete="off"
            maxLength={50}
          />
          <TextField
            id="accountHolder"
            name="accountHolder"
            label={words('holder')}
            defaultValue={actionData?.accountHolder}
            autoComplete="name"
            maxLength={70}
          />
          <div className="p-actions">
            <Button>{words('save')}</Button>
            <LinkButton weight="secondary" to={to(`/antraege/${id}`)}>
              {words('back')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </div>
  );
}
