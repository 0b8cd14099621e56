import { beginningOfFeed, type EventStore, type FeedPosition } from './event-store';
import { Feed, NextLook } from './feed';
import { InMemoryEventStore } from './in-memory-event-store';

let store: InMemoryEventStore;
let readings: (FeedPosition | undefined)[];
/** Lets a reading that the database has answered wait on its way. */
let onTheWay: Promise<void> | undefined;
let feed: Feed;

beforeEach(() => {
  store = new InMemoryEventStore();
  readings = [];
  onTheWay = undefined;
  const source: Pick<EventStore, 'readFeed' | 'endOfFeed' | 'onAppended'> = {
    endOfFeed: () => store.endOfFeed(),
    onAppended: (listener) => store.onAppended(listener),
    async readFeed(after, limit) {
      readings.push(after);
      const reading = await store.readFeed(after, limit);
      await onTheWay;
      return reading;
    },
  };
  feed = new Feed(source);
});

const streamId = (nth: number) => `0197a3c2-5b1e-7c44-9f0e-${`${nth}`.padStart(12, '0')}`;
let appended = 0;

async function append(count = 1): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) {
    appended += 1;
    await store.append({
      ...{ tenant: 'duisburg', streamId: streamId(appended), streamType: 'note', expectedVersion: 0 },
      events: [{ type: 'Noted', data: {} }],
      metadata: {
        actor: { personId: streamId(1), role: 'citizen' },
        ...{ commandId: streamId(2), correlationId: streamId(3), causationId: streamId(4) },
      },
      recordedAt: '2026-11-20T10:00:00.000000Z',
    });
  }
}

const places = async (after: FeedPosition, limit = 100) =>
  (await feed.read(after, limit)).events.map(({ position }) => position);

test('two who follow the feed cost one reading, whoever comes first', async () => {
  await append(2);
  expect(await places(beginningOfFeed)).toEqual(['1', '2']);
  const head = await feed.end();
  await append();
  expect(await Promise.all([places(head), places(head)])).toEqual([['3'], ['3']]);
  expect(await places(head)).toEqual(['3']);
  expect(await places(beginningOfFeed)).toEqual(['1', '2', '3']);
  expect(readings).toEqual([beginningOfFeed, head]);
});

test('whoever was woken by an append is never given a reading that had begun before it', async () => {
  await append();
  const head = await feed.end();
  await feed.read(beginningOfFeed, 100);
  let arrive = (): void => undefined;
  onTheWay = new Promise((resolve) => (arrive = resolve));
  const before = places(head);
  await Promise.resolve(); // the store has answered: nothing
  await append();
  const after = places(head);
  onTheWay = undefined;
  arrive();
  expect(await before).toEqual([]);
  expect(await after).toEqual(['2']);
});

test('a reading that fails is nobody else’s failure who was woken later', async () => {
  await append();
  await feed.read(beginningOfFeed, 100);
  const head = await feed.end();
  let fail = (_: Error): void => undefined;
  onTheWay = new Promise((_, reject) => (fail = reject));
  const before = feed.read(head, 100);
  await Promise.resolve();
  await append();
  const after = places(head);
  fail(new Error('the database is away'));
  onTheWay = undefined;
  await expect(before).rejects.toThrow('the database is away');
  expect(await after).toEqual(['2']);
});

test('one who is far behind and one who is at the end do not disturb each other', async () => {
  await append(1_000);
  const end = await feed.end();
  const seen: string[] = [];
  let after = beginningOfFeed;
  for (;;) {
    const [page, latest] = await Promise.all([feed.read(after, 100), feed.read(end, 100)]);
    expect(latest.events).toEqual([]);
    seen.push(...page.events.map(({ position }) => position));
    after = page.events.at(-1) ?? after;
    if (page.events.length === 0) break;
  }
  expect(seen).toEqual(Array.from({ length: 1_000 }, (_, index) => `${index + 1}`));
  await append();
  expect(await places(end)).toEqual(['1001']);
  expect(await places(after)).toEqual(['1001']);
});

test('those who follow are told of an append here and of one elsewhere, until they stop listening', async () => {
  const told = jest.fn();
  const stop = feed.onChanged(told);
  await append();
  feed.changed();
  stop();
  feed.changed();
  expect(told).toHaveBeenCalledTimes(2);
});

test('what is held back is looked for soon, ever later, and soon again after anything else', async () => {
  await append();
  const { events } = await store.readFeed(beginningOfFeed, 1);
  const nextLook = new NextLook();
  const heldBack = () => nextLook.after({ events: [], heldBack: true });
  const idle = () => nextLook.after({ events: [], heldBack: false });
  for (let looks = 0; looks < 20; looks += 1) expect(idle()).toBeUndefined();
  // However often there was nothing to see before.
  expect(Array.from({ length: 9 }, heldBack)).toEqual([2, 4, 8, 16, 32, 64, 128, 200, 200]);
  expect(idle()).toBeUndefined();
  expect(heldBack()).toBe(2);
  expect(heldBack()).toBe(4);
  expect(nextLook.after({ events, heldBack: true })).toBe(2);
});
