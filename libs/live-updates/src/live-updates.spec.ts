import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { Controller, Get, Inject, Module, Query, Req, Res } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Feed, InMemoryEventStore, type FeedPosition, type FoldedStreams } from '#event-sourcing';
import { closeGracefully, createService, EventStreams } from '#http';
import { eventually } from '#testing';
import { person } from './audience';
import { LiveUpdates } from './live-updates';
import { eventIdOf } from './place';

/** A note belongs to the person whom its data names; its state is how many events it has. */
const notes: FoldedStreams<number> = {
  streamType: 'note',
  decider: { initialState: 0, evolve: (count) => count + 1 },
};

class NoteUpdates extends LiveUpdates<number, { readonly text: string; readonly count: number }> {}

let store: InMemoryEventStore;
let readings: FeedPosition[];
/** Until then nobody learns where the feed ends: a database that takes its time. */
let endIsKnown: Promise<void>;
/** Whom a message was made for. */
let made: string[];
/** All events of these tests were recorded then. */
const recordedAt = '2026-11-20T10:00:00.000000Z';
/** Milliseconds since then. */
let later: number;
let app: INestApplication;
let browsers: ClientRequest[];

@Controller()
class NotesController {
  constructor(
    private readonly streams: EventStreams,
    @Inject(NoteUpdates) private readonly updates: NoteUpdates,
  ) {}

  @Get('events')
  async events(
    @Query('person') personId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const stream = this.streams.start(request, response, { tenant: 'duisburg', personId });
    await this.updates.follow(stream, [person('duisburg', personId)], (data) => {
      made.push(personId);
      return { event: 'note', data };
    });
  }
}

beforeEach(async () => {
  store = new InMemoryEventStore();
  readings = [];
  made = [];
  later = 0;
  browsers = [];
  endIsKnown = Promise.resolve();
  const feed = new Feed({
    endOfFeed: async () => {
      await endIsKnown;
      return store.endOfFeed();
    },
    onAppended: (listener) => store.onAppended(listener),
    readFeed: (after, limit) => {
      if (after !== undefined) readings.push(after);
      return store.readFeed(after, limit);
    },
  });
  const updates = new NoteUpdates({
    ...{ store, feed, streams: notes },
    now: () => Date.parse(recordedAt) + later,
    tell({ tenant, data }, { after: count }) {
      const { of, text } = data as { of: string; text: string };
      return { audience: [person(tenant, of)], news: { text, count } };
    },
  });
  @Module({
    controllers: [NotesController],
    providers: [{ provide: NoteUpdates, useValue: updates }],
  })
  class NotesModule {}
  app = await createService(NotesModule, {
    ...{ service: 'notes', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
  });
  await app.listen(0, '127.0.0.1');
});

afterEach(async () => {
  for (const browser of browsers) browser.destroy();
  await closeGracefully(app);
});

let streams = 0;

/** Appends one event to a stream of its own. */
async function write(of: string, text: string): Promise<void> {
  streams += 1;
  const id = (nth: number) => `0197a3c2-5b1e-7c44-9f0e-${`${nth}`.padStart(12, '0')}`;
  await store.append({
    ...{ tenant: 'duisburg', streamId: id(streams), streamType: 'note', expectedVersion: 0 },
    events: [{ type: 'Noted', data: { of, text } }],
    metadata: {
      actor: { personId: id(1), role: 'citizen' },
      ...{ commandId: id(2), correlationId: id(3), causationId: id(4) },
    },
    recordedAt,
  });
}

/** A browser that follows, and has been told its first place. */
async function browser(personId: string, lastEventId?: string) {
  const url = `${await app.getUrl()}/events?person=${personId}`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get(url, { headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } });
    request.on('response', resolve).on('error', reject);
    browsers.push(request);
  });
  const received = { text: '' };
  response.on('data', (chunk: Buffer) => (received.text += chunk.toString())).on('error', () => undefined);
  await eventually('the first place', () => /^id: \d+-\d+$/m.test(received.text));
  return {
    response,
    seen: () =>
      [...received.text.matchAll(/^data: (.*)$/gm)].map(
        ([, data]) => JSON.parse(data ?? '') as { text: string },
      ),
    texts: () => [...received.text.matchAll(/"text":"(\w+)"/g)].map(([, text]) => text),
    missed: () => /^event: missed$/m.test(received.text),
    place: () => [...received.text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1],
  };
}

test('a browser is told what concerns it, with the state after each event', async () => {
  const anna = await browser('anna');
  const ben = await browser('ben');
  await write('anna', 'one');
  await write('ben', 'two');
  await write('anna', 'three');
  await eventually('all three', () => anna.texts().length + ben.texts().length === 3);
  expect(anna.seen()).toEqual([
    { text: 'one', count: 1 },
    { text: 'three', count: 1 },
  ]);
  expect(ben.texts()).toEqual(['two']);
});

test('a stream is open for the browser only once it is known where it begins: what it loads then is not older', async () => {
  let know: () => void = () => undefined;
  endIsKnown = new Promise((resolve) => (know = resolve));
  const opened = jest.fn();
  const url = await app.getUrl();
  browsers.push(get(`${url}/events?person=anna`, opened).on('error', () => undefined));
  await eventually('the browser at the service', () => app.get(EventStreams).count === 1);
  // An answer that was begun later: where the stream had been opened, its headers were here before.
  await (await fetch(`${url}/anything`)).text();
  expect(opened).not.toHaveBeenCalled();
  know();
  await eventually('the open stream', () => opened.mock.calls.length === 1);
});

test('an event costs as much as browsers are concerned by it, and nothing while nobody follows', async () => {
  await write('anna', 'unseen');
  expect(readings).toEqual([]);
  const anna = await browser('anna');
  for (const other of ['ben', 'cem', 'dora', 'emil']) await browser(other);
  const before = readings.length;
  await write('anna', 'one');
  await eventually('the event', () => anna.texts().includes('one'));
  expect(made).toEqual(['anna']);
  // One reading for all of them, from one place.
  expect(new Set(readings.slice(before).map(eventIdOf))).toEqual(new Set(['1-1']));
});

test('a browser goes on where it was, nothing lost and nothing twice, also where more has happened than is remembered', async () => {
  const first = await browser('anna');
  await write('anna', 'one');
  await eventually('the first event', () => first.texts().includes('one'));
  const place = first.place();
  for (let nth = 0; nth < 2_600; nth += 1) await write(nth % 2 === 0 ? 'anna' : 'ben', `t${nth}`);
  const second = await browser('anna', place);
  await eventually('everything since', () => second.texts().length === 1_300);
  expect(second.texts()).toEqual(Array.from({ length: 1_300 }, (_, index) => `t${index * 2}`));
  await write('anna', 'last');
  await eventually('the last one, for both', () =>
    [first, second].every((one) => one.texts().includes('last')),
  );
  expect(second.texts()).toHaveLength(1_301);
});

test('a browser that was told more by another instance hears nothing twice', async () => {
  await browser('ben'); // somebody follows here
  await write('anna', 'one');
  await write('anna', 'two');
  const ahead = await browser('anna', eventIdOf({ transactionId: '1', position: '1' }));
  await eventually('what it has not seen', () => ahead.texts().includes('two'));
  const further = await browser('anna', eventIdOf({ transactionId: '4', position: '4' }));
  await write('anna', 'three');
  await write('anna', 'four');
  await write('anna', 'five');
  await eventually('what is new', () => further.texts().includes('five'));
  expect([ahead.texts(), further.texts()]).toEqual([['two', 'three', 'four', 'five'], ['five']]);
});

test('a slow browser holds back nobody', async () => {
  const slow = await browser('anna');
  slow.response.pause();
  const quick = await browser('anna');
  const long = 'x'.repeat(200_000);
  for (let nth = 0; nth < 60; nth += 1) await write('anna', `${long}${nth}`);
  await eventually('everything, at the quick one', () => quick.texts().length === 60);
  expect(slow.texts().length).toBeLessThan(60);
  slow.response.resume();
  await eventually('everything, at the slow one', () => slow.texts().length === 60);
});

test('a browser that was away for a quarter of an hour goes on where it was; after that it is told that it missed something', async () => {
  await write('anna', 'one');
  await write('ben', 'two');
  const minutes = 60_000;
  for (const [asked, age, texts, missed] of [
    ['0-0', 15 * minutes, ['one'], false],
    ['0-0', 15 * minutes + 1, [], true],
    ['1-1', 15 * minutes + 1, [], true],
    // At the end of the feed nothing was missed, however long ago it was.
    ['the end', 60 * minutes, [], false],
  ] as const) {
    later = age;
    const anna = await browser('anna', asked === 'the end' ? eventIdOf(await store.endOfFeed()) : asked);
    await eventually('what there is to tell', () => anna.texts().length === texts.length);
    await write('anna', 'new');
    await eventually('what is new', () => anna.texts().includes('new'));
    expect([asked, age, anna.texts(), anna.missed()]).toEqual([asked, age, [...texts, 'new'], missed]);
    anna.response.destroy();
  }
});
