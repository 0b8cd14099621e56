import { Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { moneyText, useLanguage, usePaths, withQuery } from '#pages';
import type { Known } from '../parts/people';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { ActorThen } from './actor';
import type { ToldEntry } from './history';
import { isWrong, type Wrong } from './wrongs';

type Event = StaffSchema<'EventDto'>;
type Mail = StaffSchema<'MailEvidenceDto'>;

interface EventsProps {
  /** As the address names the case. */
  readonly id: string;
  readonly at: number;
  readonly events: readonly Event[];
  readonly people: Known;
  readonly wrongs: readonly Wrong[];
  /** The words of the application service for its own events. */
  readonly told: readonly ToldEntry[];
  readonly mails: readonly Mail[];
}

/** Every event: when, who, what, whether the applicant reads it, whether it is unchanged, and what proves that it had its effect. */
export function Events({ id, at, events, people, wrongs, told, mails }: EventsProps) {
  const words = useWords('audit');
  const to = usePaths();
  const toldOf = new Map(told.map((entry) => [entry.version, entry]));
  return (
    <section aria-labelledby="ereignisse" className="b-block">
      <div className="b-head">
        <h2 id="ereignisse">{words('events')}</h2>
        <span className="b-muted b-small">{words('eventsHint')}</span>
      </div>
      <Scroll label={words('events')}>
        <table className="b-table b-events">
          <caption className="kern-sr-only">{words('events')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('number')}</th>
              <th scope="col">{words('whenInZone')}</th>
              <th scope="col">{words('who')}</th>
              <th scope="col">{words('happened')}</th>
              <th scope="col">{words('applicantSees')}</th>
              <th scope="col">{words('hash')}</th>
              <th scope="col">{words('configurationShort')}</th>
              <th scope="col">{words('evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {events
              .map((event, index) => {
                const entry = isOfApplication(event) ? toldOf.get(event.version) : undefined;
                const number = index + 1;
                return (
                  <tr
                    key={`${event.streamId}/${event.version}/${event.hash}`}
                    className={number === at ? 'b-now' : undefined}
                  >
                    <td>{number}</td>
                    <th scope="row" className="b-nowrap">
                      <Link
                        to={withQuery(to(`/pruefung/${encodeURIComponent(id)}`), { stand: String(number) })}
                        preventScrollReset
                        aria-current={number === at ? 'true' : undefined}
                      >
                        <Time at={event.recordedAt} form="second" />
                      </Link>
                    </th>
                    <td>
                      <ActorThen actor={event.actor} at={event.recordedAt} people={people} />
                    </td>
                    <td>
                      <What event={event} entry={entry} />
                    </td>
                    <td>
                      <Reads reads={entry?.applicantReads} />
                    </td>
                    <td>
                      <Hash event={event} wrong={isWrong(event, wrongs)} />
                    </td>
                    <td className="b-mono b-nowrap" title={textOf(event.data['configurationVersion'])}>
                      {textOf(event.data['configurationVersion']).slice(0, 8)}
                    </td>
                    <td>
                      <Evidence event={event} mails={mails} />
                    </td>
                  </tr>
                );
              })
              .reverse()}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const isOfApplication = ({ source, streamType }: Event): boolean =>
  source === 'application' && streamType === 'application';
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What happened, in words; the name of the event stays in sight for who looks it up. */
function What({ event, entry }: { readonly event: Event; readonly entry: ToldEntry | undefined }) {
  const what = useWhat();
  return (
    <>
      {what(event, entry)} <span className="b-small b-muted">{event.type}</span>
    </>
  );
}

/** The words for an event: its service's own, else ours, else its name. */
export function useWhat(): (event: Event, entry?: ToldEntry) => string {
  const words = useWords('auditEvents');
  return ({ type, source }, entry) => {
    if (entry !== undefined && entry.label !== '') return entry.label;
    const key = source === 'application' ? undefined : knownEvents.find((known) => known === type);
    return key === undefined ? type : words(key);
  };
}

/** The events of other services that are told in words. */
const knownEvents = [
  ...(['ThreadOpened', 'EntryAdded', 'MessageWritten', 'AttachmentWithdrawn', 'NoticeDeposited'] as const),
  ...(['NoticeRetrieved', 'NoticeReplaced', 'ProvisionEnded', 'MessagesRead', 'DeclarationProven'] as const),
  ...(['PaymentRequested', 'MethodChosen', 'PaymentRedirected', 'ProviderAnswered'] as const),
  ...([
    'PaymentAuthorised',
    'PaymentSettled',
    'PaymentFailed',
    'PaymentCancelled',
    'PaymentExpired',
  ] as const),
  ...([
    'PaymentClosed',
    'PaymentReopened',
    'PaymentReassigned',
    'DebitCollected',
    'PaymentReturned',
  ] as const),
  ...(['PaymentChargedBack', 'RefundRequested', 'RefundApproved', 'RefundRejected', 'RefundIssued'] as const),
  ...(['RefundFailed', 'ReceiptIssued', 'MandateConfirmed', 'PaymentReconciled', 'PaymentDiffered'] as const),
  ...(['PaymentCorrected', 'PaymentWrittenOff'] as const),
] as const;

function Reads({ reads }: { readonly reads: boolean | undefined }) {
  const words = useWords('audit');
  if (reads === undefined) return <span className="b-muted">–</span>;
  return (
    <span className="b-seen">
      <span
        className={`kern-icon kern-icon--${reads ? 'visibility' : 'visibility-off'}`}
        aria-hidden="true"
      />
      {words(reads ? 'yes' : 'no')}
    </span>
  );
}

function Hash({ event, wrong }: { readonly event: Event; readonly wrong: boolean }) {
  const words = useWords('audit');
  return (
    <span className="b-nowrap">
      <span className="b-mono" title={event.hash}>
        {event.hash.slice(0, 4)}…{event.hash.slice(-4)}
      </span>{' '}
      <span className={wrong ? 'b-state b-state--bad' : 'b-state'}>
        {words(wrong ? 'hashWrong' : 'hashHolds')}
      </span>
    </span>
  );
}

/** The mail that told of it, the money that moved, the document that it is about, the way that a notice took. */
function Evidence({ event, mails }: { readonly event: Event; readonly mails: readonly Mail[] }) {
  const words = useWords('audit');
  const language = useLanguage();
  const mail = mails.find(({ eventId }) => eventId === `${event.streamId}/${event.version}`);
  const { data } = event;
  const cents = [data['refundCents'], data['receivedCents'], data['amountCents']].find(
    (value) => typeof value === 'number',
  );
  const delivery = data['delivery'];
  return (
    <>
      {event.source === 'payment' && cents !== undefined && <span>{moneyText(cents, language)} </span>}
      {(delivery === 'mailbox' || delivery === 'post') && <span>{words(`delivery-${delivery}`)} </span>}
      {typeof data['documentId'] === 'string' && (
        <span className="b-mono" title={textOf(data['hash'])}>
          {words('document')} {data['documentId'].slice(0, 8)}{' '}
        </span>
      )}
      {mail !== undefined && <MailTold mail={mail} mails={mails} />}
    </>
  );
}

/** A mail that was gathered into another one is that one's. */
function MailTold({ mail, mails }: { readonly mail: Mail; readonly mails: readonly Mail[] }) {
  const words = useWords('audit');
  const told = mails.find(({ mailId }) => mailId === mail.gatheredInto) ?? mail;
  const title = words('messageId', { id: told.messageId });
  switch (told.state) {
    case 'sent':
      return (
        <span title={title}>
          {words('mailSent')} {told.sentAt !== null && <Time at={told.sentAt} />}
        </span>
      );
    case 'failed':
      return (
        <span className="b-state b-state--bad" title={title}>
          {words('mailFailed', { reason: told.reason ?? '' })}
        </span>
      );
    case 'queued':
    case 'sending':
    case 'gathered':
      return <span title={title}>{words('mailQueued')}</span>;
  }
}
