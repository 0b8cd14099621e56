import type { RecordedEvent } from '#event-sourcing';
import type { ThreadEvent } from '../domain/thread';
import { mostLines, ThreadPage } from './thread-page';

const event = (version: number, type: ThreadEvent['type'], content?: string) =>
  ({ version, type, data: { ...(content !== undefined && { content }) } }) as RecordedEvent<ThreadEvent>;
const page = (events: readonly RecordedEvent<ThreadEvent>[], before?: number) => {
  const taken = new ThreadPage(before);
  for (const one of events) taken.take(one);
  const { earlierBefore } = taken;
  return { versions: taken.events.map(({ version }) => version), earlierBefore };
};
const messages = (count: number, characters = 10) =>
  Array.from({ length: count }, (_, nth) => event(nth + 1, 'MessageWritten', 'x'.repeat(characters)));

test('a short thread is answered whole', () => {
  expect(page(messages(3))).toEqual({ versions: [1, 2, 3], earlierBefore: undefined });
});

test('of a long one the last lines, page by page to the first', () => {
  const all = messages(mostLines + 5);
  const last = page(all);
  expect(last.versions).toHaveLength(mostLines);
  expect(last.earlierBefore).toBe(6);
  expect(page(all, last.earlierBefore)).toEqual({ versions: [1, 2, 3, 4, 5], earlierBefore: undefined });
});

test('the length of what was written counts, not the number of lines alone', () => {
  expect(page(messages(5, 900_000))).toEqual({ versions: [4, 5], earlierBefore: 4 });
});

test('notices, and what says how lines stand, are kept however old they are', () => {
  const old = [event(1, 'NoticeDeposited', 'notice'), event(2, 'NoticeRetrieved'), event(3, 'MessagesRead')];
  const many = messages(mostLines + 1).map((one, nth) => ({ ...one, version: nth + 4 }));
  expect(page([...old, ...many]).versions.slice(0, 4)).toEqual([1, 2, 3, 5]);
});
