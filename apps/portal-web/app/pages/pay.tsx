import { Alert, Button, ErrorSummary } from '#ui';
import { useEffect } from 'react';
import { data, Form, Link, redirect } from 'react-router';
import { acting, entered } from '../acting';
import { isOwed } from '../case-course';
import { hyphenated } from '../hyphenated';
import { pathIn, useLanguage, usePaths } from '../language';
import { keptOrder } from '../order-cookie.server';
import { Acting } from '../parts/acting';
import { ContactOfOffice } from '../parts/contact-of-office';
import { useLive } from '../parts/live';
import { LooksAgain } from '../parts/looks-again';
import { OrderOverview } from '../parts/order-overview';
import { PageTitle } from '../parts/page-title';
import { PaymentMethods, methodFaults, type Paying } from '../parts/payment-methods';
import { Refusal } from '../parts/refusal';
import { moneyText, useDates } from '../parts/times';
import { found, problemOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/pay';
import { useLasting } from '#pages';

/** How far a payment is that needs nothing more of the person. */
const isPaid = ['authorised', 'settled', 'reconciled'];

/** Where somebody pays, also where they come back to from the provider: what the redirect says is believed in nothing (W16b, R28c). */
export async function loader({ context, request, params: { id } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const answer = await visit.api.GET('/api/applications/{id}', { params: { path: { id } } });
  const shown = found(answer);
  const { order } = shown;
  if (order === undefined) throw redirect(pathIn(visit.language, `/antraege/${id}`));
  if (isPaid.includes(order.payment)) throw redirect(pathIn(visit.language, `/antraege/${id}/bestaetigung`));
  const [overview, payment] = await Promise.all([
    visit.api.GET('/api/applications/{id}/order', { params: { path: { id } } }),
    visit.api.GET('/api/payments/{id}', { params: { path: { id: order.id } } }),
  ]);
  return {
    ...{ shown, order, overview: found(overview), payment: payment.data },
    ...{ version: versionOf(answer), actKey: newKey() },
  };
}

export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { api, language } = visit;
  const form = await request.formData();
  await sender(visit, form);
  if (entered(form, 'zurueck') !== '') {
    const problem = problemOf(
      await api.POST('/api/applications/{id}/take-back', {
        params: { path: { id }, header: acting(form) },
      }),
    );
    if (problem) return data({ problem }, problem.status);
    return redirect(pathIn(language, `/antraege/${id}/pruefen`));
  }
  const paying: Paying = {
    method: entered(form, 'method'),
    iban: entered(form, 'iban'),
    accountHolder: entered(form, 'accountHolder'),
  };
  if (methodFaults(paying).length > 0) return data({ paying }, 422);
  const order = keptOrder(request, id);
  const { method, iban, accountHolder } = paying;
  const answer = await api.POST('/api/applications/{id}/payments', {
    params: { path: { id }, header: acting(form) },
    body: {
      method: method as 'paypal',
      language,
      ...(method === 'direct-debit' && { iban, accountHolder }),
      ...(order !== undefined && { order }),
    },
  });
  const problem = problemOf(answer);
  if (problem) return data({ problem, paying }, problem.status);
  const { redirectUrl } = found(answer);
  // A form may lead to this site alone (its policy): the page leads on by a link, and by itself where scripts run.
  if (redirectUrl !== undefined) return data({ leaving: redirectUrl });
  return redirect(pathIn(language, `/antraege/${id}/bestaetigung`));
}

interface Answer {
  readonly problem?: Parameters<typeof Refusal>[0]['problem'];
  readonly paying?: Paying;
  readonly leaving?: string;
}

export default function Pay({ loaderData, actionData }: Route.ComponentProps) {
  const { shown, order, overview, payment, version, actKey } = loaderData;
  const { problem, paying, leaving } = (useLasting(actionData) ?? {}) as Answer;
  const words = useWords('pay');
  const { weekday } = useDates();
  const to = usePaths();
  const language = useLanguage();
  useLive('applications', 'payments');
  if (leaving !== undefined) return <Leaving to={leaving} />;
  const faults = paying ? methodFaults(paying).map(({ id, is }) => ({ id, text: words(is) })) : [];
  // The payment service knows first: who has paid is not asked again while the case has not heard of it.
  const standing = payment?.status ?? order.payment;
  const owed = isOwed(shown.status, standing);
  const amount = moneyText(payment?.owedCents ?? order.amountCents, language);
  const open = payment?.attempts.findLast(({ redirectUrl }) => redirectUrl !== undefined);
  return (
    <div className="p-container">
      <PageTitle error={faults.length > 0 || problem !== undefined}>{words('title')}</PageTitle>
      <div className="p-cols">
        <div className="p-form">
          <div className="p-stack">
            <h1 className="kern-heading-x-large">{words('title')}</h1>
            <p className="p-lead">{words('lead', { title: hyphenated(shown.title), amount })}</p>
          </div>
          <HowItStands payment={standing} openAt={open?.redirectUrl} />
          {problem && <Refusal problem={problem} level="h2" />}
          {faults.length > 0 && <ErrorSummary title={words('correct')} faults={faults} />}
          {owed && (
            <>
              <p>{words(shown.status === 'submitted' ? 'notFiledYet' : 'filedAlready')}</p>
              {order.payBy !== undefined && <p>{words('payBy', { on: weekday(order.payBy) })}</p>}
            </>
          )}
          <OrderOverview order={overview} isDue />
          {(owed || standing === 'under-way') && (
            <Form className="p-stack p-stack-l" method="post">
              <Acting actKey={actKey} />
              <PaymentMethods methods={overview.methods} paying={paying} faults={faults} />
              {overview.methods.length > 0 && (
                <div className="p-actions">
                  <Button weight={standing === 'under-way' ? 'secondary' : 'primary'}>
                    {words(standing === 'under-way' ? 'otherWay' : 'payNow')}
                  </Button>
                </div>
              )}
            </Form>
          )}
          {!isPaid.includes(standing) && shown.allowed.includes('take-back') && (
            <Form className="p-stack" method="post" aria-labelledby="aendern">
              <Acting version={version} actKey={`${actKey}-back`} />
              <input type="hidden" name="zurueck" value="1" />
              <h2 className="kern-heading-medium" id="aendern">
                {words('change')}
              </h2>
              <p>{words('takeBackText')}</p>
              <div className="p-actions">
                <Button weight="secondary">{words('takeBack')}</Button>
              </div>
            </Form>
          )}
          <p>
            <Link className="p-link p-tap" to={to(`/antraege/${shown.id}`)}>
              {words('toApplication')}
            </Link>
          </p>
        </div>
        <aside>
          <ContactOfOffice office={shown.office} />
        </aside>
      </div>
    </div>
  );
}

/** What came of the last try, where the person has to know it. */
function HowItStands({ payment, openAt }: { readonly payment: string; readonly openAt: string | undefined }) {
  const words = useWords('pay');
  switch (payment) {
    case 'failed':
      return (
        <Alert kind="danger" title={words('failedTitle')} announced>
          <p>{words('failedText')}</p>
        </Alert>
      );
    case 'cancelled':
      return (
        <Alert kind="warning" title={words('cancelledTitle')} announced>
          <p>{words('cancelledText')}</p>
        </Alert>
      );
    case 'returned':
    case 'charged-back':
      return (
        <Alert kind="warning" title={words('returnedTitle')}>
          <p>{words('returnedText')}</p>
        </Alert>
      );
    case 'under-way':
      return (
        <Alert kind="info" title={words('askingTitle')} announced>
          <LooksAgain seconds={15} />
          <p>{words('askingText')}</p>
          {openAt !== undefined && (
            <p>
              <a className="kern-btn kern-btn--primary" href={openAt}>
                <span className="kern-label">{words('goOnPaying')}</span>
              </a>
            </p>
          )}
        </Alert>
      );
    case 'authorised':
    case 'settled':
    case 'reconciled':
      return (
        <Alert kind="success" title={words('paidTitle')} announced>
          <LooksAgain seconds={3} />
          <p>{words('paidText')}</p>
        </Alert>
      );
    case 'closed':
    case 'refunding':
    case 'refunded':
    case 'written-off':
      return (
        <Alert kind="info" title={words('endedTitle')}>
          <p>{words('endedText')}</p>
        </Alert>
      );
    default:
      return null;
  }
}

/** The way to the provider, which is another site: at once where scripts run, else by a link. */
function Leaving({ to }: { readonly to: string }) {
  const words = useWords('pay');
  useEffect(() => window.location.assign(to), [to]);
  return (
    <div className="p-container">
      <PageTitle>{words('leavingTitle')}</PageTitle>
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('leavingTitle')}</h1>
          <p className="p-lead">{words('leavingText')}</p>
        </div>
        <p>
          <a className="kern-btn kern-btn--primary" href={to} rel="noreferrer">
            <span className="kern-label">{words('toProvider')}</span>
          </a>
        </p>
      </div>
    </div>
  );
}
