import { LinkButton } from '#ui';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schema } from '#api-client';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';
import { FileLink } from './file-link';
import { useDates } from './times';

export type Thread = Schema<'ThreadAnswer'>;
export type Line = Thread['items'][number];

/** What the city and a person have told each other about a case, oldest first (D21). @param lines those that are shown */
export function Messages({
  lines,
  thread,
  asks = false,
}: {
  readonly lines: readonly Line[];
  readonly thread: Thread;
  /** Whether what was last asked for is still to come. */
  readonly asks?: boolean;
}) {
  const words = useWords('messages');
  if (lines.length === 0) return <p className="p-muted">{words('none')}</p>;
  const open = asks ? lines.findLast(isRequest) : undefined;
  return (
    <ol className="p-plain p-stack">
      {lines.map((line) => (
        <Message key={line.id} line={line} thread={thread} isOpen={line === open} />
      ))}
    </ol>
  );
}

/** Whether the person is asked for something by it. */
const isRequest = ({ entryKind }: Line): boolean => entryKind === 'documents-requested';

function Message({
  line,
  thread,
  isOpen,
}: {
  readonly line: Line;
  readonly thread: Thread;
  readonly isOpen: boolean;
}) {
  const words = useWords('messages');
  const { exact, weekday } = useDates();
  const to = usePaths();
  const author = useAuthor(line, thread);
  // What was new when the page was opened is shown as new, though it counts as read by now.
  const [wasUnread] = useState(line.unread);
  const { title, text, erased, documents = [], document: paper, dueOn, attachments = [] } = line;
  return (
    <li className={`p-msg${line.author === 'citizen' ? ' p-msg--mine' : ''}`}>
      <p>
        <strong>{title ?? author}</strong> {wasUnread && <span className="p-count">{words('new')}</span>}
        <span className="p-time">
          {title !== undefined && `${author}, `}
          {exact(line.at)}
        </span>
      </p>
      {erased === true && <p className="p-muted">{words('erased')}</p>}
      {text !== undefined && <p className="p-written">{text}</p>}
      {documents.length > 0 && <p>{words('documents', { what: documents.join(', ') })}</p>}
      {dueOn !== undefined && (
        <p>
          <strong>{words('dueOn', { on: weekday(dueOn) })}</strong>
        </p>
      )}
      {isOpen && (
        <div className="p-actions">
          <LinkButton to={`${to(`/antraege/${thread.applicationId}`)}#nachreichen`}>
            {words('answer')}
          </LinkButton>
        </div>
      )}
      {line.kind === 'notice' && <NoticeLine line={line} applicationId={thread.applicationId} />}
      {paper && (
        <FileLink
          name={paper.name}
          size={paper.size}
          href={`/api/payments/${paper.paymentId}/documents/${paper.documentId}`}
        />
      )}
      {attachments.map(({ id, name, size, mayBeOpened }) => (
        <FileLink
          key={id}
          name={name}
          size={size}
          href={
            mayBeOpened ? `/api/applications/${thread.applicationId}/messages/documents/${id}` : undefined
          }
        />
      ))}
    </li>
  );
}

/** What can be done with a notice: it is opened where the case is, by an act of its own (law 1). */
function NoticeLine({ line, applicationId }: { readonly line: Line; readonly applicationId: string }) {
  const words = useWords('messages');
  const to = usePaths();
  if (line.retrieved === true)
    return (
      <p>
        <Link className="p-link p-tap" to={to(`/antraege/${applicationId}/bescheid/${line.id}`)}>
          {words('readNotice')}
        </Link>
      </p>
    );
  if (line.provisionEnded === true) return <p>{words('byPost')}</p>;
  return (
    <p>
      <Link className="p-link p-tap" to={`${to(`/antraege/${applicationId}`)}#bescheid`}>
        {words('toNotice')}
      </Link>
    </p>
  );
}

/** Who has written it, as the person knows them. */
function useAuthor({ author }: Line, { office }: Thread): string {
  const words = useWords('messages');
  const language = useLanguage();
  const city = useFrame()?.city;
  switch (author) {
    case 'citizen':
      return words('you');
    case 'office':
      return city?.offices.find(({ key }) => key === office)?.name[language] ?? city?.name ?? '';
    case 'system':
      return words('portal');
  }
}
