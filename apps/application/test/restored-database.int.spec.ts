import { Logger } from '@nestjs/common';
import { StandIn } from '#testing';
import type { CheckedStreams } from '#verification';
import { numberOf, referenceOf } from '#contracts';
import { people, RunningApplication } from './running-application';

/** A database that was restored from an older state, or from which something is missing, is recognised. */

const year = new Date().getFullYear();
const { citizen } = people;
let witness: StandIn;
let running: RunningApplication;
/** The latest reference that the witness has heard of; undefined while it is away. */
let known: string | null | undefined = null;

beforeAll(async () => {
  witness = await StandIn.start(({ url = '' }) => {
    expect(url).toBe(`/internal/references/latest?year=${year}`);
    return known === undefined ? { status: 503, body: {} } : { body: { reference: known } };
  });
  running = await RunningApplication.start({ witnessUrl: witness.url });
});
afterAll(async () => {
  await running.stop();
  witness.stop();
});

const draft = () => running.post(citizen, '/portal/applications', { serviceKey: 'meldebescheinigung' });
const numberOfDraft = async () => numberOf((await draft()).body['reference'] ?? '');

test('before the witness has spoken no reference is given; then they go on after those that it knows', async () => {
  const alarm = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  known = undefined;
  expect(await draft()).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) } });
  known = referenceOf('DU', year, 200);
  expect(await Promise.all([numberOfDraft(), numberOfDraft()])).toEqual(expect.arrayContaining([201, 202]));
  expect(alarm).toHaveBeenCalledWith(
    expect.objectContaining({ alarm: 'rolled-back', tenant: 'duisburg', database: 0, witness: 200 }),
  );
  alarm.mockRestore();
});

test('a database that goes back while the service runs', async () => {
  known = referenceOf('DU', year, 202);
  const before = await numberOfDraft();
  known = referenceOf('DU', year, before);
  await running.database.query(
    'UPDATE application.reference_numbers SET last_number = 100 WHERE year = $1',
    [year],
    'duisburg',
  );
  expect(await numberOfDraft()).toBe(before + 1);
});

test.each([
  [
    'the key of its content',
    'DELETE FROM encryption.data_keys WHERE subject_id = $1',
    { readModel: 'encryption.data_keys', differing: ['the key of its content is missing'] },
  ],
  [
    'the right key of its content, for it has that of another case,',
    `UPDATE encryption.data_keys SET wrapped_key =
       (SELECT wrapped_key FROM encryption.data_keys WHERE subject_id <> $1 AND wrapped_key IS NOT NULL LIMIT 1)
     WHERE subject_id = $1`,
    {
      readModel: 'encryption.data_keys',
      differing: ['the key of its content was changed or belongs to another'],
    },
  ],
  [
    'the key-encryption key of its content',
    `UPDATE encryption.data_keys SET key_encryption_key_id = 'former' WHERE subject_id = $1`,
    {
      readModel: 'encryption.data_keys',
      differing: ['the key of its content was wrapped by a key-encryption key that is not in the key file'],
    },
  ],
  [
    'the key of its content, for somebody has destroyed it,',
    'SELECT encryption.destroy_key((SELECT tenant FROM encryption.data_keys WHERE subject_id = $1), $1)',
    {
      readModel: 'encryption.data_keys',
      differing: ['the key of its content was destroyed, and no event says why'],
    },
  ],
  [
    'the row that watches over the end of the draft',
    'DELETE FROM event_store.due WHERE stream_id = $1',
    { readModel: 'event_store.due', differing: ['draft-end: the row is missing'] },
  ],
  [
    'the look at its end in time',
    `UPDATE event_store.due SET due_at = due_at + interval '1 year', look_at = look_at + interval '1 year' WHERE stream_id = $1`,
    { readModel: 'application.drafts', differing: ['its end is looked at too late'] },
  ],
  [
    'the content of its draft',
    'DELETE FROM application.drafts WHERE stream_id = $1',
    { readModel: 'application.drafts', differing: ['the content of the draft is missing'] },
  ],
  [
    'the configuration of its service',
    `DELETE FROM application.service_configurations
     WHERE version = (SELECT payload::json ->> 'configurationVersion' FROM event_store.events WHERE stream_id = $1 AND version = 1)`,
    {
      readModel: 'application.service_configurations',
      differing: ['the configuration of its service is missing'],
    },
  ],
])('an application from which %s is missing differs', async (_what, remove, difference) => {
  const drafted = await draft();
  const id: string = drafted.body['id'] ?? '';
  const check = async () => {
    const { body } = await running.get(people.audit, `/internal/streams?ids=${id}`);
    return (body as unknown as CheckedStreams).streams[0]?.differences;
  };
  expect(await check()).toEqual([]);
  await running.database.query(remove, [id], 'duisburg');
  expect(await check()).toEqual([difference]);
});

test('a configuration that was changed after applications were drafted under it differs', async () => {
  const drafted = await running.post(citizen, '/portal/applications', {
    serviceKey: 'hundesteuer-anmeldung',
  });
  await running.database.query(
    `UPDATE application.service_configurations SET configuration = configuration || '{"office":"other"}'
     WHERE service_key = 'hundesteuer-anmeldung'`,
    [],
    'duisburg',
  );
  const { body } = await running.get(people.audit, `/internal/streams?ids=${drafted.body['id']}`);
  expect((body as unknown as CheckedStreams).streams[0]?.differences).toEqual([
    {
      readModel: 'application.service_configurations',
      differing: ['the configuration of its service was changed'],
    },
  ]);
});
