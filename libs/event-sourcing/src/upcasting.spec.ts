import { randomUUID } from 'node:crypto';
import { InMemoryEventStore, type Append, type Upcaster } from '#event-sourcing';
import { metadata } from '../test/case-notes';
import { Upcasters } from './upcasting';

/** Version 1 had one name, version 2 splits it, later the type got another word. */
const splitName: Upcaster = {
  from: { type: 'Registered', schemaVersion: 1 },
  to: { type: 'Registered', schemaVersion: 2 },
  upcast: (data) => {
    const [given, family] = (data as { name: string }).name.split(' ');
    return { given, family };
  },
};
const renamed: Upcaster = {
  from: { type: 'Registered', schemaVersion: 2 },
  to: { type: 'PersonRegistered', schemaVersion: 1 },
  upcast: (data) => ({ person: data }),
};

const append = (events: Append['events']): Append => ({
  tenant: 'duisburg',
  streamId: randomUUID(),
  streamType: 'person',
  expectedVersion: 0,
  events,
  metadata: metadata(),
  recordedAt: '2026-11-20T10:00:00.000000Z',
});

test('an old event is read in its newest schema, step by step, and keeps its hash', async () => {
  const upcasters = new Upcasters([splitName, renamed]);
  const newest = upcasters.upcast(splitName.from, { name: 'Ada Lovelace' });
  expect(newest).toStrictEqual({
    type: 'PersonRegistered',
    schemaVersion: 1,
    data: { person: { given: 'Ada', family: 'Lovelace' } },
  });

  const store = new InMemoryEventStore(undefined, [splitName]);
  const written = append([{ type: 'Registered', data: { name: 'Ada Lovelace' }, schemaVersion: 1 }]);
  await store.append(written);
  const { events, brokenAt } = await store.history(written);
  expect(brokenAt).toBeUndefined();
  expect(events[0]).toMatchObject({ schemaVersion: 2, data: { given: 'Ada', family: 'Lovelace' } });
});

test('a new event is written in the newest schema of its type', async () => {
  const store = new InMemoryEventStore(undefined, [splitName]);
  const written = append([{ type: 'Registered', data: { given: 'Ada', family: 'Lovelace' } }]);
  await store.append(written);
  const { events } = await store.read(written);
  expect(events).toMatchObject([{ schemaVersion: 2, data: { given: 'Ada', family: 'Lovelace' } }]);
});

test('an event without an upcaster is read as it is', () => {
  const schema = { type: 'Other', schemaVersion: 1 };
  expect(new Upcasters([splitName]).upcast(schema, 17)).toStrictEqual({ ...schema, data: 17 });
});

test('two upcasters from the same schema, and a circle, are mistakes that show at the start', () => {
  expect(() => new Upcasters([splitName, splitName])).toThrow('two upcasters start from Registered 1');
  const back: Upcaster = { from: splitName.to, to: splitName.from, upcast: (data) => data };
  expect(() => new Upcasters([splitName, back])).toThrow('form a circle');
});
