import { unzipSync } from 'fflate';
import { v7 as uuidv7 } from 'uuid';
import { checkBundle } from '#case-bundle';
import { contractEvent } from '#contracts';
import { eventually, type TestClaims } from '#testing';
import { auditor, auditorId, Case, RunningAudit } from './running-audit';

let audit: RunningAudit;
beforeAll(async () => void (audit = await RunningAudit.start()));
afterAll(() => audit.stop());

const caseUnderWay = () => Case.underWay(audit);

describe('a case is replayed out of the copy of the witness', () => {
  test('as of three moments it stands as it stood then, by version and by time', async () => {
    const theCase = await caseUnderWay();
    const recorded = await audit.source.events('duisburg', theCase.id);
    for (const [index, status] of ['draft', 'filed', 'in-processing'].entries()) {
      const { version, recordedAt, hash } = recorded[index] as (typeof recorded)[number];
      for (const asOf of [String(version), recordedAt]) {
        const { body } = await audit.get(auditor, `applications/${theCase.id}/state?asOf=${asOf}`);
        expect(body).toMatchObject({
          visible: true,
          state: { status, version, hash, updatedAt: recordedAt, reference: theCase.reference },
          content: { available: true, agrees: true, differing: [] },
          findings: [],
        });
      }
    }
  });

  test('each party sees what it could see then', async () => {
    const theCase = await caseUnderWay();
    const at = async (asOf: string, as: string) =>
      (await audit.get(auditor, `applications/${theCase.reference}/state?asOf=${asOf}&as=${as}`)).body as {
        visible: boolean;
        state: Record<string, unknown> | null;
        content: unknown;
      };
    expect(await at('1', 'citizen')).toMatchObject({ visible: true, state: { status: 'draft' } });
    expect(await at('1', 'caseworker')).toMatchObject({ visible: false, state: null, content: null });
    expect(await at('2', 'caseworker')).toMatchObject({
      visible: true,
      state: { status: 'filed', assignedTo: null },
    });
    expect((await at('3', 'citizen')).state).not.toHaveProperty('assignedTo');
    expect((await at('3', 'caseworker')).state).toHaveProperty('assignedTo', expect.any(String));
  });

  test('R28c at each moment people read of it what they read then: payment × processing', async () => {
    const theCase = new Case(audit.source);
    const moments = [
      ['ApplicationSubmitted', 'submitted', 'open', 'Zahlung offen', 'Payment due'],
      ['PaymentNoted', 'submitted', 'failed', 'Zahlung fehlgeschlagen', 'Payment failed'],
      ['PaymentNoted', 'submitted', 'settled', 'Bezahlung in Bearbeitung', 'Payment in progress'],
      ['ApplicationFiled', 'filed', 'settled', 'Bezahlung in Bearbeitung', 'Payment in progress'],
      ['PaymentNoted', 'filed', 'reconciled', 'Eingegangen', 'Received'],
      ['ProcessingStarted', 'in-processing', 'reconciled', 'In Bearbeitung', 'In processing'],
      ['PaymentNoted', 'in-processing', 'returned', 'Lastschrift zurückgegeben: Zahlung offen', undefined],
    ] as const;
    const orderId = uuidv7();
    for (const [type, status, payment] of moments)
      await theCase.next(type, status, { payment, ...(type === 'PaymentNoted' && { orderId }) });
    await audit.heard(theCase.id, moments.length);
    for (const [index, [, status, payment, label, english]] of moments.entries())
      for (const party of ['citizen', 'auditor']) {
        const at = `applications/${theCase.id}/state?asOf=${index + 1}&as=${party}`;
        const { body } = await audit.get(auditor, at);
        expect(body).toMatchObject({ state: { status, payment }, statusLabel: label });
        if (english === undefined) continue;
        const { body: translated } = await audit.get(auditor, at, { 'accept-language': 'en' });
        expect(translated).toMatchObject({ statusLabel: english });
      }
  });

  test('its payments stand among its events, each with its own chain', async () => {
    const theCase = await caseUnderWay();
    const orderId = uuidv7();
    const told = { orderId, applicationId: theCase.id, applicantId: uuidv7(), office: 'buergerservice' };
    const of = { ...told, serviceKey: 'bewohnerparkausweis', payment: 'open', amountCents: 3_070 } as const;
    const stored = {
      ...{
        tenant: 'duisburg',
        streamId: orderId,
        streamType: 'payment',
        version: 1,
        type: 'PaymentRequested',
      },
      metadata: {
        actor: { personId: 'service:payment', role: 'service' },
        ...{ correlationId: uuidv7(), causationId: uuidv7() },
      },
      recordedAt: new Date().toISOString().replace('Z', '000Z'),
      ...{ hash: 'a'.repeat(64), previousHash: '' },
    } as const;
    await audit.tell(
      contractEvent<'payment.PaymentRequested'>(stored, 'payment', {
        ...of,
        ...{ policy: 'after-filing', reference: theCase.reference },
      }),
    );
    await audit.heard(theCase.id, 4);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/events`);
    const { events, findings } = body as {
      events: { type: string; streamId: string }[];
      findings: unknown[];
    };
    expect(events.at(-1)).toMatchObject({ type: 'PaymentRequested', streamId: orderId });
    expect(findings).toEqual([]);
  });

  test('before it began there was nothing to see', async () => {
    const theCase = await caseUnderWay();
    const { body } = await audit.get(auditor, `applications/${theCase.id}/state?asOf=2026-01-01`);
    expect(body).toMatchObject({ visible: false, state: null });
  });

  test('a day means its end in Berlin, a time without a zone that of the clock there', async () => {
    const theCase = await caseUnderWay();
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
    for (const asOf of [today, `${today}T23:59:59`]) {
      const { body } = await audit.get(auditor, `applications/${theCase.id}/state?asOf=${asOf}`);
      expect(body).toMatchObject({ visible: true, state: { status: 'in-processing', version: 3 } });
    }
  });

  test.each(['state', 'events'])('%s of a version that the case has not reached is refused', async (of) => {
    const theCase = await caseUnderWay();
    const answer = await audit.get(auditor, `applications/${theCase.id}/${of}?asOf=999`);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        type: 'urn:serviceportal:problem:no-such-version',
        version: 999,
        latest: 3,
        detail: expect.stringContaining('1 bis 3'),
      },
    });
  });

  test('the events carry the chain of hashes', async () => {
    const theCase = await caseUnderWay();
    const recorded = await audit.source.events('duisburg', theCase.id);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/events`);
    const { events } = body as {
      events: { version: number; hash: string; previousHash: string; type: string }[];
    };
    expect(
      events.map(({ version, hash, previousHash, type }) => [version, hash, previousHash, type]),
    ).toEqual(recorded.map(({ version, hash, previousHash, type }) => [version, hash, previousHash, type]));
  });

  test('the status is named in the language of the reader', async () => {
    const theCase = await caseUnderWay();
    const { body } = await audit.get(auditor, `applications/${theCase.id}/state`, {
      'accept-language': 'en',
    });
    expect(body).toMatchObject({ statusLabel: 'In processing' });
  });

  test('every access of the staff is shown, also the auditor’s own', async () => {
    const theCase = await caseUnderWay();
    const caseworker = uuidv7();
    await theCase.accessed(caseworker, 'case-view');
    await audit.heard(theCase.id, 4);
    const { body } = await audit.get(auditor, `applications/${theCase.id}/accesses`);
    const { accesses } = body as { accesses: Record<string, unknown>[] };
    expect(accesses).toContainEqual(
      expect.objectContaining({
        personId: caseworker,
        role: 'caseworker',
        purpose: 'case-view',
        source: 'application',
      }),
    );
    expect(accesses.at(-1)).toMatchObject({
      personId: auditorId,
      role: 'auditor',
      purpose: 'accesses',
      source: 'audit',
    });
  });
});

describe('who was told what a person is called', () => {
  const [subject, other, reader] = [uuidv7(), uuidv7(), uuidv7()];
  const read = async (persons: readonly string[], recordedAt: string) => {
    const [streamId, metadata] = [
      uuidv7(),
      { actor: { personId: reader, role: 'caseworker' }, correlationId: uuidv7(), causationId: uuidv7() },
    ] as const;
    const header = { ...{ tenant: 'duisburg', streamType: 'name-reading', type: 'NamesRead', version: 1 } };
    const recorded = { ...header, streamId, metadata, recordedAt, hash: 'e'.repeat(64), previousHash: '' };
    const data = { personId: reader, role: 'caseworker', purpose: 'work-list', persons } as const;
    await audit.tell(contractEvent<'identity.NamesRead'>(recorded, 'identity', data));
  };
  const readingsOf = async (id: string, since: string, who: TestClaims = auditor) => {
    const answer = await audit.get(who, `persons/${id}/readings?since=${since}`);
    return (answer.body as { readings?: Record<string, unknown>[] }).readings ?? answer.status;
  };

  test('an auditor reads it since a day, and is noted as well', async () => {
    await read([other], '2026-01-05T08:00:00.000000Z');
    await read([other, subject], '2026-01-06T08:00:00.000000Z');
    await read([subject], '2026-01-07T08:00:00.000000Z');
    const told = { personId: reader, role: 'caseworker', purpose: 'work-list', source: 'identity' };
    const noted = { personId: auditorId, role: 'auditor', purpose: 'name-readings', source: 'audit' };
    await eventually('the last one is heard', async () =>
      JSON.stringify(await readingsOf(subject, '2026-01-07')).includes('2026-01-07T08'),
    );
    const readings = await readingsOf(subject, '2026-01-06');
    expect(readings).toEqual([
      { ...told, at: '2026-01-06T08:00:00.000000Z' },
      { ...told, at: '2026-01-07T08:00:00.000000Z' },
      ...Array.from({ length: (readings as unknown[]).length - 2 }, () => expect.objectContaining(noted)),
    ]);
    expect((readings as unknown[]).length).toBeGreaterThan(2);
    expect(await readingsOf(other, '2026-01-06')).toEqual([
      { ...told, at: '2026-01-06T08:00:00.000000Z' },
      expect.objectContaining(noted),
    ]);
  });

  test('a head of the office is told by the application service, and noted as one', async () => {
    const head = uuidv7();
    const path = `/internal/persons/${subject}/readings`;
    const asked = { reader: head, role: 'head-of-office', since: '2026-01-07T00:00:00.000Z' };
    const service = { kind: 'service', sub: 'service:application' } as const;
    const answer = (await audit.post(service, path, asked)).body as { readings: { purpose: string }[] };
    const noted = { personId: head, role: 'head-of-office', purpose: 'name-readings', source: 'audit' };
    expect(answer.readings).toContainEqual(expect.objectContaining({ personId: reader, source: 'identity' }));
    expect(answer.readings).toContainEqual(expect.objectContaining(noted));
    expect(await readingsOf(subject, '2026-01-07')).toContainEqual(expect.objectContaining(noted));
    expect((await audit.post(auditor, path, asked)).status).toBe(403);
    expect((await audit.post(service, path, { ...asked, role: 'caseworker' })).status).toBe(400);
  });

  test('nobody else does, and no auditor of another city', async () => {
    expect(await readingsOf(subject, '2026-01-01', { roles: ['caseworker'] })).toBe(403);
    const elsewhere = await readingsOf(subject, '2026-01-01', { roles: ['auditor'], tenant: 'wuppertal' });
    expect(elsewhere).toEqual([expect.objectContaining({ source: 'audit' })]);
  });
});

describe('people are told by name', () => {
  /** Identity calls whoever acted thus today, and called them so until a moment. */
  const called = (id: string, until: string) => {
    const names = { [id]: 'Minh Tran' };
    const formerly = { [id]: [{ name: 'Minh Nguyen', until }] };
    audit.identity.answer = ({ url }) =>
      url === '/internal/names' ? { body: { names, formerly } } : { status: 503, body: {} };
    return { names, formerly };
  };

  test('of today, and colleagues of before; a bundle says who acted under which name', async () => {
    const theCase = await caseUnderWay();
    const { body } = await audit.get(auditor, `applications/${theCase.id}/events`);
    const [, filed] = (body as { events: { actor: { personId: string }; recordedAt: string }[] }).events;
    const { personId = '' } = filed?.actor ?? {};
    const told = called(personId, new Date(Date.parse(filed?.recordedAt ?? '') + 1).toISOString());
    const names = await audit.get(auditor, `applications/${theCase.reference}/names`);
    expect(names.body).toEqual({ applicationId: theCase.id, available: true, ...told });
    const files = unzipSync(await audit.download(auditor, `applications/${theCase.id}/bundle`));
    const text = (name: string) => Buffer.from(files[name] ?? []).toString();
    expect(JSON.parse(text('evidence/names.json'))).toEqual({ available: true, ...told });
    expect(text('history.txt')).toMatch(
      /2 ApplicationFiled {2}Minh Nguyen, heute: Minh Tran \(caseworker\) {2}[0-9a-f]{64}/,
    );
    const { body: read } = await audit.get(auditor, `applications/${theCase.id}/accesses`);
    expect((read as { accesses: { purpose: string }[] }).accesses.map(({ purpose }) => purpose)).toContain(
      'names',
    );
  });

  test('so are those who were told who somebody is', async () => {
    const id = uuidv7();
    const told = called(id, '2026-01-01T00:00:00.000Z');
    const { body } = await audit.get(auditor, `persons/${id}/readings`);
    expect(body).toEqual({
      ...{ personId: id, available: true, ...told },
      readings: [expect.objectContaining({ personId: auditorId, purpose: 'name-readings' })],
    });
  });

  test('while identity is away nobody is named, and that is said', async () => {
    audit.identity.answer = () => ({ status: 503, body: {} });
    const theCase = await caseUnderWay();
    const readings = await audit.get(auditor, `persons/${uuidv7()}/readings`);
    expect(readings.body).toMatchObject({ available: false, names: {} });
    const { body } = await audit.get(auditor, `applications/${theCase.id}/names`);
    expect(body).toEqual({ applicationId: theCase.id, available: false, names: {}, formerly: {} });
    const files = unzipSync(await audit.download(auditor, `applications/${theCase.id}/bundle`));
    expect(Buffer.from(files['evidence/names.json'] ?? []).toString()).toContain('"available": false');
  });
});

describe('who may look', () => {
  test.each<[string, TestClaims, number]>([
    ['a citizen', { roles: ['citizen'] }, 403],
    ['a caseworker of the office', { roles: ['caseworker'], offices: ['buergerservice'] }, 403],
    ['an operator', { roles: ['operator'] }, 403],
    ['nobody who is signed in', { kind: 'anonymous' }, 401],
    ['an auditor of another city', { roles: ['auditor'], tenant: 'wuppertal' }, 404],
  ])('%s may not', async (_, who, status) => {
    const theCase = await caseUnderWay();
    for (const path of ['events', 'state', 'accesses', 'names', 'evidence', 'bundle']) {
      const answer = await audit.get(who, `applications/${theCase.id}/${path}`);
      expect([path, answer.status, answer.headers['content-type']]).toEqual([
        path,
        status,
        expect.stringContaining('application/problem+json'),
      ]);
    }
  });

  test('an unknown case, a draft that was never filed and a name that is none', async () => {
    const draft = new Case(audit.source);
    await draft.next('ApplicationDrafted', 'draft');
    const filed = await caseUnderWay();
    expect((await audit.get(auditor, `applications/${filed.id}/events`)).status).toBe(200);
    expect((await audit.get(auditor, `applications/${draft.id}/events`)).status).toBe(404);
    expect((await audit.get(auditor, `applications/${uuidv7()}/events`)).status).toBe(404);
    expect((await audit.get(auditor, 'applications/DU-2026-999999-X/events')).status).toBe(404);
    expect((await audit.get(auditor, "applications/1'--/events")).status).toBe(400);
  });

  test.each(['asOf=yesterday', 'asOf=0', 'as=king', 'unknown=1', 'asOf=2026-02-30'])(
    '%s is refused',
    async (query) => {
      const theCase = await caseUnderWay();
      expect((await audit.get(auditor, `applications/${theCase.id}/state?${query}`)).status).toBe(400);
    },
  );
});

describe('cases are found', () => {
  const filedAt = async (tenant: string, days: readonly string[]) => {
    const cases = days.map(() => new Case(audit.source, tenant));
    for (const [nth, one] of cases.entries()) {
      await one.recordedAt(days[nth] ?? '', 'ApplicationDrafted', 'draft');
      await one.recordedAt(days[nth] ?? '', 'ApplicationFiled', 'filed');
    }
    return cases;
  };
  type Listed = {
    readonly items: readonly { id: string; reference: string }[];
    readonly nextCursor?: string;
  };
  const list = async (query: string, who: TestClaims = auditor): Promise<Listed> =>
    (await audit.get(who, `applications?${query}`)).body as Listed;

  test('by period in Berlin, the latest first, page by page', async () => {
    const days = [
      '2019-06-01T21:59:59.000000Z',
      '2019-06-01T22:00:00.000000Z',
      '2019-06-02T21:59:59.000000Z',
      '2019-06-02T22:00:00.000000Z',
    ];
    const made = await filedAt('duisburg', days);
    await audit.heard(made.at(-1)?.id ?? '', 2);
    const period = 'from=2019-06-02&until=2019-06-02';
    const first = await list(`${period}&limit=1`);
    expect(first.items.map(({ id }) => id)).toEqual([made[2]?.id]);
    const second = await list(`${period}&limit=1&cursor=${first.nextCursor}`);
    expect(second.items.map(({ id }) => id)).toEqual([made[1]?.id]);
    expect(second).not.toHaveProperty('nextCursor');
  });

  test('by a reference as people say it, by status, office and service; a draft by nothing', async () => {
    const found = await caseUnderWay();
    const draft = new Case(audit.source);
    await draft.next('ApplicationDrafted', 'draft');
    const [prefix = '', year = '', number = ''] = found.reference.split('-');
    const spoken = encodeURIComponent(`${prefix} ${year} ${Number(number)}`);
    expect((await list(`query=${spoken}`)).items).toEqual([
      {
        ...{ id: found.id, reference: found.reference, serviceKey: 'meldebescheinigung' },
        ...{
          office: 'buergerservice',
          status: 'in-processing',
          statusLabel: 'In Bearbeitung',
          differs: false,
        },
        filedAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    ]);
    const ids = async (query: string) => (await list(`query=${spoken}&${query}`)).items.length;
    expect(await ids('status=in-processing&office=buergerservice&service=meldebescheinigung')).toBe(1);
    for (const other of ['status=filed', 'office=ordnungsamt', 'service=hundesteuer', 'differs=true'])
      expect(await ids(other)).toBe(0);
    expect((await list(`query=${draft.reference}`)).items).toEqual([]);
    const elsewhere = { ...auditor, tenant: 'wuppertal' };
    expect((await list(`query=${spoken}`, elsewhere)).items).toEqual([]);
  });

  test('that a case stood in a list is recorded', async () => {
    const found = await caseUnderWay();
    await list(`query=${found.reference}`);
    const { body } = await audit.get(auditor, `applications/${found.id}/accesses`);
    expect((body as { accesses: unknown[] }).accesses).toContainEqual(
      expect.objectContaining({ personId: auditorId, purpose: 'case-list', role: 'auditor' }),
    );
  });
});

describe('a case is taken along', () => {
  const bundleOf = async (id: string) =>
    checkBundle(await audit.download(auditor, `applications/${id}/bundle`), (key) => audit.keyOf(key));

  test('as a bundle that holds without the system, and the look is recorded', async () => {
    const theCase = await caseUnderWay();
    await theCase.accessed(uuidv7(), 'case-view');
    await audit.heard(theCase.id, 4);
    expect(await bundleOf(theCase.reference)).toMatchObject({
      about: { reference: theCase.reference, tenant: 'duisburg', applicationId: theCase.id },
      ...{ streams: 2, events: 4, signerKnown: true, findings: [] },
    });
    const { body } = await audit.get(auditor, `applications/${theCase.id}/accesses`);
    expect((body as { accesses: { purpose: string }[] }).accesses.map(({ purpose }) => purpose)).toContain(
      'bundle',
    );
  });

  test('a row that somebody changed in the log of the service is named in it', async () => {
    const theCase = await caseUnderWay();
    await audit.source.forge(
      'duisburg',
      `UPDATE event_store.events SET payload = replace(payload, 'filed', 'filex') WHERE stream_id = '${theCase.id}' AND version = 2`,
    );
    const file = `events/application/application_${theCase.id}.jsonl`;
    expect((await bundleOf(theCase.id)).findings).toEqual([
      { file, version: 2, what: 'ApplicationFiled was changed: it does not have the hash that it claims' },
    ]);
  });

  test('nothing is known of mails while the send log is away, and that is said', async () => {
    const theCase = await caseUnderWay();
    const { body } = await audit.get(auditor, `applications/${theCase.id}/evidence`);
    expect(body).toEqual({ applicationId: theCase.id, available: false, mails: [] });
  });
});

describe('how the service runs', () => {
  const operator = { roles: ['operator'] } as const;

  test('an operator reads what it rests on, its release and how much it keeps', async () => {
    const { body } = await audit.ask(operator, '/operations/health');
    expect(body).toMatchObject({
      ...{ service: 'audit', ready: true, release: 'unnamed', node: process.versions.node },
      restsOn: ['database', 'configuration', 'broker', 'consumers'].map((name) => ({ name, status: 'up' })),
      storage: [{ name: 'database', usedBytes: expect.any(Number) }],
      expiries: [],
    });
  });

  test('and what the last comparison found; nobody else reads any of it', async () => {
    expect((await audit.ask(operator, '/operations/integrity')).body).toMatchObject({
      ...{ events: expect.any(Number), differenceCount: expect.any(Number) },
    });
    for (const path of ['/operations/health', '/operations/integrity'])
      expect((await audit.ask(auditor, path)).status).toBe(403);
  });
});
