import { v7 as uuidv7 } from 'uuid';
import { contractEvent, type ContractData } from '#contracts';
import { KafkaConsumerStrategy } from '#messaging';
import { eventually } from '#testing';
import { ComparedSources } from '../src/comparison/compared-sources';
import { auditor, Case, RunningAudit } from './running-audit';

let audit: RunningAudit;
beforeAll(async () => void (audit = await RunningAudit.start(1)));
afterAll(() => audit.stop());

/** What the background knows of the application service's log. */
async function known(of = audit) {
  const figures = await of.app.get(ComparedSources).figuresOf('duisburg');
  return figures.find(({ source }) => source === 'application');
}

async function differencesOf(streamId: string, of = audit) {
  const { differences = [] } = (await known(of)) ?? {};
  return differences
    .filter((difference) => difference.streamId === streamId)
    .map(({ kind, version }) => ({ kind, version }));
}

async function roundAfter(moment: string, of = audit) {
  await eventually('a round is complete', async () => ((await known(of))?.checkedAt ?? '') > moment);
}

test('the report says when the last round was complete and up to where changes are compared', async () => {
  await Case.underWay(audit);
  const report = async () => (await audit.get(auditor, 'integrity')).body as Record<string, string>;
  await eventually('every source has been through a round', async () =>
    ((await report())['sources'] as unknown as { checkedAt: string | null }[]).every(
      ({ checkedAt }) => checkedAt,
    ),
  );
  expect(await report()).toMatchObject({
    checkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    changesComparedUntil: expect.stringMatching(/^\d{4}-.*Z$/),
    intact: true,
    differenceCount: 0,
  });
});

test('what somebody else tells in the name of a source is found soon, without a round and before the source is asked', async () => {
  const patient = await RunningAudit.start(3_600);
  try {
    const theCase = await Case.underWay(patient);
    await roundAfter('', patient);
    const [first] = await patient.source.events('duisburg', theCase.id);
    if (first === undefined) throw new Error('the case has no events');
    const forged = { ...first, streamId: uuidv7(), hash: 'a'.repeat(64) };
    await patient.tell(contractEvent(forged, 'application', first.data as ContractData));
    await eventually(
      'the forged event is found',
      async () => (await differencesOf(forged.streamId, patient)).length > 0,
    );
    expect(await differencesOf(forged.streamId, patient)).toEqual([
      { kind: 'missing-in-source', version: 1 },
    ]);
  } finally {
    await patient.stop();
  }
});

test('what was changed without a new event is found by the next round, and gone when it is mended', async () => {
  const theCase = await Case.underWay(audit);
  await roundAfter('');
  const set = (status: string) =>
    audit.source.forge(
      'duisburg',
      `UPDATE application.cases SET status = '${status}' WHERE stream_id = '${theCase.id}'`,
    );
  await set('closed');
  await audit.database.query(
    `UPDATE audit.comparisons SET completed_at = completed_at - interval '1 hour' WHERE source = 'application'`,
    [],
    'duisburg',
  );
  await eventually('the round finds it', async () => (await differencesOf(theCase.id)).length > 0);
  expect(await differencesOf(theCase.id)).toEqual([{ kind: 'read-model-differs', version: undefined }]);
  await set('in-processing');
  await eventually('it is known to be mended', async () => (await differencesOf(theCase.id)).length === 0);
});

test.each([
  ['an auditor comes upon in a case', (id: string) => `applications/${id}/state`],
  ['a comparison that somebody asked for finds', () => 'integrity?fresh=true'],
])('what %s is known to everybody at once, without a round', async (_, path) => {
  const patient = await RunningAudit.start(3_600);
  try {
    const theCase = await Case.underWay(patient);
    await roundAfter('', patient);
    await patient.source.forge(
      'duisburg',
      `UPDATE event_store.events SET payload = replace(payload, 'filed', 'withdrawn')
       WHERE stream_id = '${theCase.id}' AND version = 2`,
    );
    expect(await differencesOf(theCase.id, patient)).toEqual([]);
    await patient.get(auditor, path(theCase.id));
    expect(await differencesOf(theCase.id, patient)).toEqual([{ kind: 'chain-broken', version: 2 }]);
    const { body } = await patient.get(auditor, 'integrity');
    expect(body).toMatchObject({ intact: false });
  } finally {
    await patient.stop();
  }
});

test('what the witness should have heard of long ago is found without a round; what is on its way only counted', async () => {
  const deaf = await RunningAudit.start(1);
  try {
    await roundAfter('', deaf);
    await deaf.app.get(KafkaConsumerStrategy, { strict: false }).close();
    const [lost, onItsWay] = [new Case(deaf.source), new Case(deaf.source)];
    await lost.recordedAt('2026-11-20T10:00:00.000000Z', 'ApplicationDrafted', 'draft');
    await onItsWay.next('ApplicationDrafted', 'draft');
    await eventually('the event on its way is counted', async () => (await known(deaf))?.behind === 1);
    expect(await differencesOf(lost.id, deaf)).toEqual([{ kind: 'not-received', version: 1 }]);
    expect(await differencesOf(onItsWay.id, deaf)).toEqual([]);
  } finally {
    await deaf.stop();
  }
});
