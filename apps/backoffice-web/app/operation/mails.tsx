import { Form } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { Acting } from '../parts/acting';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { whyOf } from './needs';

/** Mails that were given up: when, why, what to do, and once more. No address and no text, which nobody keeps. */
export function FailedMails({
  mails,
  actKey,
}: {
  /** Undefined while the service that sends them is away. */
  readonly mails: StaffSchema<'MailsAnswer'> | undefined;
  readonly actKey: string;
}) {
  const words = useWords('operation');
  const to = usePaths();
  return (
    <section aria-labelledby="mails" className="b-block">
      <div className="b-title">
        <h2 id="mails">{words('failedMailsTitle')}</h2>
        {mails !== undefined && (
          <span className="b-small b-muted">
            {words('mailCounts', {
              sent: mails.counts.sent,
              queued: mails.counts.queued + mails.counts.sending,
              failed: mails.counts.failed,
            })}
          </span>
        )}
      </div>
      {mails === undefined && <p>{words('mailsUnknown')}</p>}
      {mails?.items.length === 0 && <p className="b-muted">{words('noFailedMails')}</p>}
      {mails !== undefined && mails.items.length > 0 && (
        <Scroll label={words('failedMailsTitle')}>
          <table className="b-table">
            <caption className="kern-sr-only">{words('failedMailsTitle')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('mailSince')}</th>
                <th scope="col">{words('mailKind')}</th>
                <th scope="col">{words('mailWhy')}</th>
                <th scope="col">{words('whatToDo')}</th>
                <th scope="col">
                  <span className="kern-sr-only">{words('retry')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {mails.items.map(({ mailId, queuedAt, kind, reason, attempts }) => (
                <tr key={mailId}>
                  <th scope="row">
                    <Time at={queuedAt} />
                  </th>
                  <td className="b-mono">{kind}</td>
                  <td>
                    {words(`mail-${whyOf(reason)}`)} <span className="b-mono">{reason}</span>,{' '}
                    {words('attempts', { count: attempts })}
                  </td>
                  <td>{words(`mailDo-${whyOf(reason)}`)}</td>
                  <td>
                    <Form method="post" action={to('/betrieb')} preventScrollReset>
                      <Acting actKey={`${actKey}-${mailId}`} />
                      <input type="hidden" name="act" value="mail" />
                      <input type="hidden" name="id" value={mailId} />
                      <button type="submit" className="b-link">
                        {words('retry')}
                      </button>
                    </Form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
