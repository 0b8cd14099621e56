import { DueWorker } from '#event-sourcing';
import { eventually, type TestClaims } from '#testing';
import request from 'supertest';
import { caseworkerId, citizenId, people, RunningApplication } from './running-application';

/** What caseworkers are told of, on the page and by mail. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start({ listening: true });
});
afterAll(() => running.stop());

const { caseworker, caseworkerElsewhere, headOfOffice } = people;
const elsewhereId = caseworkerElsewhere.sub;

interface Alerts {
  readonly items: readonly {
    readonly kind: string;
    readonly at: string;
    readonly isRead: boolean;
    readonly about?: string;
    readonly applicationId?: string;
    readonly reference?: string;
  }[];
  readonly unread: number;
}
const told = async (who: TestClaims): Promise<Alerts> =>
  (await running.get(who, '/backoffice/alerts')).body as unknown as Alerts;
/** What somebody is told of one case, the latest first. */
const toldOf = async (who: TestClaims, id: string) =>
  (await told(who)).items.filter(({ applicationId }) => applicationId === id);
const kindsOf = async (who: TestClaims, id: string) => (await toldOf(who, id)).map(({ kind }) => kind);
const choose = async (who: TestClaims, settings: object) => {
  const answer = await request(running.url)
    .put('/backoffice/alerts/settings')
    .set('authorization', `Bearer ${await running.token(who)}`)
    .send(settings);
  expect([answer.status, answer.body]).toEqual([204, {}]);
};
const sql = (text: string, values: unknown[] = []) => running.database.query(text, values);
/** How many rows of a kind the due-table has in Duisburg. */
const due = async (kind: string, condition: string) =>
  (await sql(`SELECT FROM event_store.due WHERE tenant = 'duisburg' AND kind = $1 AND ${condition}`, [kind])).length;
const assigned = async (): Promise<string> => {
  const id = await running.filed();
  await running.command(headOfOffice, id, 'assign', { assignee: caseworkerId });
  return id;
};

test('who is given a case is told, until they mark it as read; who gives it is not', async () => {
  const id = await assigned();
  const before = await told(caseworker);
  expect(await toldOf(caseworker, id)).toEqual([
    expect.objectContaining({ kind: 'assigned', isRead: false, title: 'Meldebescheinigung' }),
  ]);
  expect(await toldOf(headOfOffice, id)).toEqual([]);
  const [latest] = before.items;
  const read = await running.post(caseworker, '/backoffice/alerts/read', { until: latest?.at });
  expect(read.status).toBe(204);
  expect(await told(caseworker)).toMatchObject({ unread: 0, items: [{ isRead: true }] });
});

test('what happens again to the same case is told again, by one row', async () => {
  const id = await assigned();
  await running.command(headOfOffice, id, 'release', { reason: 'Urlaub' });
  await running.command(headOfOffice, id, 'assign', { assignee: caseworkerId });
  expect(await kindsOf(caseworker, id)).toEqual(['assigned', 'taken']);
});

test('of a case that is with another office now nobody reads which it is', async () => {
  const id = await assigned();
  const { reference } = (await running.get(headOfOffice, `/backoffice/applications/${id}`)).body;
  await running.command(headOfOffice, id, 'forward', { office: 'steueramt' });
  expect((await told(caseworker)).items[0]).toEqual({ kind: 'taken', at: expect.any(String), isRead: false });
  expect(JSON.stringify(await told(caseworker))).not.toContain(reference);
  expect((await running.get(people.auditor, '/backoffice/alerts')).status).toBe(403);
});

test('the answer of a citizen is told to whoever has the case, once', async () => {
  const id = await assigned();
  const event = {
    ...{ specversion: '1.0', source: '/services/mailbox', subject: id, dataschema: 'x', tenant: 'duisburg' },
    ...{ id: `${id}/1`, type: 'mailbox.MessageWritten', time: '2099-11-20T15:42:13.123456Z', version: 1 },
    ...{ correlationid: id, causationid: id, datacontenttype: 'application/json' },
    data: { applicationId: id, applicantId: citizenId, recipient: 'office' },
  };
  await running.publish(event as never);
  await eventually('the answer is told', async () => (await kindsOf(caseworker, id)).includes('answer'));
  expect(await kindsOf(caseworker, id)).toEqual(['answer', 'assigned']);
});

test('a date is told when it comes near, and once more when it is past', async () => {
  const id = await assigned();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  const day = (by: number) => new Date(Date.parse(today) + by * 86_400_000).toISOString().slice(0, 10);
  const dated = (on: string) => sql(`UPDATE application.work_list SET target_on = $2 WHERE stream_id = $1`, [id, on]);
  /** The day begins again. */
  const begin = async () => {
    await sql(`UPDATE event_store.due SET look_at = now() WHERE kind = 'dates-of-day' AND tenant = 'duisburg'`);
    running.app.get(DueWorker, { strict: false }).wake();
    await eventually('the day has begun', async () => (await due('dates-of-day', 'look_at > now()')) === 1);
  };
  await dated(day(4));
  await begin();
  expect(await kindsOf(caseworker, id)).toEqual(['assigned']);
  await dated(day(3));
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', about: day(3), isRead: false });
  await running.post(caseworker, '/backoffice/alerts/read', { until: '2099-12-31T00:00:00Z', applicationId: id });
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', isRead: true });
  await dated(day(-1));
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', about: day(-1), isRead: false });
});

test('what somebody has switched off is told them nowhere', async () => {
  await choose(headOfOffice, { switchedOff: ['assigned'], byMail: ['assigned'] });
  const id = await running.filed();
  await running.command({ ...headOfOffice, sub: caseworkerId }, id, 'assign', { assignee: headOfOffice.sub });
  expect(await told(headOfOffice)).toMatchObject({ items: [], unread: 0 });
  expect((await running.get(headOfOffice, '/backoffice/alerts/settings')).body).toEqual({
    switchedOff: ['assigned'],
    byMail: ['assigned'],
  });
});

test('a mail is sent to who wants it, of many alerts one, with kinds and nothing else', async () => {
  await choose(caseworkerElsewhere, { switchedOff: [], byMail: ['assigned'] });
  for (let nth = 0; nth < 3; nth += 1) {
    const id = await running.filed();
    await running.command(headOfOffice, id, 'forward', { office: 'steueramt' });
    const head = { ...headOfOffice, offices: ['steueramt'] };
    await running.command(head, id, 'assign', { assignee: elsewhereId });
  }
  await eventually('the others wait', async () => (await due('alerts-made', 'look_at > now()')) === 2);
  await eventually('all were looked at', async () => (await due('alerts-made', 'look_at <= now()')) === 0);
  expect(running.alertMails).toEqual([
    { mailId: expect.any(String), personId: elsewhereId, kinds: ['assigned'] },
  ]);
});
