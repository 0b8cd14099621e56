import { Form, Link, useSubmit } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths, withQuery } from '#pages';
import { Button } from '#ui';
import { useTimeText } from '../parts/times';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';

/** Goes through the history of a case, from event to event; without script by its button. */
export function Scrubber({
  id,
  at,
  events,
}: {
  readonly id: string;
  /** Which event is looked at; the first is 1. */
  readonly at: number;
  readonly events: readonly StaffSchema<'EventDto'>[];
}) {
  const words = useWords('audit');
  const keyFor = useKeyFor();
  const to = usePaths();
  const submit = useSubmit();
  const text = useTimeText();
  const page = to(`/pruefung/${encodeURIComponent(id)}`);
  const event = events[at - 1];
  const atEvent = (number: number): string => withQuery(page, { stand: String(number) });
  const says = event === undefined ? '' : `${text(event.recordedAt, 'second')}: ${event.type}`;
  return (
    <Form
      action={page}
      className="b-scrub"
      onChange={({ currentTarget }) =>
        void submit(currentTarget, { preventScrollReset: true, replace: true })
      }
    >
      <span>
        {at > 1 ? (
          <>
            <Link to={atEvent(1)} preventScrollReset aria-keyshortcuts="Home">
              {words('isFirst')}
            </Link>{' '}
            <Link to={atEvent(at - 1)} preventScrollReset aria-keyshortcuts={keyFor('k')}>
              {words('before')}
            </Link>
          </>
        ) : (
          <span className="b-muted">{words('isFirst')}</span>
        )}
      </span>
      <input
        type="range"
        name="stand"
        min={1}
        max={events.length}
        defaultValue={at}
        aria-label={words('slider')}
        aria-valuetext={words('valueText', { at, of: events.length, says })}
      />
      <span>
        {at < events.length ? (
          <>
            <Link to={atEvent(at + 1)} preventScrollReset aria-keyshortcuts={keyFor('j')}>
              {words('after')}
            </Link>{' '}
            <Link to={atEvent(events.length)} preventScrollReset aria-keyshortcuts="End">
              {words('isLast')}
            </Link>
          </>
        ) : (
          <span className="b-muted">{words('isLast')}</span>
        )}
      </span>
      <Button weight="secondary">{words('show')}</Button>
    </Form>
  );
}
