import { randomUUID } from 'node:crypto';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { testDatabase, type TestDatabase } from '#testing';
import { notificationMigrations } from '../src/migrations';
import { mailFor, type MailKind } from '../src/processes/mails';
import { SendLog, type NewMail } from '../src/sending/send-log';

const tenant = 'duisburg';
let urls: TestDatabase;
let instances: readonly TenantDatabase[];
beforeAll(async () => {
  urls = await testDatabase('notification', notificationMigrations);
  instances = [openTenantDatabase(urls.serviceUrl), openTenantDatabase(urls.serviceUrl)];
});
afterAll(async () => {
  for (const database of instances) await database.close();
  await urls.drop();
});

const happenings = [
  'ProcessingStarted',
  'DocumentsRequested',
  'DecisionIssued',
  'NoticeProvided',
  'CaseClosed',
];

function mailAbout(name: string, data: object): NewMail {
  const mail = mailFor({ type: `application.${name}`, data: { ...data, statusChanged: true } });
  if (mail === undefined) throw new Error(`${name} leads to no mail`);
  const mailId = randomUUID();
  const ids = {
    mailId,
    eventId: `${randomUUID()}/1`,
    messageId: `<${mailId}@example>`,
    correlationId: randomUUID(),
  };
  return { tenant, ...ids, ...mail };
}

test('two instances that queue and claim at the same time lose no change and send none twice', async () => {
  const told = new Map<string, readonly MailKind[]>();
  const claim = async (database: TenantDatabase) => {
    for (const { mailId, kind, furtherKinds } of await new SendLog(database).claim(5, [tenant])) {
      expect(told.has(mailId)).toBe(false);
      told.set(mailId, [kind, ...furtherKinds]);
    }
  };
  const cases = Array.from({ length: 12 }, () => ({
    applicationId: randomUUID(),
    applicantId: randomUUID(),
  }));
  const work = Array.from({ length: 6 }, () => cases)
    .flat()
    .map((data, n) => async () => {
      const database = instances[n % 2];
      const mail = mailAbout(happenings[(n * 7 + Math.floor(n / 12)) % happenings.length] ?? '', data);
      if (database) await new SendLog(database).queue(mail, 'test');
      if (database && n % 3 === 0) await claim(database);
    });
  await Promise.all(work.map((one) => one()));
  await urls.query(`UPDATE notification.mails SET due_at = now() WHERE state = 'queued'`, [], tenant);
  for (let before = -1; before < told.size;) {
    before = told.size;
    for (const database of instances) await claim(database);
  }

  const rows = await urls.query<{ kind: MailKind; told_in: string }>(
    'SELECT kind, coalesce(gathered_into, mail_id) AS told_in FROM notification.mails',
  );
  expect(rows).toHaveLength(work.length);
  expect(told.size).toBeLessThan(work.length);
  for (const { kind, told_in } of rows) expect(told.get(told_in)).toContain(kind);
  const [attempts] = await urls.query('SELECT max(attempts) AS most FROM notification.mails');
  expect(attempts).toEqual({ most: 1 });
});

test('a claim takes no more than it asked for, whatever plan PostgreSQL has for it', async () => {
  // With these a join is a loop, which looks for what is due again for each mail of the city: where the claim joined, it took all six.
  const loops = ['hashjoin', 'mergejoin', 'material', 'indexscan', 'bitmapscan']
    .map((way) => `-c enable_${way}=off`)
    .join(' ');
  const database = openTenantDatabase(`${urls.serviceUrl}?options=${encodeURIComponent(loops)}`);
  try {
    const sendLog = new SendLog(database);
    for (let n = 0; n < 6; n += 1) {
      const data = { applicationId: randomUUID(), applicantId: randomUUID() };
      await sendLog.queue({ ...mailAbout('DocumentsRequested', data), tenant: 'rees' }, 'test');
    }
    expect(await sendLog.claim(2, ['rees'])).toHaveLength(2);
  } finally {
    await database.close();
  }
});
