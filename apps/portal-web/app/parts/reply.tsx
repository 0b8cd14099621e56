import { Button, TextArea } from '#ui';
import { useEffect, useRef, useState } from 'react';
import { Form, useFetcher, useLocation } from 'react-router';
import type { Refused } from '../case-acts.server';
import { useFrame } from '../frame';
import { useWords } from '../words/use-words';
import { Acting } from './acting';
import { Attachments } from './attachments';
import { quietField, quietly } from './quietly';
import type { Thread } from './messages';
import { Refusal } from './refusal';

/** A message depends on nothing that was seen: it is sent whatever has come in meanwhile. */
const whateverCame = '*';

/** Writes to the office (D21). @param actKey for this message; of a message that was sent, a new one comes with the page */
export function Reply({
  thread,
  actKey,
  refused,
}: {
  readonly thread: Thread;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}) {
  const words = useWords('messages');
  const mine = thread.items.findLast(({ kind, author }) => kind === 'message' && author === 'citizen');
  const [before] = useState(mine?.id);
  const refusedMessage = refused?.act === 'message' ? refused : undefined;
  const problem = refusedMessage?.problem;
  if (thread.messagesLeft === 0) return <p>{words('enoughToday')}</p>;
  return (
    // A sent message empties the form; whatever else comes in leaves it as it is.
    <Form className="p-stack" method="post" encType="multipart/form-data" key={mine?.id} preventScrollReset>
      {problem && <Refusal problem={problem} />}
      <input type="hidden" name="act" value="message" />
      <Acting version={whateverCame} actKey={actKey} />
      <TextArea
        id="nachricht"
        label={words('yours')}
        hint={words('onlyOffice')}
        defaultValue={refusedMessage?.text}
        maxLength={5000}
      />
      <Attachments applicationId={thread.applicationId} refused={refusedMessage?.files} />
      <div className="p-actions">
        <Button weight="secondary">{words('send')}</Button>
        <p role="status">{mine?.id !== before && words('sent')}</p>
      </div>
    </Form>
  );
}

/**
 * Everything in the thread counts as read: by an act, which the page does for a person who looks at it, and which without
 * script is a button.
 */
export function MarkRead({ thread, actKey }: { readonly thread: Thread; readonly actKey: string }) {
  const words = useWords('messages');
  const { submit } = useFetcher();
  const { pathname, search } = useLocation();
  const csrf = useFrame()?.signed?.me.csrfToken ?? '';
  const done = useRef(0);
  useEffect(() => {
    if (thread.unread === 0) done.current = 0;
    if (thread.unread <= done.current || document.visibilityState === 'hidden') return;
    done.current = thread.unread;
    const act = { act: 'read', [quietField]: 'ja', _csrf: csrf, _key: actKey, _version: whateverCame };
    void quietly(pathname + search, () => submit(act, { method: 'post' }), true);
  }, [thread.unread, csrf, actKey, submit, pathname, search]);
  if (thread.unread === 0) return null;
  return (
    <noscript>
      <Form method="post">
        <input type="hidden" name="act" value="read" />
        <Acting version={whateverCame} actKey={actKey} />
        <Button weight="tertiary">{words('markRead')}</Button>
      </Form>
    </noscript>
  );
}
