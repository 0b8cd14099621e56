import { applicationMigrations } from '../../apps/application/src/migrations';
import { auditMigrations } from '../../apps/audit/src/migrations';
import { identityMigrations } from '../../apps/identity/src/migrations';
import { mailboxMigrations } from '../../apps/mailbox/src/migrations';
import { notificationMigrations } from '../../apps/notification/src/migrations';
import { paymentMigrations } from '../../apps/payment/src/migrations';
import { topics } from '#contracts';
import { eventually, type TestClaims } from '#testing';
import { FormerSystem } from './former-version/former-system';
import { formerTables } from './former-version/restore';

/** A line of a list of the former application service. */
interface Listed {
  readonly stream_id: string;
  readonly applicant_id: string;
  readonly office: string;
  readonly status: string;
  readonly reference: string;
}

const sources = ['application', 'mailbox', 'identity'] as const;
const former = formerTables('application');
const applications = former.get('application.my_applications') as unknown as readonly Listed[];
const inStatus = (status: string): Listed => {
  const found = applications.find((application) => application.status === status);
  if (found === undefined) throw new Error(`no application was ${status}`);
  return found;
};

const citizen = ({ applicant_id }: Listed): TestClaims => ({ sub: applicant_id, roles: ['citizen'] });
const staffId = formerTables('identity')
  .get('identity.persons')
  ?.find(({ kind }) => kind === 'staff')?.['id'] as string;
const caseworker = ({ office }: Listed): TestClaims => ({
  sub: staffId,
  roles: ['caseworker'],
  offices: [office],
});
const auditor: TestClaims = { sub: '0197a3c2-0000-7000-8000-0000000000a5', roles: ['auditor'] };
const audit: TestClaims = { kind: 'service', sub: 'service:audit' };

let system: FormerSystem;
beforeAll(async () => {
  system = await FormerSystem.start({
    identity: identityMigrations,
    application: applicationMigrations,
    mailbox: mailboxMigrations,
    payment: paymentMigrations,
    notification: notificationMigrations,
    audit: auditMigrations,
  });
}, 180_000);
afterAll(() => system.stop());

const act = (of: Listed, who: TestClaims, command: string, body: object, ifMatch: number) => {
  const side = who.roles?.includes('citizen') ? 'portal' : 'backoffice';
  return system.send('application', 'POST', `/${side}/applications/${of.stream_id}/${command}`, who, {
    body,
    ifMatch,
  });
};
const look = (of: Listed, who: TestClaims) => {
  const side = who.roles?.includes('citizen') ? 'portal' : 'backoffice';
  return system.send('application', 'GET', `/${side}/applications/${of.stream_id}`, who);
};

/** The streams of a service that are not what their events say, and how many events all of them have. */
async function refolded(service: string, tenant: string) {
  const { status, body } = await system.send(service, 'GET', '/internal/streams?limit=500', {
    ...audit,
    tenant,
  });
  expect([service, status]).toEqual([service, 200]);
  const { streams } = body;
  return {
    events: streams.reduce((sum, { hashes }) => sum + hashes.length, 0),
    differing: streams.filter(
      ({ brokenAt, differences }) => brokenAt !== undefined || differences.length > 0,
    ),
  };
}

describe('a database that the former version wrote', () => {
  test.each(sources)(
    'every stream of %s folds, its chain holds, and its read models are what it folds to',
    async (service) => {
      const events = formerTables(service).get('event_store.events') ?? [];
      const tenants = new Set(events.map((event) => String(event['tenant'])));
      expect(tenants.size).toBeGreaterThan(0);
      for (const tenant of tenants) {
        expect(await refolded(service, tenant)).toEqual({
          events: events.filter((event) => event['tenant'] === tenant).length,
          differing: [],
        });
      }
    },
  );

  test('no protected table has an index that row-level security keeps everybody from using', async () => {
    // Only what cannot leak a value may be looked up there: `=` and `<`, but neither `@>` nor `&&`, which is what other indexes are for.
    const text = `SELECT index.relname FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
      JOIN pg_am ON pg_am.oid = index.relam JOIN pg_class AS of ON of.oid = indrelid
      WHERE of.relrowsecurity AND amname <> 'btree'`;
    for (const [service, database] of Object.entries(system.databases))
      expect([service, await database.query(text)]).toEqual([service, []]);
  });

  test('every case that was filed is found by the name of whoever filed it', async () => {
    const database = system.databases['application'];
    const filed = await database?.query<{ stream_id: string }>('SELECT stream_id FROM application.work_list');
    expect(filed?.length).toBeGreaterThan(0);
    await eventually('every case being found', async () => {
      const named = await database?.query<{ stream_id: string }>(
        'SELECT DISTINCT stream_id FROM application.case_names',
      );
      return named?.length === filed?.length;
    });
  });

  test('everything is told again, signed, and nobody has a second effect of it', async () => {
    const recorded = (service: string) => formerTables(service).get('event_store.events')?.length ?? 0;
    const listeners = {
      application: ['mailbox', 'payment', 'notification', 'audit'],
      mailbox: ['application', 'notification', 'audit'],
      identity: ['notification', 'audit'],
    };
    for (const source of sources) await system.allHeard(topics[source], recorded(source), listeners[source]);
    const count = async (service: string, table: string) => {
      const rows = await system.databases[service]?.query<{ count: number }>(
        `SELECT count(*)::int FROM ${table}`,
      );
      return rows?.[0]?.count;
    };
    for (const source of sources)
      expect([source, await count(source, 'event_store.events')]).toEqual([source, recorded(source)]);
    for (const [service, table] of [
      ['notification', 'notification.mails'],
      ['audit', 'audit.events'],
    ] as const)
      expect([table, await count(service, table)]).toEqual([
        table,
        formerTables(service).get(table)?.length ?? 0,
      ]);
    for (const service of Object.keys(system.databases))
      expect([service, await count(service, `messaging.parked WHERE state = 'parked'`)]).toEqual([
        service,
        0,
      ]);
  });

  test('every application is listed and shown to whom it was, with its history', async () => {
    for (const application of applications) {
      const { stream_id: id, reference, status } = application;
      const listed = await system.send(
        'application',
        'GET',
        '/portal/applications?limit=200',
        citizen(application),
      );
      expect(listed.body.items).toContainEqual(expect.objectContaining({ id, reference, status }));
      const shown = await look(application, citizen(application));
      expect([shown.status, shown.body]).toEqual([200, expect.objectContaining({ id, reference, status })]);
      expect(shown.body.history.length).toBeGreaterThan(0);
    }
  });

  test('the work list of an office holds what it held', async () => {
    const list = former.get('application.work_list') as unknown as readonly Listed[];
    for (const office of new Set(list.map((line) => line.office))) {
      const own = list.filter((line) => line.office === office);
      const who = caseworker(own[0] as Listed);
      const { body } = await system.send(
        'application',
        'GET',
        '/backoffice/work-list?limit=200&group=all',
        who,
      );
      const ids = (body.items as { id: string }[]).map(({ id }) => id);
      expect(ids.sort()).toEqual(own.map(({ stream_id }) => stream_id).sort());
    }
  });

  test('what people wrote opens with its key: a form of FormSaved, a notice, the messages of a thread', async () => {
    const draft = inStatus('draft');
    const review = await system.send(
      'application',
      'GET',
      `/portal/applications/${draft.stream_id}/review`,
      citizen(draft),
    );
    expect(review).toMatchObject({ status: 200, body: { complete: true } });
    expect(JSON.stringify(review.body.entries)).toContain('Mischling');

    const decided = inStatus('notice-available');
    const thread = await system.send(
      'mailbox',
      'GET',
      `/portal/applications/${decided.stream_id}/messages`,
      citizen(decided),
    );
    expect(thread.status).toBe(200);
    expect(JSON.stringify(thread.body)).not.toContain('"erased"');
    const { body: shown } = await look(decided, caseworker(decided));
    expect(JSON.stringify(shown.history)).toContain('"text":');
  });

  test('an open draft goes on as a row of its own, with the version that open pages know, and has an end', async () => {
    for (const draft of applications.filter(({ status }) => status === 'draft')) {
      const path = `/portal/applications/${draft.stream_id}`;
      const { body, version } = await system.send('application', 'GET', `${path}/form`, citizen(draft));
      const shown = await look(draft, citizen(draft));
      expect([version, body.draft.version]).toEqual([shown.version, shown.version]);
      expect(Date.parse(body.draft.endsAt)).toBeGreaterThan(Date.parse(body.draft.savedAt));
      expect(Object.keys(body.form)).not.toEqual([]);
    }
  });

  test('the witness finds no difference', async () => {
    const { status, body } = await system.send(
      'audit',
      'GET',
      '/backoffice/audit/integrity?fresh=true',
      auditor,
    );
    expect([status, body]).toEqual([200, expect.objectContaining({ intact: true, differenceCount: 0 })]);
    expect(body.events).toBeGreaterThanOrEqual(
      formerTables('audit')
        .get('audit.events')
        ?.filter(({ tenant }) => tenant === 'duisburg').length ?? Infinity,
    );
  });

  test('a case is replayed as it was', async () => {
    const { reference, status } = inStatus('closed');
    const { body } = await system.send(
      'audit',
      'GET',
      `/backoffice/audit/applications/${reference}/state`,
      auditor,
    );
    expect(body).toMatchObject({ state: { reference, status }, content: { agrees: true }, findings: [] });
  });

  test('old cases and an old draft go on, and mailbox and witness follow', async () => {
    const filed = applications.filter(({ status }) => status === 'filed') as [Listed, Listed];
    const [withdrawn, assigned] = filed;
    const shown = await look(withdrawn, citizen(withdrawn));
    expect(await act(withdrawn, citizen(withdrawn), 'withdraw', {}, shown.version)).toMatchObject({
      status: 200,
      body: { status: 'withdrawn' },
    });

    const taken = await look(assigned, caseworker(assigned));
    expect(await act(assigned, caseworker(assigned), 'assign', {}, taken.version)).toMatchObject({
      status: 200,
    });

    const processed = inStatus('in-processing');
    const { version } = await look(processed, caseworker(processed));
    const consent = { body: { purpose: 'electronic-notices' } };
    expect(
      await system.send('identity', 'POST', '/portal/me/consents', citizen(processed), consent),
    ).toMatchObject({ status: 200 });
    const notice = { outcome: 'granted', text: 'Ihrem Antrag wird entsprochen.' };
    expect(await act(processed, caseworker(processed), 'decide', notice, version)).toMatchObject({
      status: 200,
      body: { status: 'decided-granted' },
    });

    const draft = inStatus('draft');
    const path = `/portal/applications/${draft.stream_id}`;
    const before = await system.send('application', 'GET', `${path}/review`, citizen(draft));
    const saved = await system.send('application', 'PATCH', `${path}/form`, citizen(draft), {
      body: { dog: { breed: 'Dackel' } },
      ifMatch: before.version,
    });
    expect(saved).toMatchObject({ status: 200 });
    const review = await system.send('application', 'GET', `${path}/review`, citizen(draft));
    const declaration = { declarationHash: review.body.declarationHash, warningAcknowledged: true };
    expect(await act(draft, citizen(draft), 'submit', declaration, review.version)).toMatchObject({
      status: 200,
      body: { status: 'filed' },
    });

    await eventually(
      'the notice is in the mailbox',
      async () => (await look(processed, citizen(processed))).body.status === 'notice-available',
      30_000,
    );
    await eventually(
      'the witness has heard of everything',
      async () => {
        const { body } = await system.send('audit', 'GET', '/backoffice/audit/integrity?fresh=true', auditor);
        const behind = body.sources.reduce((sum, source) => sum + source.behind, 0);
        return body.intact && behind === 0;
      },
      30_000,
    );
    for (const service of sources) expect((await refolded(service, 'duisburg')).differing).toEqual([]);
  });
});
