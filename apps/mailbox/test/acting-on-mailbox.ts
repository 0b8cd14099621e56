import { createEventSource } from 'eventsource-client';
import { DescribedAnswers, eventually, type TestClaims } from '#testing';
import { Case, type RunningMailbox } from './running-mailbox';

export interface Item {
  readonly id: string;
  readonly kind: string;
  readonly author: string;
  readonly text?: string;
  readonly title?: string;
  readonly entryKind?: string;
  readonly documents?: string[];
  readonly document?: { readonly paymentId: string; readonly documentId: string; readonly name: string };
  readonly retrieved?: boolean;
  readonly unread: boolean;
}
export interface Thread {
  readonly items: readonly Item[];
  readonly unread: number;
  readonly office: string;
}
export interface Mailbox {
  readonly items: readonly {
    applicationId: string;
    unread: number;
    latest: { kind: string; title: string };
  }[];
  readonly unread: number;
  readonly nextCursor?: string;
}

export const messagesOf = (site: 'portal' | 'backoffice', { id }: Case) =>
  `/${site}/applications/${id}/messages`;

const siteOf = ({ roles }: TestClaims) => (roles?.includes('caseworker') ? 'backoffice' : 'portal');

/** What citizens and caseworkers do with the mailbox, in the words of the tests. */
export function actingOn(mailbox: () => RunningMailbox) {
  let described: DescribedAnswers | undefined;

  /** A thread as somebody reads it, with the version to answer upon. */
  async function read(
    theCase: Case,
    reader: TestClaims = theCase.citizen,
  ): Promise<Thread & { etag: string }> {
    const response = await mailbox().send('GET', messagesOf(siteOf(reader), theCase), reader);
    if (response.status !== 200) throw new Error(`the thread answers ${response.status}`);
    const answer = { status: response.status, body: (await response.json()) as Thread };
    described ??= await DescribedAnswers.of(mailbox().url);
    described.check('get', messagesOf(siteOf(reader), theCase), answer);
    return { ...answer.body, etag: response.headers.get('etag') ?? '' };
  }

  /** A case whose filing has arrived in the mailbox. */
  async function filedCase(tenant?: string): Promise<Case> {
    const theCase = new Case(tenant);
    await mailbox().tell(theCase.next('ApplicationDrafted', { status: 'draft' }));
    await mailbox().tell(theCase.next('ApplicationFiled'));
    await eventually(
      'the entry of the filed application',
      async () => (await read(theCase)).items.length === 1,
    );
    return theCase;
  }

  async function write(
    theCase: Case,
    writer: TestClaims,
    text: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { etag } = await read(theCase, writer);
    return mailbox().send(
      'POST',
      messagesOf(siteOf(writer), theCase),
      writer,
      { text },
      { 'if-match': etag, ...headers },
    );
  }

  /** The changes that a citizen's browser is told. */
  async function changes(theCase: Case, lastEventId?: string) {
    const received: { id?: string | undefined; data: string }[] = [];
    const authorization = `Bearer ${await mailbox().tokenFor(theCase.citizen)}`;
    const opened: { resolve?: () => void } = {};
    const isOpen = new Promise<void>((resolve) => (opened.resolve = resolve));
    const source = createEventSource({
      url: `${mailbox().url}/portal/mailbox/events`,
      headers: { authorization },
      ...(lastEventId !== undefined && { initialLastEventId: lastEventId }),
      onConnect: () => opened.resolve?.(),
      onMessage: (message) => received.push(message),
    });
    return { received, opened: isOpen, close: () => source.close() };
  }

  /** Looks for a text in everything that is stored or told: it must be sealed wherever it stands. */
  async function expectNowhere(text: string): Promise<void> {
    const [stored] = await mailbox().query<{ found: number }>(
      `SELECT (SELECT count(*) FROM event_store.events AS e WHERE position($1 IN e::text) > 0)::int
         + (SELECT count(*) FROM event_store.kept_answers AS k WHERE position($1 IN k::text) > 0)::int
         + (SELECT count(*) FROM mailbox.thread_overview AS t WHERE position($1 IN t::text) > 0)::int
         + (SELECT count(*) FROM messaging.inbox AS i WHERE position($1 IN i::text) > 0)::int AS found`,
      [text],
    );
    expect(stored).toEqual({ found: 0 });
    expect(mailbox().published.raw.filter((record) => record.includes(text))).toEqual([]);
  }

  return { read, filedCase, write, changes, expectNowhere };
}
