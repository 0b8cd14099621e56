import { Link } from 'react-router';
import { usePaths } from '../language';
import type { MailboxList } from '../mailbox.server';
import { useMailboxName } from './mailbox-name';
import { useWords } from '../words/use-words';

/** What the mailbox is called, and how much of it was not read. @param beside a thread is what the page is about */
export function MailboxHead({
  mailbox: { unread, unopened },
  beside,
}: {
  readonly mailbox: MailboxList;
  readonly beside?: boolean;
}) {
  const words = useWords('mailbox');
  const name = useMailboxName();
  const to = usePaths();
  const says = unread === 0 ? words('allRead') : words('someUnread', { count: unread });
  return (
    <div className={`p-stack${beside === true ? ' p-beside' : ''}`}>
      {beside === true ? (
        <p className="kern-heading-x-large">
          <Link className="p-unmarked" to={to('/postkorb')}>
            {name}
          </Link>
        </p>
      ) : (
        <h1 className="kern-heading-x-large">{name}</h1>
      )}
      <p className="p-lead">
        {says} {unopened.length > 0 && <strong>{words('unopened', { count: unopened.length })}</strong>}{' '}
        {words('onlyYou')}
      </p>
      <p>
        <Link className="p-link p-tap" to={to('/dokumente')}>
          {words('toDocuments')}
        </Link>
      </p>
    </div>
  );
}
