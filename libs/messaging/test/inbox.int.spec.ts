import { VersionConflict } from '#event-sourcing';
import { ConsumerContext, noteHandledSql } from '#messaging';
import { randomUUID } from 'node:crypto';
import { append, newStream, openService, type TestService } from './service';

const tenant = 'duisburg';
let service: TestService;
beforeAll(async () => void (service = await openService()));
afterAll(() => service.close());

const anEvent = () => ({ tenant, id: `${randomUUID()}/1` });
const deliver = (event: { tenant: string; id: string }, handler = 'a handler') =>
  new ConsumerContext(service.database, event, handler);
const notes = async ({ id }: { id: string }) =>
  (await service.urls.query('SELECT FROM messaging.inbox WHERE event_id = $1', [id])).length;

test('an append that notes its event happens once, also when two deliveries meet', async () => {
  const [event, streamId] = [anEvent(), newStream()];
  const appending = () =>
    deliver(event).onceWith((alongside) =>
      append(
        {
          read: (stream) => service.store.read(stream),
          append: (one) => service.store.append({ ...one, alongside }),
        },
        streamId,
      ),
    );
  // Of two that meet, one may have read what the other has not written yet: that is a conflict, and is tried again.
  const met = await Promise.allSettled([appending(), appending()]);
  for (const one of met) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(VersionConflict);
  expect(await appending()).toBe(false);
  expect((await service.store.read({ tenant, streamId })).version).toBe(1);
  expect(await notes(event)).toBe(1);
});

test('a command that leads to no event is noted all the same', async () => {
  const [event, streamId] = [anEvent(), newStream()];
  await append(service.store, streamId);
  const { now, version, events } = await service.store.read({ tenant, streamId });
  const first = events[0];
  const nothing = () =>
    deliver(event).onceWith((alongside) =>
      service.store.append({
        ...{
          tenant,
          streamId,
          streamType: 'application',
          expectedVersion: version,
          events: [],
          recordedAt: now,
        },
        metadata: first?.metadata as NonNullable<typeof first>['metadata'],
        alongside,
      }),
    );
  expect([await nothing(), await nothing()]).toEqual([true, false]);
  expect(await notes(event)).toBe(1);
});

test('an append that fails notes nothing', async () => {
  const [event, streamId] = [anEvent(), newStream()];
  await append(service.store, streamId);
  const stale = deliver(event).onceWith((alongside) =>
    append(
      {
        read: async (stream) => ({ ...(await service.store.read(stream)), version: 7 }),
        append: (one) => service.store.append({ ...one, alongside }),
      },
      streamId,
    ),
  );
  await expect(stale).rejects.toThrow(VersionConflict);
  expect(await notes(event)).toBe(0);
});

test('a statement that notes its event has its effect once for each handler', async () => {
  const event = anEvent();
  const effect = (handler: string) =>
    deliver(event, handler).onceWith(() =>
      service.database.withTenant(tenant, (client) =>
        client.query(
          `WITH noted AS (${noteHandledSql})
           INSERT INTO testing.effects (tenant, stream_id, version, type) VALUES ($1, $4, 1, $3)`,
          [tenant, event.id, handler, event.id.slice(0, 36)],
        ),
      ),
    );
  expect([await effect('one'), await effect('one'), await effect('another')]).toEqual([true, false, true]);
  const effects = await service.urls.query(
    'SELECT type FROM testing.effects WHERE stream_id = $1 ORDER BY type',
    [event.id.slice(0, 36)],
  );
  expect(effects).toEqual([{ type: 'another' }, { type: 'one' }]);
});
