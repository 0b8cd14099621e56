import { randomUUID } from 'node:crypto';
import { contractEvent } from '#contracts';
import { eventually } from '#testing';
import { caseworkerId, citizenId, people, RunningApplication } from './running-application';

/** What caseworkers find in the work list. The lines are laid into it: how they come into being is tested with the commands. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start({ listening: true });
  for (const line of Object.values(lines)) await lay(line);
});
afterAll(() => running.stop());

const caseworker = { ...people.caseworker, offices: ['buergerservice', 'steueramt', 'strassenverkehr'] };

interface Line {
  readonly number: number;
  readonly service: string;
  readonly office: string;
  readonly status: string;
  readonly filedAt: string;
  readonly updatedAt?: string;
  readonly targetOn?: string;
  readonly pausedSince?: string;
  readonly statutoryUntil?: string;
  readonly assignedTo?: string;
}

const dog = { service: 'hundesteuer-anmeldung', office: 'steueramt' };
const lines = {
  late: {
    ...{ number: 8, ...dog, status: 'in-processing', assignedTo: caseworkerId },
    ...{ filedAt: '2026-01-05T08:00:00Z', targetOn: '2026-01-20', updatedAt: '2026-03-01T08:00:00Z' },
  },
  asked: {
    ...{ number: 9, ...dog, status: 'action-required', filedAt: '2026-01-04T08:00:00Z' },
    ...{ targetOn: '2026-01-10', pausedSince: '2026-01-06' },
  },
  askedAndLate: {
    ...{ number: 10, service: 'sondernutzung', office: 'strassenverkehr', status: 'action-required' },
    ...{ filedAt: '2026-01-03T08:00:00Z', pausedSince: '2026-01-06', statutoryUntil: '2026-04-03' },
  },
  young: {
    ...{ number: 123, service: 'bewohnerparkausweis', office: 'strassenverkehr', status: 'filed' },
    ...{ filedAt: '2026-01-06T08:00:00Z', targetOn: '2099-01-01' },
  },
  closed: {
    ...{ number: 1234, service: 'meldebescheinigung', office: 'buergerservice', status: 'closed' },
    ...{ filedAt: '2025-01-01T08:00:00Z' },
  },
} as const satisfies Record<string, Line>;
type Name = keyof typeof lines;

const ids = new Map<string, Name>();
const idOf = (name: Name) => [...ids].find(([, one]) => one === name)?.[0] ?? '';

async function lay(line: Line): Promise<void> {
  const id = randomUUID();
  const [name] = Object.entries(lines).find(([, one]) => one === line) ?? [];
  ids.set(id, name as Name);
  const { body } = await running.get(people.stranger, `/portal/services/${line.service}`);
  const reference = `DU-2026-${String(line.number).padStart(6, '0')}-${line.number === 123 ? 7 : 0}`;
  const shared = [id, citizenId, reference, line.service, body['version'], line.office, line.status];
  const updatedAt = line.updatedAt ?? line.filedAt;
  await running.database.query(
    `INSERT INTO application.my_applications (tenant, stream_id, version, applicant_id, reference, service_key,
      configuration_version, office, status, action_required, updated_at) VALUES ('duisburg', $1, 3, $2, $3, $4, $5, $6, $7, false, $8)`,
    [...shared, updatedAt],
    'duisburg',
  );
  await running.database.query(
    `INSERT INTO application.work_list (tenant, stream_id, version, applicant_id, reference, service_key,
      configuration_version, office, status, filed_at, updated_at, target_on, target_paused_since, statutory_until, assigned_to)
     VALUES ('duisburg', $1, 3, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[...shared, line.filedAt, updatedAt, line.targetOn ?? null, line.pausedSince ?? null],
      ...[line.statutoryUntil ?? null, line.assignedTo ?? null],
    ],
    'duisburg',
  );
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly overdue: boolean; readonly unread: boolean }[];
  readonly total: number;
  readonly nextCursor?: string;
}

async function list(query: string): Promise<Listed> {
  const answer = await running.get(caseworker, `/backoffice/work-list?${query}`);
  expect([answer.status, query]).toEqual([200, query]);
  return answer.body as unknown as Listed;
}
const named = async (query: string) => (await list(query)).items.map(({ id }) => ids.get(id));
const searched = (query: string) => named(`group=all&query=${encodeURIComponent(query)}`);

test.each<[string, readonly Name[]]>([
  ['DU 2026 123 7', ['young']],
  ['du–2026–123', ['young']],
  ['2026/8', ['late']],
  ['00012', ['young']],
  ['DU-2026-00012', ['young']],
  ['0012', ['closed', 'young']],
  ['STRASSENVERKEHR', ['askedAndLate', 'young']],
  ['hund steuer', ['asked', 'late']],
  ['hund 2026 8', ['late']],
  ['park du 2026 8', []],
  ['ausweis bewohner', ['young']],
  ['%', ['closed', 'askedAndLate', 'asked', 'late', 'young']],
  ['Raumschiff', []],
])('%j finds %j', async (query, expected) => {
  expect(await searched(query)).toEqual(expected);
});

test.each<[string, readonly Name[]]>([
  ['', ['askedAndLate', 'asked', 'late', 'young']],
  ['group=closed', ['closed']],
  ['status=closed', ['closed']],
  ['group=all&service=meldebescheinigung', ['closed']],
  ['service=hundesteuer-anmeldung', ['asked', 'late']],
  ['office=strassenverkehr', ['askedAndLate', 'young']],
  ['assigned=me', ['late']],
  ['assigned=nobody', ['askedAndLate', 'asked', 'young']],
  ['overdue=true', ['askedAndLate', 'late']],
  ['overdue=false', ['asked', 'young']],
  ['waiting=true', ['askedAndLate', 'asked']],
  ['waiting=true&overdue=false', ['asked']],
  ['sort=filed&direction=descending', ['young', 'late', 'asked', 'askedAndLate']],
  ['sort=updated', ['late', 'young', 'asked', 'askedAndLate']],
])('the cases of "%s"', async (query, expected) => {
  expect(await named(query)).toEqual(expected);
  expect((await list(query)).total).toBe(expected.length);
});

test('what is counted of each part of the work is what its list finds, and nothing of another office', async () => {
  const counts = (who = caseworker) => running.get(who, '/backoffice/work-list/counts');
  const asked = {
    ...{ open: '', mine: 'assigned=me', standingIn: 'assigned=stand-in', free: 'assigned=nobody' },
    ...{ unread: 'unread=true', toApprove: 'toApprove=true', sentBack: 'sentBack=true' },
    ...{ overdue: 'overdue=true', waiting: 'waiting=true' },
  };
  const found = Object.entries(asked).map(
    async ([name, query]) => [name, (await list(query)).total] as const,
  );
  expect((await counts()).body).toEqual(Object.fromEntries(await Promise.all(found)));
  expect((await counts({ ...caseworker, offices: ['steueramt'] })).body).toMatchObject({ open: 2, free: 1 });
  expect((await counts({ ...caseworker, tenant: 'wuppertal' } as never)).body).toMatchObject({ open: 0 });
  expect((await running.get(people.auditor, '/backoffice/work-list/counts')).status).toBe(403);
});

test('by target date what waits for the citizen or has none comes last, in either direction', async () => {
  expect((await named('sort=target')).slice(0, 2)).toEqual(['late', 'young']);
  expect((await named('sort=target&direction=descending')).slice(0, 2)).toEqual(['young', 'late']);
});

test.each(['filed', 'target', 'updated', 'service'])(
  'every page by %s goes on where the last one ended',
  async (sort) => {
    for (const direction of ['ascending', 'descending']) {
      const whole = await named(`sort=${sort}&direction=${direction}`);
      const paged: (Name | undefined)[] = [];
      let cursor = '';
      do {
        const page = await list(`sort=${sort}&direction=${direction}&limit=1${cursor}`);
        expect(page.total).toBe(4);
        paged.push(...page.items.map(({ id }) => ids.get(id)));
        cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '');
      expect([direction, paged]).toEqual([direction, whole]);
    }
  },
);

test('a message of the citizen is unread until somebody of the office has read it', async () => {
  const applicationId = idOf('young');
  const thread = randomUUID();
  let version = 0;
  const told = async (type: 'MessageWritten' | 'MessagesRead', more: object) => {
    version += 1;
    const recorded = {
      ...{ tenant: 'duisburg', streamId: thread, streamType: 'thread', type, version, hash: '0'.repeat(64) },
      ...{ previousHash: version === 1 ? '' : '0'.repeat(64), recordedAt: '2026-01-07T08:00:00.000000Z' },
      metadata: {
        actor: { personId: citizenId, role: 'citizen' as const },
        correlationId: randomUUID(),
        causationId: randomUUID(),
      },
    };
    const data = { applicationId, applicantId: citizenId, office: 'strassenverkehr', ...more };
    await running.publish(contractEvent(recorded, 'mailbox', data as never));
  };
  const message = { messageId: randomUUID(), authorRole: 'citizen', recipient: 'office' };
  await told('MessageWritten', message);
  await eventually('it is unread', async () => (await named('unread=true')).includes('young'));
  expect((await list('')).items.map(({ unread }) => unread)).toEqual([false, false, false, true]);
  await told('MessageWritten', { ...message, authorRole: 'caseworker', recipient: 'citizen' });
  await told('MessagesRead', { by: 'citizen' });
  // It came after both.
  await told('MessageWritten', message);
  expect(await named('unread=true')).toEqual(['young']);
  await told('MessagesRead', { by: 'office' });
  await eventually('it is read', async () => (await named('unread=true')).length === 0);
  await told('MessageWritten', { ...message, applicationId: idOf('late') });
  await eventually('who has the case is told', async () => {
    const { items } = (await running.get(people.caseworker, '/backoffice/alerts')).body as unknown as {
      items: { kind: string }[];
    };
    return items.some(({ kind }) => kind === 'answer');
  });
  await told('MessagesRead', { by: 'office', applicationId: idOf('late') });
});
