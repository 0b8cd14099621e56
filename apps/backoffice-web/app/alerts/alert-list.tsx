import { Form, Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { daysBetween, dayIn, usePaths } from '#pages';
import { Acting } from '../parts/acting';
import { Time } from '../parts/times';
import { useWords } from '../words';

type Alert = StaffSchema<'AlertView'>;

/** What somebody is told, the latest first: what it is, of which case, and since when. */
export function AlertList({ items, actKey }: { readonly items: readonly Alert[]; readonly actKey: string }) {
  const words = useWords('alerts');
  return (
    <ol className="b-told">
      {items.map((alert) => (
        <li key={`${alert.at} ${alert.kind}`} className={alert.isRead ? 'b-read' : undefined}>
          <span className={alert.isRead ? undefined : 'b-new'}>
            <What alert={alert} />
            {!alert.isRead && <span className="kern-sr-only"> {words('isUnread')}</span>}
          </span>
          <WhichCase alert={alert} />
          <span className="b-muted">
            <Time at={alert.at} />
          </span>
          {!alert.isRead && <Read alert={alert} actKey={actKey} />}
        </li>
      ))}
    </ol>
  );
}

/** What it is, in words; a date with the day, and whether that is past. */
function What({ alert: { kind, about } }: { readonly alert: Alert }) {
  const words = useWords('alerts');
  if (about === undefined) return words(`says-${kind}`);
  const isPast = daysBetween(dayIn(Date.now()), about) < 0;
  return (
    <>
      {words(isPast ? 'pastDate' : 'nearDate')} <Time at={about} form="weekdayShortest" />
    </>
  );
}

function WhichCase({ alert: { applicationId, reference, title } }: { readonly alert: Alert }) {
  const words = useWords('alerts');
  const to = usePaths();
  if (applicationId === undefined) return <span className="b-muted">{words('elsewhere')}</span>;
  return (
    <span>
      <Link className="b-ref" to={to(`/vorgaenge/${applicationId}`)}>
        {reference}
      </Link>{' '}
      {title}
    </span>
  );
}

/** Marks it as read: an act of its own, for looking at a list is none. */
function Read({ alert, actKey }: { readonly alert: Alert; readonly actKey: string }) {
  const words = useWords('alerts');
  const to = usePaths();
  const { applicationId, reference, at } = alert;
  if (applicationId === undefined) return null;
  return (
    <Form method="post" action={to('/hinweise')} preventScrollReset>
      <Acting actKey={`${actKey}-${at}`} />
      <input type="hidden" name="bis" value={at} />
      <input type="hidden" name="vorgang" value={applicationId} />
      <button type="submit" className="b-link" aria-label={words('readOf', { reference: reference ?? '' })}>
        {words('read')}
      </button>
    </Form>
  );
}
