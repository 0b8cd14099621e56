import { eventually, type TestClaims } from '#testing';
import { actingOn, type Mailbox } from './acting-on-mailbox';
import { Case, caseworkerOf, startMailbox, type CaseFileTexts, type RunningMailbox } from './running-mailbox';

const texts: CaseFileTexts = new Map();
let mailbox: RunningMailbox;
beforeAll(async () => void (mailbox = await startMailbox(texts)));
afterAll(() => mailbox.stop());

const { read, filedCase, write, changes } = actingOn(() => mailbox);

describe('the mailbox', () => {
  test('W14 pages through all threads, newest first, each once', async () => {
    const [first, second, third] = [await filedCase(), new Case(), new Case()];
    for (const one of [second, third]) Object.assign(one, { applicantId: first.applicantId });
    for (const one of [second, third]) await mailbox.tell(one.next('ApplicationFiled'));
    const page = async (query: string) =>
      (await (await mailbox.send('GET', `/portal/mailbox?${query}`, first.citizen)).json()) as Mailbox;
    await eventually('three threads', async () => (await page('')).items.length === 3);
    const start = await page('limit=2');
    const rest = await page(`limit=2&cursor=${start.nextCursor}`);
    expect([start.items.length, rest.items.length, rest.nextCursor, start.unread]).toEqual([
      2,
      1,
      undefined,
      3,
    ]);
    expect(new Set([...start.items, ...rest.items].map(({ applicationId }) => applicationId))).toEqual(
      new Set([first.id, second.id, third.id]),
    );
    expect((await mailbox.send('GET', '/portal/mailbox?cursor=nonsense', first.citizen)).status).toBe(400);
    expect((await mailbox.send('GET', '/portal/mailbox?limit=1000', first.citizen)).status).toBe(400);
  });

  test('D21 a new message reaches the open browser at once, and after a break from where it stopped', async () => {
    const theCase = await filedCase();
    const caseworker = caseworkerOf('buergerservice');
    const first = await changes(theCase);
    await first.opened;
    await write(theCase, caseworker, 'Die erste Nachricht');
    const seen = await eventually('the first change', () => first.received.at(-1));
    first.close();
    expect(JSON.parse(seen.data)).toMatchObject({ applicationId: theCase.id, unread: 2 });

    await write(theCase, caseworker, 'Die zweite Nachricht');
    const resumed = await changes(theCase, seen.id);
    await eventually('the change during the break', () =>
      resumed.received.some(({ data }) => (JSON.parse(data) as { unread: number }).unread === 3),
    );
    resumed.close();
  });
});

test('the read model is the fold of the events: folded anew, no row differs and every chain is intact', async () => {
  const theCase = await filedCase();
  texts.set(`/internal/applications/${theCase.id}/notice?version=3`, { text: 'Bewilligt.' });
  await mailbox.tell(theCase.next('DecisionIssued', { status: 'decided-granted' }));
  await eventually('the notice', async () =>
    (await read(theCase)).items.some(({ kind }) => kind === 'notice'),
  );
  const auditor: TestClaims = { kind: 'service', sub: 'service:audit' };
  const response = await mailbox.send('GET', '/internal/streams?limit=500', auditor);
  const { streams } = (await response.json()) as {
    streams: { streamType: string; brokenAt?: number; differences: unknown[] }[];
  };
  expect(streams.filter(({ streamType }) => streamType === 'thread').length).toBeGreaterThan(0);
  expect(
    streams.filter(({ brokenAt, differences }) => brokenAt !== undefined || differences.length > 0),
  ).toEqual([]);
  expect((await mailbox.send('GET', '/internal/streams', theCase.citizen)).status).toBe(403);
});

describe('law 12 the export of a mailbox', () => {
  const identity: TestClaims = { kind: 'service', sub: 'service:identity' };
  const exportOf = (personId: string, who: TestClaims, query = '') =>
    mailbox.send('GET', `/internal/persons/${personId}/export${query}`, who);

  test('has every thread with all its lines, page by page, and retrieves nothing', async () => {
    const first = await filedCase();
    const cases = [first, ...Array.from({ length: 11 }, () => new Case())];
    for (const one of cases.slice(1)) {
      Object.assign(one, { applicantId: first.applicantId });
      await mailbox.tell(one.next('ApplicationFiled'));
    }
    await write(first, first.citizen, 'Eine Frage');
    const pages: { items: { applicationId: string; items: { text?: string }[] }[]; nextCursor?: string }[] =
      [];
    await eventually('all threads', async () => {
      pages.length = 0;
      let query = '';
      for (;;) {
        const page = (await (
          await exportOf(first.applicantId, identity, query)
        ).json()) as (typeof pages)[number];
        pages.push(page);
        if (page.nextCursor === undefined) break;
        query = `?cursor=${encodeURIComponent(page.nextCursor)}`;
      }
      return pages.flatMap(({ items }) => items).length === cases.length;
    });
    expect(pages.length).toBe(2);
    const threads = new Map(
      pages.flatMap(({ items }) => items).map((thread) => [thread.applicationId, thread]),
    );
    expect([...threads.keys()].sort()).toEqual(cases.map(({ id }) => id).sort());
    expect(threads.get(first.id)?.items.at(-1)?.text).toBe('Eine Frage');
  });

  test('is for identity alone, and of one city', async () => {
    const { applicantId, citizen } = await filedCase();
    expect((await exportOf(applicantId, citizen)).status).toBe(403);
    expect((await exportOf(applicantId, { ...identity, sub: 'service:audit' })).status).toBe(403);
    const elsewhere = await exportOf(applicantId, { ...identity, tenant: 'wuppertal' });
    expect(await elsewhere.json()).toEqual({ items: [] });
  });
});
