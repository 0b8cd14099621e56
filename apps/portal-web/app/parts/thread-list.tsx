import { Badge, LinkButton } from '#ui';
import { Link } from 'react-router';
import type { MailboxList } from '../mailbox.server';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';
import { useDates } from './times';

/** The threads of a mailbox, newest first, unread ones in bold and with a word. @param open application whose thread is shown beside it */
export function ThreadList({
  mailbox: { items, nextCursor, unopened },
  open,
}: {
  readonly mailbox: MailboxList;
  readonly open?: string;
}) {
  const words = useWords('mailbox');
  const to = usePaths();
  const language = useLanguage();
  const { near } = useDates();
  const offices = useFrame()?.city.offices ?? [];
  return (
    <nav className="p-stack" aria-label={words('threads')}>
      <ul className="p-list">
        {items.map(({ applicationId, title, reference, office, unread, latest }) => (
          <li key={applicationId}>
            <Link
              className={`p-row__link p-link${unread > 0 ? ' p-unread' : ''}`}
              to={to(`/postkorb/${applicationId}`)}
              {...(applicationId === open && { 'aria-current': 'true' as const })}
            >
              {unread > 0 && <span className="kern-sr-only">{words('unread')}</span>}
              {title || reference}
            </Link>
            {unread > 0 && (
              <span className="p-count p-new" aria-hidden="true">
                {words('new')}
              </span>
            )}
            <span className="p-meta">
              <span>{offices.find(({ key }) => key === office)?.name[language]}</span>
              <span>{near(latest.at)}</span>
            </span>
            <span className="p-small p-clip">{latest.title}</span>
            {unopened.includes(applicationId) && (
              <span className="p-meta">
                <Badge kind="warning">{words('noticeUnopened')}</Badge>
              </span>
            )}
          </li>
        ))}
      </ul>
      {nextCursor !== undefined && (
        <LinkButton weight="secondary" to={`${to('/postkorb')}?ab=${encodeURIComponent(nextCursor)}`}>
          {words('older')}
        </LinkButton>
      )}
    </nav>
  );
}
