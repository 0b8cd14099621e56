import { useState } from 'react';
import { Form, Link, useLocation, useSearchParams } from 'react-router';
import type { StaffSchema } from '#api-client';
import { dayIn, usePaths, withQuery } from '#pages';
import { Button } from '#ui';
import { Acting } from '../parts/acting';
import { usePeople } from '../parts/people';
import { Refusal } from '../parts/refusal';
import { Time } from '../parts/times';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';
import { cannotBeTold, type Case, type Refused } from './acts';
import { ActsBeside, useActsBeside } from './acts-beside';
import { Entry } from './entry';
import { pageFrom, partOf, type Part, type Reads, type Told } from './flow-page';
import { templatesIn } from './templates';
import { TextWithTemplate } from './text-with-template';

/** What was written with the applicant, as far as it was loaded. */
export type Thread = Pick<StaffSchema<'ThreadAnswer'>, 'items' | 'earlierBefore'>;

const filters = ['alle', 'nachrichten', 'gesehen', 'intern'] as const;
type Filter = (typeof filters)[number];

/** One history of everything: what happened and what was written, newest first, page by page; above it the way to write. */
export function Flow({
  shown,
  thread,
  part,
  actKey,
  refused,
}: {
  readonly shown: Case;
  readonly thread: Thread;
  /** Which part of both was loaded. */
  readonly part: Part;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}) {
  const words = useWords('flow');
  const to = usePaths();
  const [search] = useSearchParams();
  const { told: all, earlier } = useTold(shown, thread, part);
  const filter = filters.find((name) => name === search.get('verlauf')) ?? 'alle';
  const told = all.filter((one) => fits(one, filter));
  const { entries, isNewest, next } = pageFrom(told, search.get('ab') ?? undefined);
  const days = [...new Set(entries.map(({ at }) => dayIn(at)))];
  const page = to(`/vorgaenge/${shown.id}`);
  const isLast = Object.values(part).every((bound) => bound === undefined);
  const isPart = !isNewest || !isLast;
  const kept = { verlauf: filter === 'alle' ? undefined : filter };
  // What was loaded comes first page by page, then the part before it.
  const before = next === undefined ? earlier : { ...part, ab: next };
  return (
    <section aria-labelledby="verlauf">
      <div className="b-title">
        <h2 id="verlauf">{words('title')}</h2>
        {earlier === undefined && isLast && (
          <span className="b-muted b-small">{words('entries', { count: all.length })}</span>
        )}
      </div>
      <ActsBeside of={useActsBeside('flow', shown)} shown={shown} />
      <nav className="b-row" aria-label={words('show')}>
        {filters.map((name) => (
          <Link
            key={name}
            className="b-chip"
            to={withQuery(page, { verlauf: name === 'alle' ? undefined : name })}
            preventScrollReset
            aria-current={name === filter ? 'true' : undefined}
          >
            {words(`show-${name}`)} {all.filter((one) => fits(one, name)).length}
          </Link>
        ))}
      </nav>
      {shown.ownCase !== true && !cannotBeTold(shown) && (
        <Write shown={shown} actKey={actKey} refused={refused} />
      )}
      <ol className="b-timeline">
        {days.map((day) => (
          <li key={day}>
            <h3 className="b-day">
              <Time at={day} form="weekdayShort" />
            </h3>
            <ol>
              {entries
                .filter(({ at }) => dayIn(at) === day)
                .map((one) => (
                  <Entry key={one.key} told={one} />
                ))}
            </ol>
          </li>
        ))}
      </ol>
      {(isPart || before !== undefined) && (
        <nav className="b-row" aria-label={words('pages')}>
          {isPart && <Link to={`${withQuery(page, kept)}#verlauf`}>{words('newest')}</Link>}
          {before !== undefined && (
            <Link to={`${withQuery(page, { ...kept, ...inAddress(before) })}#verlauf`}>
              {words('earlier')}
            </Link>
          )}
        </nav>
      )}
    </section>
  );
}

const inAddress = (bounds: Part & { readonly ab?: string }): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(bounds).map(([name, bound]) => [name, bound?.toString()]));

function readsOf(entry: Case['history'][number]): Reads {
  const { type, applicantReads = 'nothing' } = entry;
  if (applicantReads !== 'without-content') return applicantReads;
  if (type === 'DecisionIssued') return 'notice';
  return textIn(entry) === undefined ? 'all' : 'without-content';
}

function fits({ isMessage, reads }: Told, filter: Filter): boolean {
  switch (filter) {
    case 'alle':
      return true;
    case 'nachrichten':
      return isMessage;
    case 'gesehen':
      return reads !== 'nothing';
    case 'intern':
      return reads === 'nothing' || reads === 'without-content';
  }
}

/** History and messages as one row of entries, newest first, and where those before them stand. */
function useTold(shown: Case, { items, earlierBefore }: Thread, part: Part): ReturnType<typeof partOf> {
  const words = useWords('flow');
  const { actorIn } = usePeople(shown);
  const messages = items
    .filter(({ kind }) => kind === 'message')
    .map(({ id, at, author, text, unread }): Told => ({
      key: id,
      at,
      who: words(author === 'citizen' ? 'byApplicant' : 'byOffice'),
      what: words('wrote'),
      text: text ?? words('erased'),
      reads: 'all',
      isMessage: true,
      isNew: unread && author === 'citizen',
    }));
  const events = shown.history.map((entry): Told => ({
    key: String(entry.version),
    at: entry.at,
    who: entry.actor === undefined ? '' : actorIn(entry.actor),
    what: entry.label,
    text: textIn(entry),
    reads: readsOf(entry),
    isMessage: false,
    isNew: false,
    number: entry.version,
  }));
  const loaded = {
    ...{ events, earlierEvents: shown.earlierBefore !== undefined, messages, earlierMessages: earlierBefore },
    // Notices come with every part of a thread.
    messagesSince: items.find(({ kind }) => kind !== 'notice')?.at,
  };
  return partOf(loaded, part);
}

/** What was written into an entry: its text, the names of documents, legal remedies. */
function textIn(entry: Case['history'][number]): string | undefined {
  const content = ('content' in entry ? entry.content : undefined) as
    | {
        readonly text?: string;
        readonly documents?: readonly string[];
        readonly name?: string;
        readonly legalRemedies?: string;
        readonly recipient?: string;
      }
    | undefined;
  if (content === undefined) return undefined;
  const { text, documents, name, legalRemedies, recipient } = content;
  const parts = [recipient, name, documents?.join(', '), text, legalRemedies].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** Writes to the applicant, who reads it in the mailbox. */
function Write({
  shown,
  actKey,
  refused,
}: {
  readonly shown: Case;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}) {
  const words = useWords('flow');
  const keyFor = useKeyFor();
  const to = usePaths();
  const own = refused?.act === 'nachricht' ? refused : undefined;
  const { key } = useLocation();
  const [search] = useSearchParams();
  // What was sent leaves an empty field; news that come in while somebody writes leave it as it is.
  const [sentAt, setSentAt] = useState('');
  if (search.get('getan') === 'nachricht' && key !== sentAt) setSentAt(key);
  return (
    <Form
      key={own === undefined ? `nach-${sentAt}` : 'kept'}
      method="post"
      action={to(`/vorgaenge/${shown.id}`)}
      className="b-write b-stack"
    >
      {own?.problem !== undefined && <Refusal problem={own.problem} />}
      <Acting actKey={`${actKey}-nachricht`} />
      <input type="hidden" name="act" value="nachricht" />
      <TextWithTemplate
        id="nachricht"
        label={words('writeTo')}
        rows={2}
        maxLength={5000}
        hint={words('writeHint')}
        aria-keyshortcuts={keyFor('m')}
        typed={own?.typed ?? {}}
        templates={templatesIn(shown.templates, 'nachricht', 'nachricht')}
      />
      <Button weight="secondary">{words('send')}</Button>
    </Form>
  );
}
