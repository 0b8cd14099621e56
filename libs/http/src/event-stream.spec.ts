import { get, type IncomingMessage } from 'node:http';
import { Controller, Get, Module, Req, Res } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { eventually } from '#testing';
import { closeGracefully, createService, EventStreams, type EventStream } from './index';

const reader = { tenant: 'duisburg', personId: 'somebody' };
let latest: EventStream | undefined;

@Controller()
class FeedController {
  constructor(private readonly streams: EventStreams) {}

  @Get('events')
  events(@Req() request: Request, @Res() response: Response): void {
    latest = this.streams.start(request, response, reader, { heartbeatMs: 20 });
  }

  @Get('slow')
  async slow(): Promise<string> {
    begun = true;
    await eventually('the release of the slow request', async () => released);
    return 'done';
  }
}

@Module({ controllers: [FeedController] })
class FeedModule {}

let begun = false;
let released = false;
let app: INestApplication;

beforeEach(async () => {
  begun = released = false;
  latest = undefined;
  app = await createService(FeedModule, { service: 'feed', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' });
  await app.listen(0, '127.0.0.1');
});
afterEach(() => closeGracefully(app));

async function connect(headers: Record<string, string> = {}) {
  const url = `${await app.getUrl()}/events`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject);
  });
  const received = { text: '', ended: false };
  response.on('data', (chunk: Buffer) => (received.text += chunk.toString()));
  response.on('close', () => (received.ended = true));
  response.on('error', () => undefined);
  const stream = await eventually('the stream on the server', async () => latest);
  return { response, received, stream };
}

test('an event stream sends events with their ids and a heartbeat between them', async () => {
  const { response, received, stream } = await connect();
  await stream.send({ id: '7', event: 'changed', data: { text: 'a\nb' } });
  await eventually('event and heartbeat', async () => /: still here\n\n/.test(received.text));
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(received.text).toContain('id: 7\nevent: changed\ndata: {"text":"a\\nb"}\n\n');
});

test('what a stream has reached is told as an id without data, at once and with every heartbeat', async () => {
  const { received, stream } = await connect();
  let place = '7';
  stream.reached(() => place);
  expect(await eventually('the place', () => /^retry: \d+\n\n(.*)/s.exec(received.text)?.[1])).toMatch(
    /^(: still here\n\n)*id: 7\n\n/,
  );
  place = '9';
  await eventually('the next place, by a heartbeat', () => received.text.includes('id: 9\n\n'));
});

test('many streams beat by one timer, and none is left when they are over', async () => {
  const timers = jest.spyOn(global, 'setInterval');
  try {
    const both = [await connect(), await connect()];
    for (const { received } of both)
      await eventually('two heartbeats', () => received.text.split('still here').length > 2);
    expect(timers.mock.calls.filter(([, ms]) => ms !== undefined && ms < 20)).toHaveLength(1);
    const cleared = jest.spyOn(global, 'clearInterval');
    for (const { response } of both) response.destroy();
    await eventually('the end of the timer', () => cleared.mock.calls.length > 0);
  } finally {
    jest.restoreAllMocks();
  }
});

test('an event stream knows where the browser resumes', async () => {
  const { stream } = await connect({ 'Last-Event-ID': '41' });
  expect(stream.lastEventId).toBe('41');
});

test('an id with a line break cannot forge an event', async () => {
  const { stream } = await connect();
  await expect(stream.send({ id: '1\ndata: forged', data: 1 })).rejects.toThrow('must be one line');
});

test('an event stream waits for a reader that is slower than the events', async () => {
  const { response, stream } = await connect();
  response.pause();
  const big = { id: '1', data: 'x'.repeat(1_000_000) };
  let sent = 0;
  const sending = (async () => {
    while (!stream.closed.aborted && sent < 100) {
      await stream.send(big);
      sent += 1;
    }
  })();
  await eventually('the socket to be full', async () => sent > 0);
  const before = await settled(() => sent);
  expect(before).toBeLessThan(50);
  response.resume();
  await eventually('the rest to be sent', async () => sent > before);
  response.destroy();
  await sending;
});

test('whoever asks for the headers of an event stream alone is answered at once', async () => {
  const answer = await fetch(`${await app.getUrl()}/events`, { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  expect(app.get(EventStreams).count).toBe(0);
});

test('an event stream that the browser left is closed', async () => {
  const { response, stream } = await connect();
  response.destroy();
  await eventually('the end of the stream', async () => stream.closed.aborted);
  await eventually('the stream to be forgotten', async () => app.get(EventStreams).count === 0);
});

test('a service ends open event streams and lets running requests finish', async () => {
  const { received } = await connect();
  const slow = fetch(`${await app.getUrl()}/slow`);
  await eventually('the slow request at its work', async () => begun);
  const closing = closeGracefully(app);
  await eventually('the end of the stream', async () => received.ended);
  released = true;
  expect(await (await slow).text()).toBe('done');
  await closing;
});

/** The value once it no longer changes between two looks. */
async function settled(read: () => number): Promise<number> {
  let last = -1;
  return eventually('a value that no longer changes', async () => {
    const now = read();
    const same = now === last;
    last = now;
    return same ? now : undefined;
  });
}
