import { Alert, Button, Crumbs, LinkButton } from '#ui';
import { Form, Link } from 'react-router';
import { actUponCase, type Refused } from '../case-acts.server';
import { isOver, isUpToYou, nextStepOf, type Case } from '../case-course';
import { useFrame } from '../frame';
import { hyphenated } from '../hyphenated';
import { useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { CaseBadge } from '../parts/case-badge';
import { ContactOfOffice } from '../parts/contact-of-office';
import { DatesOfCase } from '../parts/dates-of-case';
import { DocumentsOfCase } from '../parts/documents-of-case';
import { FeeOfCase, FeeToCome } from '../parts/fee-of-case';
import { HandIn } from '../parts/hand-in';
import { useLive } from '../parts/live';
import { Messages } from '../parts/messages';
import { FormerNotices, NoticeBox } from '../parts/notice-box';
import { ForWhom } from '../parts/for-whom';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { MarkRead, Reply } from '../parts/reply';
import { StepFacts } from '../parts/step-facts';
import { TimelineOfCase } from '../parts/timeline-of-case';
import { useDates } from '../parts/times';
import { found, versionOf } from '../problem';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/application';
import { useLasting } from '#pages';

/** One application: where it stands, who has to act, what happened, and everything that belongs to it (D20, D21, R9a, H2c). */
export async function loader({ context, request, params: { id } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { api } = visit;
  const earlier = Number(new URL(request.url).searchParams.get('frueher'));
  const query = earlier > 1 ? { historyBefore: earlier } : {};
  const [answer, thread] = await Promise.all([
    api.GET('/api/applications/{id}', { params: { path: { id }, query } }),
    api.GET('/api/applications/{id}/messages', { params: { path: { id } } }),
  ]);
  const shown = found(answer);
  const { order, serviceKey: key } = shown;
  const [payment, service] = await Promise.all([
    order && api.GET('/api/payments/{id}', { params: { path: { id: order.id } } }),
    api.GET('/api/services/{key}', { params: { path: { key } } }),
  ]);
  return {
    shown,
    version: versionOf(answer),
    // Before anything has happened there is no thread yet; whatever else keeps it away is said in its place.
    thread: thread.data ?? (thread.response.status === 404 ? 'none' : 'away'),
    payment: payment?.data,
    isOffered: service.response.ok,
    proofs: service.data?.documents ?? [],
    fee: service.data?.fee,
    keys: { message: newKey(), read: newKey(), supply: newKey(), retrieve: newKey(), takeOver: newKey() },
  } as const;
}

export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  return actUponCase(visitOf(context), request, id, `/antraege/${id}`);
}

export default function Application({ loaderData, actionData }: Route.ComponentProps) {
  const { shown, version, payment, isOffered, proofs, fee, keys } = loaderData;
  const words = useWords('oneCase');
  const frame = useWords('frame');
  const to = usePaths();
  const listName = useFrame()?.city.listName[useLanguage()] ?? '';
  useLive('applications', 'mailbox', 'payments');
  const refused = useLasting(actionData);
  const { id, title, reference, status, statusLabel, order } = shown;
  const step = nextStepOf(shown);
  const isMissing = shown.documentRequest !== null || shown.openProofs.length > 0;
  const handIn = <HandIn {...{ shown, proofs, version, refused }} actKey={keys.supply} />;
  return (
    <div className="p-container">
      <PageTitle error={refused !== undefined}>{title}</PageTitle>
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to('/antraege'), title: listName },
        ]}
        here={title}
      />
      <div className="p-cols">
        <div className="p-sections">
          <div className="p-stack p-stack-l">
            <div className="p-stack">
              <div>
                <CaseBadge status={status} payment={order?.payment} label={statusLabel} />
              </div>
              <h1 className="kern-heading-x-large">{hyphenated(title)}</h1>
              <p className="p-muted">
                {words('reference')} <span className="p-num">{reference}</span>
              </p>
              <ForWhom represents={shown.represents} />
            </div>
            <StepFacts shown={shown} step={step} />
            <DatesOfCase shown={shown} />
          </div>
          {step.is === 'fill-in' && <GoOn shown={shown} />}
          {isMissing && handIn}
          <NoticeBox shown={shown} actKey={keys.retrieve} refused={refused} />
          {step.is === 'pay' && <FeeOfCase shown={shown} payment={payment} urgent />}
          <section className="p-stack" aria-labelledby="verlauf">
            <h2 className="kern-heading-large" id="verlauf">
              {words('history')}
            </h2>
            <TimelineOfCase shown={shown} step={step} />
          </section>
          <MessagesOfCase loaderData={loaderData} refused={refused} />
          {isOffered && isOver(shown) && <TakeOver shown={shown} actKey={keys.takeOver} refused={refused} />}
        </div>
        <aside className="p-stack p-stack-l" aria-label={words('aside')}>
          {order === undefined && !isOver(shown) && <FeeToCome fee={fee} />}
          {step.is !== 'pay' && <FeeOfCase shown={shown} payment={payment} urgent={!isUpToYou(step)} />}
          <FormerNotices shown={shown} />
          <DocumentsOfCase shown={shown} />
          {!isMissing && handIn}
          <ContactOfOffice office={shown.office} />
          {shown.allowed.includes('withdraw') && (
            <section className="p-stack" aria-labelledby="zurueck">
              <h2 className="kern-heading-medium" id="zurueck">
                {words(status === 'draft' ? 'discardTitle' : 'withdrawTitle')}
              </h2>
              <p className="p-small">{words(status === 'draft' ? 'discardText' : 'withdrawText')}</p>
              <div>
                <LinkButton weight="secondary" to={to(`/antraege/${id}/zurueckziehen`)}>
                  {words(status === 'draft' ? 'discard' : 'withdraw')}
                </LinkButton>
              </div>
            </section>
          )}
        </aside>
      </div>
    </div>
  );
}

/** A draft: how long it is kept, and on to its form. */
function GoOn({ shown: { id, draft } }: { readonly shown: Case }) {
  const words = useWords('oneCase');
  const { near, weekday } = useDates();
  const to = usePaths();
  return (
    <section className="p-box p-box--action p-stack" aria-labelledby="weiter">
      <h2 className="kern-heading-large" id="weiter">
        {words('notSent')}
      </h2>
      {draft && <p>{words('draftKept', { at: near(draft.savedAt), until: weekday(draft.endsAt) })}</p>}
      <div className="p-actions">
        <LinkButton to={to(`/antraege/${id}/formular`)}>{words('goOn')}</LinkButton>
      </div>
    </section>
  );
}

/** What was written about the case, and a new message; while the mailbox is away, the rest of the page is there. */
function MessagesOfCase({
  loaderData: { shown, thread, keys },
  refused,
}: Pick<Route.ComponentProps, 'loaderData'> & { readonly refused: Refused | undefined }) {
  const words = useWords('messages');
  const titles = useWords('oneCase');
  const to = usePaths();
  if (thread === 'none' || shown.status === 'draft') return null;
  return (
    <section className="p-stack" aria-labelledby="nachrichten">
      <h2 className="kern-heading-large" id="nachrichten">
        {titles('messages')}
      </h2>
      {thread === 'away' ? (
        <Alert kind="warning" title={words('away')} level="h3">
          <p>{words('awayText')}</p>
        </Alert>
      ) : (
        <>
          <Messages lines={thread.items.filter(({ kind }) => kind === 'message')} thread={thread} />
          <MarkRead thread={thread} actKey={keys.read} />
          <Reply thread={thread} actKey={keys.message} refused={refused} />
          <p>
            <Link className="p-link p-tap" to={to(`/postkorb/${shown.id}`)}>
              {titles('inMailbox')}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

/** A new application of the same service that begins with what was entered here: for a follow-up or a renewal. */
function TakeOver({
  shown: { serviceKey },
  actKey,
  refused,
}: {
  readonly shown: Case;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}) {
  const words = useWords('oneCase');
  return (
    <section className="p-stack" aria-labelledby="wieder">
      <h2 className="kern-heading-large" id="wieder">
        {words('againTitle')}
      </h2>
      <p className="p-prose">{words('againText')}</p>
      {refused?.act === 'take-over' && refused.problem && <Refusal problem={refused.problem} />}
      <Form method="post">
        <input type="hidden" name="act" value="take-over" />
        <input type="hidden" name="dienst" value={serviceKey} />
        <Acting actKey={actKey} />
        <Button weight="secondary">{words('again')}</Button>
      </Form>
    </section>
  );
}
