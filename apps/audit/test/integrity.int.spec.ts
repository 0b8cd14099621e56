import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { contractEvent, type ContractData } from '#contracts';
import { KafkaConsumerStrategy } from '#messaging';
import { eventually } from '#testing';
import { auditor, Case, RunningAudit } from './running-audit';

let audit: RunningAudit;
beforeAll(async () => void (audit = await RunningAudit.start()));
afterAll(() => audit.stop());

const caseUnderWay = () => Case.underWay(audit);

/** A connection that works for Duisburg. */
async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
  return client;
}

async function integrity() {
  const { body, status } = await audit.get(auditor, 'integrity?fresh=true');
  expect(status).toBe(200);
  const { sources } = body as {
    sources: { source: string; reachable: boolean; differences: Record<string, unknown>[] }[];
  };
  return sources;
}

/** What the comparison says about one stream. */
async function differencesOf(streamId: string): Promise<Record<string, unknown>[]> {
  const [application] = await integrity();
  return (application?.differences ?? [])
    .filter((difference) => difference['streamId'] === streamId)
    .map(({ kind, version, detail }) => ({
      kind,
      ...(version ? { version } : {}),
      ...(detail ? { detail } : {}),
    }));
}

describe('the witness hears of everything', () => {
  test('of what application, mailbox and identity tell, and of what a newer release tells', async () => {
    const theCase = await caseUnderWay();
    const [first] = await audit.source.events('duisburg', theCase.id);
    if (first === undefined) throw new Error('the case has no events');
    const ofCase = { applicationId: theCase.id, applicantId: uuidv7(), office: 'buergerservice' };
    const stream = { ...first, streamType: 'thread' };
    const opened = { ...stream, streamId: uuidv7(), type: 'ThreadOpened' };
    await audit.tell(contractEvent(opened, 'mailbox', ofCase));
    await audit.heard(theCase.id, 4);
    const newer = { ...stream, streamId: uuidv7(), type: 'SomethingNewer' };
    await audit.tell(contractEvent(newer, 'mailbox', { ...ofCase, novelty: 1 } as ContractData));
    await audit.heard(theCase.id, 5);

    const personId = uuidv7();
    const registered = { ...first, streamId: personId, streamType: 'account', type: 'PersonRegistered' };
    await audit.tell(contractEvent(registered, 'identity', { personId }));
    const client = await connect(audit.database.serviceUrl);
    await eventually('the witness hears of the account', async () => {
      const { rowCount } = await client.query('SELECT FROM audit.events WHERE stream_id = $1', [personId]);
      return rowCount === 1;
    });
    await client.end();
  });
});

test('a witness that is not connected to the broker says so: an outage is told from tampering', async () => {
  const deaf = await RunningAudit.start();
  try {
    const report = async () => (await deaf.get(auditor, 'integrity?fresh=true')).body as object;
    await eventually('the witness receives', async () => {
      expect(await report()).toMatchObject({ receiving: true });
      return true;
    });
    await deaf.app.get(KafkaConsumerStrategy, { strict: false }).close();
    expect(await report()).toMatchObject({
      receiving: false,
      notReceivingBecause: 'the consumer has not joined its group: stopped',
    });
  } finally {
    await deaf.stop();
  }
});

describe('the log and its witness are compared', () => {
  test('an honest log has no differences, and a source that does not answer is named', async () => {
    const theCase = await caseUnderWay();
    expect(await differencesOf(theCase.id)).toEqual([]);
    expect((await integrity()).map(({ source, reachable }) => [source, reachable])).toEqual([
      ['application', true],
      ['mailbox', false],
      ['payment', false],
      ['identity', false],
    ]);
  });

  test('an event forged in the source, hash left as it was', async () => {
    const theCase = await caseUnderWay();
    await audit.source.forge(
      'duisburg',
      `UPDATE event_store.events SET payload = replace(payload, 'filed', 'withdrawn') WHERE stream_id = '${theCase.id}' AND version = 2`,
    );
    expect(await differencesOf(theCase.id)).toEqual([{ kind: 'chain-broken', version: 2 }]);
    const at = async (asOf: number) =>
      (await audit.get(auditor, `applications/${theCase.id}/state?asOf=${asOf}`)).body as object;
    expect(await at(1)).toMatchObject({ content: { agrees: true } });
    expect(await at(3)).toMatchObject({
      content: { agrees: false, differing: ['the chain breaks at version 2'] },
    });
  });

  test('an event forged in the source by somebody who makes every hash fit', async () => {
    const theCase = await caseUnderWay();
    await audit.source.forgeWholeChain('duisburg', theCase.id, (payload) =>
      payload.replace('"in-processing"', '"withdrawn"'),
    );
    await audit.source.forge(
      'duisburg',
      `UPDATE application.cases SET status = 'withdrawn' WHERE stream_id = '${theCase.id}'`,
    );
    expect(await differencesOf(theCase.id)).toEqual([{ kind: 'hash-differs', version: 3 }]);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/state`);
    expect(body).toMatchObject({
      state: { status: 'in-processing' },
      content: { agrees: false, differing: ['status', 'the hash of version 3'] },
    });
  });

  test('events cut off at the end of a case', async () => {
    const theCase = await caseUnderWay();
    await audit.source.forge(
      'duisburg',
      `DELETE FROM event_store.events WHERE stream_id = '${theCase.id}' AND version > 1;
       UPDATE application.cases SET version = 1, status = 'draft' WHERE stream_id = '${theCase.id}'`,
    );
    expect(await differencesOf(theCase.id)).toEqual([{ kind: 'missing-in-source', version: 2 }]);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/state`);
    expect(body).toMatchObject({
      state: { version: 3 },
      content: { agrees: false, differing: ['version', 'status', 'updatedAt', 'the hash of version 2'] },
    });
  });

  test('a case deleted from the source', async () => {
    const theCase = await caseUnderWay();
    await audit.source.forge('duisburg', `DELETE FROM event_store.events WHERE stream_id = '${theCase.id}'`);
    expect(await differencesOf(theCase.id)).toEqual([
      { kind: 'missing-in-source', version: 1 },
      { kind: 'read-model-differs', detail: 'application.cases: the row should not exist' },
    ]);
  });

  test('a list that somebody changed by hand', async () => {
    const theCase = await caseUnderWay();
    await audit.source.forge(
      'duisburg',
      `UPDATE application.cases SET status = 'closed' WHERE stream_id = '${theCase.id}'`,
    );
    expect(await differencesOf(theCase.id)).toEqual([
      { kind: 'read-model-differs', detail: 'application.cases: status' },
    ]);
  });

  test('an event whose predecessor never came is kept and reported as a gap', async () => {
    const theCase = await caseUnderWay();
    const [, , third] = await audit.source.events('duisburg', theCase.id);
    const data = third?.data as ContractData;
    const later = { ...third, version: 5, hash: 'e'.repeat(64), previousHash: 'd'.repeat(64) } as NonNullable<
      typeof third
    >;
    await audit.tell(contractEvent(later, 'application', data));
    await audit.heard(theCase.id, 4);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/events`);
    expect(body).toMatchObject({
      findings: [{ kind: 'gap', version: 4, source: 'application', streamId: theCase.id }],
    });
    expect(await differencesOf(theCase.id)).toEqual([
      { kind: 'gap', version: 4 },
      { kind: 'missing-in-source', version: 5 },
    ]);
  });

  test('another event in the place of one that was heard is kept beside it as a fork', async () => {
    const theCase = await caseUnderWay();
    const [, second] = await audit.source.events('duisburg', theCase.id);
    const forged = { ...second, hash: 'f'.repeat(64) } as NonNullable<typeof second>;
    await audit.tell(contractEvent(forged, 'application', second?.data as ContractData));
    await eventually('the fork is found', async () => (await differencesOf(theCase.id)).length > 0);
    expect(await differencesOf(theCase.id)).toEqual([
      { kind: 'fork', version: 2 },
      { kind: 'hash-differs', version: 2 },
    ]);
  });
});

describe('the copy of the witness, forged alone', () => {
  /** Changes the copy of version 2 of a case as somebody who owns the database of the witness. */
  async function forge(caseId: string, change: string): Promise<void> {
    const owner = await connect(audit.database.ownerUrl);
    await owner.query('ALTER TABLE audit.events DISABLE TRIGGER refuse_change');
    const { rowCount } = await owner.query(
      `UPDATE audit.events SET ${change} WHERE stream_id = $1 AND version = 2`,
      [caseId],
    );
    expect(rowCount).toBe(1);
    await owner.query('ALTER TABLE audit.events ENABLE ALWAYS TRIGGER refuse_change');
    await owner.end();
  }

  test.each([
    ['its text', `event = replace(event, '"filed"', '"withdrawn"')`],
    ['the time in its text', `event = regexp_replace(event, '"time":"20', '"time":"19')`],
    ['its actor', `event = replace(event, '"caseworker"', '"citizen"')`],
    ['a text that is none', `event = 'broken'`],
    ['its type', `type = 'ApplicationWithdrawn'`],
    ['its time', `recorded_at = recorded_at - interval '1 day'`],
    ['its case', `application_id = NULL`],
    ['its reference', `reference = 'DU-2026-000001-0'`],
  ])('%s', async (_what, change) => {
    const theCase = await caseUnderWay();
    await forge(theCase.id, change);
    expect(await differencesOf(theCase.id)).toEqual([{ kind: 'copy-differs', version: 2 }]);
  });

  test('what an auditor is shown of it is not confirmed', async () => {
    const theCase = await caseUnderWay();
    await forge(theCase.id, `event = replace(event, '"caseworker"', '"citizen"')`);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/state`);
    expect(body).toMatchObject({
      content: { agrees: false, differing: ['what was told of version 2'] },
    });
  });
});

test.each([
  ['names an event that never was', 9, '{}', 'the answer names an event that the log does not have'],
  ['is none', 2, 'filed', 'the answer is not JSON'],
  [
    'tells of another version',
    2,
    '{"version":1}',
    'the answer tells of another event than the one it is kept for',
  ],
  [
    'tells of something that no text can hold',
    2,
    '{"version":"\\u0000"}',
    'the answer tells of another event than the one it is kept for',
  ],
])('an answer that is kept for a repeated command and %s', async (what, version, answer, detail) => {
  const theCase = await caseUnderWay();
  await audit.source.forge(
    'duisburg',
    `INSERT INTO event_store.kept_answers (tenant, key, fingerprint, stream_id, version, answer)
     VALUES ('duisburg', 'forged: ${what}', '', '${theCase.id}', ${version}, '${answer}')`,
  );
  expect(await differencesOf(theCase.id)).toEqual([{ kind: 'answer-differs', version, detail }]);
});

describe('the copy is append-only', () => {
  test('the same event twice is kept once', async () => {
    const theCase = await caseUnderWay();
    const [first] = await audit.source.events('duisburg', theCase.id);
    if (first === undefined) throw new Error('the case has no events');
    await audit.tell(contractEvent(first, 'application', first.data as ContractData));
    await theCase.next('ProcessingStarted', 'in-processing');
    await audit.heard(theCase.id, 4);
  });

  test.each([
    ['the service', 'serviceUrl', 'permission denied'],
    ['the owner', 'ownerUrl', 'never changed or deleted'],
  ] as const)('%s can neither change nor delete what was heard', async (_, url, reason) => {
    await caseUnderWay();
    const client = await connect(audit.database[url]);
    for (const statement of [
      'DELETE FROM audit.events',
      `UPDATE audit.events SET type = 'Nothing'`,
      'TRUNCATE audit.events',
      'DELETE FROM audit.auditor_accesses',
    ]) {
      await expect(client.query(statement)).rejects.toThrow(reason);
    }
    await client.end();
  });

  test('the database shows a city none of the events and accesses of another', async () => {
    await caseUnderWay();
    const client = await connect(audit.database.serviceUrl);
    const visible = async () => {
      const { rows } = await client.query<{ tenant: string }>(
        'SELECT tenant FROM audit.events UNION SELECT tenant FROM audit.auditor_accesses',
      );
      return rows.map(({ tenant }) => tenant);
    };
    expect(await visible()).toEqual(['duisburg']);
    await client.query(`SELECT set_config('app.tenant', 'wuppertal', false)`);
    expect(await visible()).toEqual([]);
    await client.end();
  });
});
