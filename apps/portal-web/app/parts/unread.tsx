import { useCallback } from 'react';
import { useFetcher } from 'react-router';
import type { loader } from '../resources/unread';
import { useWords } from '../words/use-words';
import { useChanges } from './live';
import { quietly } from './quietly';

const mailbox = ['mailbox'] as const;
const address = '/ungelesen';

/** How much in the mailbox was not read, as it changes. @param known when the page was loaded; undefined while the mailbox is away */
export function useUnread(known: number | undefined): number | undefined {
  const { data, load } = useFetcher<typeof loader>();
  useChanges(
    mailbox,
    useCallback(() => quietly(address, () => load(address)), [load]),
  );
  return data === undefined ? known : data.unread;
}

/** The number beside the mailbox; nothing where everything was read. */
export function Unread({ count }: { readonly count: number | undefined }) {
  const words = useWords('frame');
  if (!count) return null;
  return (
    <span className="p-count">
      <span aria-hidden="true">{count}</span>
      <span className="kern-sr-only">{words('unread', { count })}</span>
    </span>
  );
}
