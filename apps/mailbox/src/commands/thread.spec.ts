import * as fc from 'fast-check';
import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import { otherThan, type Party, type SealedContent, type ThreadEvent } from '../domain/thread';
import type { CommandNamed, ThreadCommand } from './index';
import { threadDecider } from './decider';

const { given } = deciderSpec(threadDecider);

const ofCase = { applicationId: 'a1', applicantId: 'p1', office: 'buergerservice' };
const ofNewCase = { ...ofCase, serviceKey: 'bewohnerparkausweis', reference: 'DU-2026-000123-7' };
const at = '2026-11-20T09:00:00.000000Z';
const content = 's1.abc' as SealedContent;

const opened: ThreadEvent = { type: 'ThreadOpened', data: ofNewCase };
const filedEntry = { entryId: 'e1', kind: 'application-filed', at } as const;
const filed: ThreadEvent = { type: 'EntryAdded', data: { ...ofCase, ...filedEntry } };
const message = (author: Party, messageId = 'm1') => ({ messageId, author, at, content });
const written = (author: Party, messageId = 'm1'): ThreadEvent => ({
  type: 'MessageWritten',
  data: { ...ofCase, ...message(author, messageId) },
});
const notice = { noticeId: 'n1', decisionVersion: 7, at, content };
const deposited: ThreadEvent = { type: 'NoticeDeposited', data: { ...ofCase, ...notice } };
const retrieved: ThreadEvent = { type: 'NoticeRetrieved', data: { ...ofCase, noticeId: 'n1' } };
const replaced: ThreadEvent = { type: 'NoticeReplaced', data: { ...ofCase, noticeId: 'n1', at } };
const provisionEnded: ThreadEvent = { type: 'ProvisionEnded', data: { ...ofCase, noticeId: 'n1', at } };
const read = (by: Party): ThreadEvent => ({ type: 'MessagesRead', data: { ...ofCase, by } });

const follow = (more: Partial<CommandNamed<'follow-case'>> = {}): ThreadCommand => ({
  type: 'follow-case',
  case: ofNewCase,
  side: 'case',
  at,
  ...more,
});
const write = (author: Party): ThreadCommand => ({
  type: 'write-message',
  messageId: 'm1',
  content,
  binds: [],
  side: author,
  at,
});
const retrieve: ThreadCommand = { type: 'retrieve-notice', noticeId: 'n1', side: 'citizen', at };
const markRead = (by: Party): ThreadCommand => ({ type: 'mark-read', side: by, at });

describe('a thread follows the payments of its case', () => {
  const receipt = { entryId: 'e2', kind: 'receipt-issued', at, content } as const;
  const told = (entry = receipt, of = ofNewCase): ThreadCommand => ({
    ...{ type: 'follow-payment', side: 'case', at },
    ...{ case: of, entry },
  });
  const added: ThreadEvent = { type: 'EntryAdded', data: { ...ofCase, ...receipt } };

  test('the same event of a payment is one line', () => {
    given(opened, filed).when(told()).then(added);
    given(opened, filed, added).when(told()).thenNothing();
  });
  test('whose the case is, and which office has it, the case says and not the payment', () =>
    given(opened, filed)
      .when(told(receipt, { ...ofNewCase, applicantId: 'a-guest', office: 'formerly' }))
      .then(added));
  test('what is heard of before the case opens its thread', () => given().when(told()).then(opened, added));
  test('nobody else tells of payments', () =>
    given(opened)
      .when({ ...told(), side: 'citizen' })
      .thenRefused('role-missing'));
});

describe('a thread follows its case', () => {
  test('the first event of a case opens its thread', () => given().when(follow()).then(opened));
  test('D20 a filed application has an entry at once, also when its draft was never heard of', () =>
    given()
      .when(follow({ entry: filedEntry }))
      .then(opened, filed));
  test('the same event of the case is one entry', () =>
    given(opened, filed)
      .when(follow({ entry: filedEntry }))
      .thenNothing());
  test('an event that tells the citizen nothing changes nothing', () =>
    given(opened, filed).when(follow()).thenNothing());
  test('a notice is deposited with its decision', () =>
    given(opened, filed).when(follow({ notice })).then(deposited));
  test('the same notice is deposited once', () =>
    given(opened, filed, deposited).when(follow({ notice })).thenNothing());

  test('a forwarded case belongs to its new office', () => {
    const forwarded = { entryId: 'e2', kind: 'case-forwarded', at } as const;
    const elsewhere = { ...ofCase, office: 'ordnungsamt' };
    const event: ThreadEvent = { type: 'EntryAdded', data: { ...elsewhere, ...forwarded } };
    given(opened, filed)
      .when(follow({ case: { ...ofNewCase, office: 'ordnungsamt' }, entry: forwarded }))
      .then(event);
    given(opened, filed, event)
      .when(write('citizen'))
      .then({ type: 'MessageWritten', data: { ...elsewhere, ...message('citizen') } });
  });
});

describe('D21 citizen and office write to each other', () => {
  test('the citizen writes', () => given(opened, filed).when(write('citizen')).then(written('citizen')));
  test('the office writes', () => given(opened, filed).when(write('office')).then(written('office')));
  test('nobody writes before the application is filed', () =>
    given(opened).when(write('citizen')).thenRefused('application-not-filed', { allowed: [] }));
  test('nobody writes where no thread is', () =>
    given().when(write('citizen')).thenRefused('thread-not-open'));
});

describe('a notice', () => {
  test('is retrieved by an act of the citizen', () =>
    given(opened, filed, deposited).when(retrieve).then(retrieved));
  test('is retrieved once', () => given(opened, filed, deposited, retrieved).when(retrieve).thenNothing());
  test('law 8: is replaced by that of a later decision, which says so', () => {
    const later = { ...notice, noticeId: 'n2', decisionVersion: 12 };
    given(opened, filed, deposited)
      .when(follow({ notice: later, replaces: 7 }))
      .then(replaced, { type: 'NoticeDeposited', data: { ...ofCase, ...later, replaces: 'n1' } });
  });
  test('law 8: says of when the notice is that it replaces, where that one went by post', () => {
    const decidedAt = '2026-11-19T09:00:00.000000Z';
    const decided = { ...filedEntry, entryId: 'e2', kind: 'decision-issued', at: decidedAt };
    given(opened, filed, { type: 'EntryAdded', data: { ...ofCase, ...decided } })
      .when(follow({ notice, replaces: 5 }))
      .then({ type: 'NoticeDeposited', data: { ...ofCase, ...notice, replacesPostedOf: decidedAt } });
  });
  test('law 8: is replaced also where the later one goes to post, once', () => {
    given(opened, filed, deposited)
      .when(follow({ replaces: 7 }))
      .then(replaced);
    given(opened, filed, deposited, replaced)
      .when(follow({ replaces: 7 }))
      .thenNothing();
  });
  test('law 1: cannot be retrieved once its provision has ended', () => {
    given(opened, filed, deposited)
      .when(follow({ ended: 'n1' }))
      .then(provisionEnded);
    given(opened, filed, deposited, provisionEnded)
      .when(follow({ ended: 'n1' }))
      .thenNothing();
    given(opened, filed, deposited, provisionEnded)
      .when(retrieve)
      .thenRefused('provision-ended', { allowed: [] });
  });
  test('law 1: that was retrieved stays with the citizen', () =>
    given(opened, filed, deposited, retrieved)
      .when(follow({ ended: 'n1' }))
      .thenNothing());
  test('that was never deposited is unknown', () =>
    given(opened, filed).when(retrieve).thenRefused('notice-unknown'));
});

describe('reading', () => {
  test('marks what is unread as read', () =>
    given(opened, filed).when(markRead('citizen')).then(read('citizen')));
  test('again changes nothing', () =>
    given(opened, filed, read('citizen')).when(markRead('citizen')).thenNothing());
  test('what only the other side has not read changes nothing', () =>
    given(opened, filed).when(markRead('office')).thenNothing());

  test.each<[string, ThreadEvent[], Record<Party, number>]>([
    ['an entry is unread by the citizen', [opened, filed], { citizen: 1, office: 0 }],
    ["the office's message is unread by the citizen", [opened, written('office')], { citizen: 1, office: 0 }],
    [
      "the citizen's message is unread by the office",
      [opened, written('citizen')],
      { citizen: 0, office: 1 },
    ],
    ['a notice is unread by the citizen', [opened, deposited], { citizen: 1, office: 0 }],
    [
      'one side reads for itself',
      [opened, filed, written('citizen'), read('citizen')],
      { citizen: 0, office: 1 },
    ],
  ])('%s', (_sentence, events, unread) => {
    expect(fold(threadDecider, events)).toMatchObject({ unread });
  });
});

test('unread counts equal what was written to a side since it last read, for any history', () => {
  const anyEvent = fc.oneof(
    fc.constantFrom<Party>('citizen', 'office').map((author) => written(author)),
    fc.constantFrom<Party>('citizen', 'office').map(read),
  );
  fc.assert(
    fc.property(fc.array(anyEvent), (history) => {
      const thread = fold(threadDecider, [opened, ...history]);
      for (const party of ['citizen', 'office'] as const) {
        const lastRead = history.findLastIndex(
          (event) => event.type === 'MessagesRead' && event.data.by === party,
        );
        const expected = history
          .slice(lastRead + 1)
          .filter((event) => event.type === 'MessageWritten' && otherThan(event.data.author) === party);
        expect(thread.status === 'open' && thread.unread[party]).toBe(expected.length);
      }
    }),
  );
});

test('a side writes fifty messages about a case on one day, and goes on the next one', () => {
  const fifty = Array.from({ length: 50 }, (_, nth) => written('citizen', `m${nth}`));
  given(opened, filed, ...fifty.slice(1))
    .when(write('citizen'))
    .then(written('citizen'));
  given(opened, filed, ...fifty)
    .when(write('citizen'))
    .thenRefused('too-many-messages', { most: 50, allowed: [] });
  given(opened, filed, ...fifty)
    .when(write('office'))
    .then(written('office'));
  const tomorrow = '2026-11-21T09:00:00.000000Z';
  const data = { ...ofCase, ...message('citizen'), at: tomorrow };
  given(opened, filed, ...fifty)
    .when({ ...write('citizen'), at: tomorrow })
    .then({ type: 'MessageWritten', data });
});
