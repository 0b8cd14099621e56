import type { StaffSchema } from '#api-client';
import { usePeople, type Names } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** What happened at a moment, or what a party saw then. */
export function Seen({
  title,
  event,
  seen,
  names,
}: {
  readonly title: string;
  readonly event?: StaffSchema<'EventDto'> | undefined;
  readonly seen?: StaffSchema<'CaseStateDto'>;
  readonly names: Names;
}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {event !== undefined && <Happened event={event} names={names} />}
      {seen !== undefined && <State seen={seen} names={names} />}
    </section>
  );
}

function Happened({ event, names }: { readonly event: StaffSchema<'EventDto'>; readonly names: Names }) {
  const words = useWords('audit');
  const { actorIn } = usePeople(names);
  return (
    <dl>
      <dt>{words('event')}</dt>
      <dd>{event.type}</dd>
      <dt>{words('when')}</dt>
      <dd>
        <Time at={event.recordedAt} form="second" /> {words('zone')}
      </dd>
      <dt>{words('who')}</dt>
      <dd>{actorIn(event.actor)}</dd>
      <dt>{words('source')}</dt>
      <dd>
        {event.source}, {words('version')} {event.version}
      </dd>
      <dt>{words('hash')}</dt>
      <dd className="b-mono">{event.hash}</dd>
    </dl>
  );
}

function State({ seen, names }: { readonly seen: StaffSchema<'CaseStateDto'>; readonly names: Names }) {
  const words = useWords('audit');
  const { nameOf } = usePeople(names);
  const { visible, state, statusLabel, content } = seen;
  if (!visible || state === null) return <p className="b-muted">{words('notVisible')}</p>;
  return (
    <dl>
      <dt>{words('status')}</dt>
      <dd>
        <b>{statusLabel ?? state.status}</b>
      </dd>
      {state.assignedTo !== undefined && (
        <>
          <dt>{words('assigned')}</dt>
          <dd>{state.assignedTo === null ? words('nobody') : nameOf(state.assignedTo)}</dd>
        </>
      )}
      <dt>{words('messages')}</dt>
      <dd>{words('messagesOf', { citizen: state.messages.citizen, office: state.messages.office })}</dd>
      <dt>{words('notices')}</dt>
      <dd>
        {state.notices.length === 0 ? words('none') : words('noticeCount', { count: state.notices.length })}
      </dd>
      <dt>{words('configuration')}</dt>
      <dd className="b-mono">{state.configurationVersion.slice(0, 12)}</dd>
      <dt>{words('agrees')}</dt>
      <dd>
        {content?.available === false
          ? words('notAvailable')
          : words(content?.agrees === true ? 'same' : 'other')}
        {content !== null && content.differing.length > 0 && ` (${content.differing.join(', ')})`}
      </dd>
    </dl>
  );
}
