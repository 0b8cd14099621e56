import type { StaffSchema } from '#api-client';
import { useLanguage } from '#pages';
import { usePeople, type Known } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { ActorThen } from './actor';
import { useWhat } from './events';
import { historyIn, type ToldEntry } from './history';

type Event = StaffSchema<'EventDto'>;
type Seen = StaffSchema<'CaseStateDto'>;

/** What happened at a moment: who, where it stands in the chain, and by which version of the service. */
export function Happened({
  event,
  entry,
  people,
}: {
  readonly event: Event;
  readonly entry: ToldEntry | undefined;
  readonly people: Known;
}) {
  const words = useWords('audit');
  const { nameOf } = usePeople(people);
  const what = useWhat();
  const { actor, data } = event;
  const configuration = data['configurationVersion'];
  return (
    <section aria-label={words('then')}>
      <h2>{words('then')}</h2>
      <dl>
        <dt>{words('event')}</dt>
        <dd>
          <b>{what(event, entry)}</b> <span className="b-small b-muted">{event.type}</span>
        </dd>
        <dt>{words('when')}</dt>
        <dd>
          <Time at={event.recordedAt} form="second" />
        </dd>
        <dt>{words('heardAt')}</dt>
        <dd>
          <Time at={event.receivedAt} form="second" />
        </dd>
        <dt>{words('who')}</dt>
        <dd>
          <ActorThen actor={actor} at={event.recordedAt} people={people} />
          {actor.actingFor !== undefined && ` ${words('actingFor', { name: nameOf(actor.actingFor) })}`}
        </dd>
        <dt>{words('source')}</dt>
        <dd>
          {event.source}, {words('version')} {event.version}
        </dd>
        {typeof configuration === 'string' && (
          <>
            <dt>{words('configuration')}</dt>
            <dd className="b-mono b-breaks">{configuration}</dd>
          </>
        )}
        <dt>{words('hash')}</dt>
        <dd className="b-mono b-breaks">{event.hash}</dd>
        <dt>{words('previousHash')}</dt>
        <dd className="b-mono b-breaks">{event.previousHash === '' ? words('none') : event.previousHash}</dd>
      </dl>
    </section>
  );
}

/** What a party saw after an event: status, who has it, and the history, in which what is new is marked. */
export function SeenBy({
  title,
  seen,
  event,
  people,
}: {
  readonly title: string;
  readonly seen: Seen;
  readonly event: Event | undefined;
  readonly people: Known;
}) {
  const words = useWords('audit');
  const language = useLanguage();
  const { visible, state, statusLabel, content } = seen;
  const { actorThen } = usePeople(people);
  const nameThen = (personId: string): string =>
    actorThen({ personId, role: 'caseworker' }, event?.recordedAt ?? '').then;
  if (!visible || state === null)
    return (
      <section aria-label={title}>
        <h2>{title}</h2>
        <p className="b-muted">{words('notVisible')}</p>
      </section>
    );
  const entries = historyIn(content?.view, language);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <dl>
        <dt>{words('status')}</dt>
        <dd>
          <b>{statusLabel ?? state.status}</b>
        </dd>
        {state.assignedTo !== undefined && (
          <>
            <dt>{words('assigned')}</dt>
            <dd>{state.assignedTo === null ? words('nobody') : nameThen(state.assignedTo)}</dd>
          </>
        )}
        <dt>{words('messages')}</dt>
        <dd>{words('messagesOf', { citizen: state.messages.citizen, office: state.messages.office })}</dd>
        <dt>{words('notices')}</dt>
        <dd>
          {state.notices.length === 0
            ? words('none')
            : words('noticeCount', {
                count: state.notices.length,
                retrieved: state.notices.filter(({ retrieved }) => retrieved).length,
              })}
        </dd>
        {content?.available === false && (
          <>
            <dt>{words('agrees')}</dt>
            <dd>{words('notAvailable')}</dd>
          </>
        )}
      </dl>
      {entries.length > 0 && (
        <>
          <h3>{words('historyThen', { count: entries.length })}</h3>
          <ol className="b-then" tabIndex={0} aria-label={words('historyThen', { count: entries.length })}>
            {entries.map((entry) => (
              <li key={entry.version}>
                <span className="b-small b-muted">
                  <Time at={entry.at} />
                </span>{' '}
                {entry.at === event?.recordedAt ? <mark>{entry.label}</mark> : entry.label}
                {entry.text !== '' && <blockquote>{entry.text}</blockquote>}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
