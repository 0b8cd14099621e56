import { LinkButton } from '#ui';
import { Link, redirect } from 'react-router';
import type { Schema } from '#api-client';
import { isOwed, nextStepOf, type Case } from '../case-course';
import { hyphenated } from '../hyphenated';
import { pathIn, useLanguage, usePaths } from '../language';
import { ContactOfOffice } from '../parts/contact-of-office';
import { sizeText } from '../parts/file-size';
import { useLive } from '../parts/live';
import { PageTitle } from '../parts/page-title';
import { Rating } from '../parts/rating';
import { moneyText, useDates } from '../parts/times';
import { found } from '../problem';
import { rate } from '../rating.server';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/confirmation';
import { useLasting } from '#pages';

/** What was submitted, under which reference, and what happens next and when. Nothing says "received" before it is (W16c). */
export async function loader({ context, request, params: { id } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const shown = found(await visit.api.GET('/api/applications/{id}', { params: { path: { id } } }));
  if (shown.status === 'draft') throw redirect(pathIn(visit.language, `/antraege/${id}/formular`));
  const payment =
    shown.order && (await visit.api.GET('/api/payments/{id}', { params: { path: { id: shown.order.id } } }));
  return {
    ...{ shown, isGuest: me.guest === true, getsMail: me.contactAddress !== undefined },
    answer: await answerBy(visit, me),
    papers: payment?.data?.documents ?? [],
    ...{ isRated: new URL(request.url).searchParams.has('bewertet'), actKey: newKey() },
  };
}

export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  return rate(visit, request, id);
}

/** By which way the notice comes (law 1); undefined where it is somebody else's consent that counts. */
async function answerBy(
  { api }: Visit,
  { guest, actingFor }: Schema<'MeDto'>,
): Promise<'decision' | 'decisionByPost' | undefined> {
  if (guest === true) return 'decisionByPost';
  if (actingFor !== undefined) return undefined;
  const { data } = await api.GET('/api/me/consents');
  if (data === undefined) return undefined;
  const isGiven = data.items.some(({ purpose, given }) => purpose === 'electronic-notices' && given);
  return isGiven ? 'decision' : 'decisionByPost';
}

/** When something happened in a case; undefined where it has not. */
function whenIt(
  { history }: Case,
  happened: 'ApplicationSubmitted' | 'ApplicationFiled',
): string | undefined {
  return history.find(({ type }) => type === happened)?.at;
}

/** When it was paid, by the clock of who took the money, else when that was learned; undefined where it was not. */
function whenPaid({ history }: Case): string | undefined {
  const paid = history.find(
    (entry) => entry.type === 'PaymentNoted' && ['authorised', 'settled'].includes(entry.facts.payment),
  );
  return paid?.type === 'PaymentNoted' ? (paid.facts.paidAt ?? paid.at) : undefined;
}

/** What was only authorised, by a mandate for a direct debit or at a provider, is not paid yet (N7b). */
const paymentWord = (payment: NonNullable<Case['order']>['payment']): 'wasAuthorised' | 'wasPaid' =>
  payment === 'authorised' ? 'wasAuthorised' : 'wasPaid';

export default function Confirmation({
  loaderData: { shown, isGuest, getsMail, answer, papers, isRated, actKey },
  actionData,
}: Route.ComponentProps) {
  const words = useWords('confirmation');
  const ofCase = useWords('oneCase');
  const { exact, weekday } = useDates();
  const to = usePaths();
  const language = useLanguage();
  useLive('applications', 'payments');
  const acted = useLasting(actionData);
  const { id, title, reference, status, order, documents, openProofs } = shown;
  const submittedAt = whenIt(shown, 'ApplicationSubmitted');
  const filedAt = whenIt(shown, 'ApplicationFiled');
  const isFiled = filedAt !== undefined;
  const paidAt = whenPaid(shown);
  const owes = isOwed(status, order?.payment);
  const step = nextStepOf(shown);
  const heading = words(isFiled ? 'filed' : 'submitted');
  const amount = moneyText(order?.amountCents ?? 0, language);
  const missing = openProofs.map((proof) => proof.title).join(', ');
  const supplies = isFiled && !owes && missing !== '';
  const copy = documents.find(({ kind }) => kind === 'copy');
  return (
    <div className="p-container">
      <PageTitle>{heading}</PageTitle>
      <div className="p-cols">
        <div className="p-sections">
          <section className="p-box p-box--tint p-done p-stack p-box--roomy" aria-labelledby="ok">
            <span className="kern-icon kern-icon--success kern-icon--x-large" aria-hidden="true" />
            <h1 className="kern-heading-x-large" id="ok">
              {heading}
            </h1>
            <p className="p-lead">
              {words(owes ? 'stillToPay' : supplies ? 'stillToSupply' : 'nothingToDo', {
                title: hyphenated(title),
                amount,
                missing,
              })}
            </p>
            <p>
              {words('reference')}
              <br />
              <strong className="p-num p-ref">{reference}</strong>
            </p>
          </section>
          <section className="p-stack" aria-labelledby="weiter">
            <h2 className="kern-heading-large" id="weiter">
              {words('next')}
            </h2>
            <ol className="p-timeline">
              {submittedAt !== undefined && (
                <li className="is-done">
                  <strong>{words('wasSubmitted')}</strong>
                  <span className="p-time">{exact(submittedAt)}</span>
                </li>
              )}
              {order && !owes && (
                <li className={isFiled ? 'is-done' : 'is-now'}>
                  <strong>{words(isFiled ? paymentWord(order.payment) : 'payment', { amount })}</strong>
                  {isFiled && paidAt !== undefined && <span className="p-time">{exact(paidAt)}</span>}
                </li>
              )}
              {owes && (
                <li className="is-now">
                  <strong>{words('payFee', { amount })}</strong>
                  {order?.payBy !== undefined && (
                    <span className="p-time">{words('by', { on: weekday(order.payBy) })}</span>
                  )}
                </li>
              )}
              {isFiled && (
                <li className="is-done">
                  <strong>{words('wasFiled')}</strong>
                  <span className="p-time">{exact(filedAt)}</span>
                </li>
              )}
              {supplies && (
                <li className="is-now">
                  <strong>{words('supply', { missing })}</strong>
                </li>
              )}
              <li className={isFiled && !owes && !supplies ? 'is-now' : 'is-next'}>
                <strong>{words('isReviewed')}</strong>
                {step.is === 'review' && step.until !== undefined && (
                  <span className="p-time">{words('probablyBy', { on: weekday(step.until) })}</span>
                )}
              </li>
              <li className="is-next">
                {words(answer ?? 'decisionSomehow')}
                <span className="p-time">{words(getsMail ? 'weMail' : 'lookHere')}</span>
                {answer === 'decisionByPost' && !isGuest && (
                  <Link className="p-link p-tap" to={to('/meine-daten/einwilligungen')}>
                    {words('ratherMailbox')}
                  </Link>
                )}
              </li>
            </ol>
            <div className="p-actions">
              {owes && (
                <LinkButton to={to(`/antraege/${id}/bezahlen`)}>{words('pay', { amount })}</LinkButton>
              )}
              {supplies && (
                <LinkButton to={to(`/antraege/${id}#nachreichen`)}>{words('toSupply')}</LinkButton>
              )}
              <LinkButton weight={owes || supplies ? 'secondary' : 'primary'} to={to(`/antraege/${id}`)}>
                {words('toApplication')}
              </LinkButton>
              {isGuest && (
                <LinkButton weight="secondary" to={to('/weiterverfolgen')}>
                  {words('follow')}
                </LinkButton>
              )}
            </div>
          </section>
          {!owes && <Rating serviceKey={shown.serviceKey} isSent={isRated} acted={acted} actKey={actKey} />}
        </div>
        <aside className="p-stack p-stack-l">
          <section className="p-stack" aria-labelledby="geschickt">
            <h2 className="kern-heading-medium" id="geschickt">
              {words('forYou')}
            </h2>
            <ul className="p-list">
              {copy && (
                <li>
                  <a className="p-row__link p-link" href={`/api/applications/${id}/documents/${copy.id}`}>
                    {words('copy')}
                  </a>
                  <span className="p-meta">{sizeText(copy.size, language)}</span>
                </li>
              )}
              {papers.map(({ documentId, kind }) => (
                <li key={documentId}>
                  <a
                    className="p-row__link p-link"
                    href={`/api/payments/${order?.id}/documents/${documentId}`}
                  >
                    {ofCase(kind)}
                  </a>
                  <span className="p-meta">{amount}</span>
                </li>
              ))}
            </ul>
            {getsMail && <p className="p-small p-muted">{words('mailed')}</p>}
          </section>
          <ContactOfOffice office={shown.office} />
        </aside>
      </div>
    </div>
  );
}
