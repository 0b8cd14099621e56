import { Form } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { Button, TextField } from '#ui';
import { Acting } from '../parts/acting';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** A message that was put aside: what it is, why, and the two things that can be done with it. */
export function Parked({
  service,
  item,
  actKey,
}: {
  readonly service: string;
  readonly item: StaffSchema<'ParkedItem'>;
  readonly actKey: string;
}) {
  const words = useWords('operation');
  const to = usePaths();
  const hidden = (act: string) => (
    <>
      <Acting actKey={`${actKey}-${item.id}-${act}`} />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="dienst" value={service} />
      <input type="hidden" name="id" value={item.id} />
    </>
  );
  return (
    <article className="b-note b-note--warning" aria-labelledby={`p-${item.id}`}>
      <span className="kern-icon kern-icon--warning" aria-hidden="true" />
      <div className="b-stack">
        <h3 id={`p-${item.id}`}>
          {words('parked', { service, type: item.eventType ?? words('unreadable') })}
        </h3>
        <p>
          {words(`reason-${item.reason}`)} <span className="b-mono">{item.error}</span>
        </p>
        <p className="b-small b-muted">
          {words('since')} <Time at={item.parkedAt} />, {words('attempts', { count: item.attempts })}
        </p>
        <div className="b-row">
          <Form method="post" action={to('/betrieb')}>
            {hidden('wiederholen')}
            <Button weight="secondary">{words('replay')}</Button>
          </Form>
          <details>
            <summary>{words('giveUp')}</summary>
            <Form method="post" action={to('/betrieb')} className="b-form">
              {hidden('aufgeben')}
              <TextField id={`grund-${item.id}`} name="grund" label={words('why')} maxLength={500} />
              <Button weight="secondary">{words('giveUpForGood')}</Button>
            </Form>
          </details>
        </div>
      </div>
    </article>
  );
}
