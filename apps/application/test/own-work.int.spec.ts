import { DueWorker } from '#event-sourcing';
import { eventually, type TestClaims } from '#testing';
import request from 'supertest';
import { mostSearches } from '../src/read-models/own-lists';
import { caseworkerId, people, RunningApplication } from './running-application';

/** What caseworkers are told of, on the page and by mail. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
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
const sql = (text: string, values: unknown[] = []) => running.database.query(text, values, 'duisburg');
/** How many rows of a kind the due-table has in Duisburg. */
const due = async (kind: string, condition: string) =>
  (await sql(`SELECT FROM event_store.due WHERE kind = $1 AND ${condition}`, [kind])).length;
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

test('a date is told when it comes near, and once more when it is past', async () => {
  const id = await assigned();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  const day = (by: number) => new Date(Date.parse(today) + by * 86_400_000).toISOString().slice(0, 10);
  const dated = (on: string) =>
    sql(`UPDATE application.work_list SET target_on = $2 WHERE stream_id = $1`, [id, on]);
  /** The day begins again. */
  const begin = async () => {
    await sql(`UPDATE event_store.due SET look_at = now() WHERE kind = 'dates-of-day'`);
    running.app.get(DueWorker, { strict: false }).wake();
    await eventually('the day has begun', async () => (await due('dates-of-day', 'look_at > now()')) === 1);
  };
  await dated(day(4));
  await begin();
  expect(await kindsOf(caseworker, id)).toEqual(['assigned']);
  await dated(day(3));
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', about: day(3), isRead: false });
  const read = { until: '2099-12-31T00:00:00Z', applicationId: id };
  await running.post(caseworker, '/backoffice/alerts/read', read);
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', isRead: true });
  // The same date, some days later.
  await sql(
    `UPDATE application.alerts SET about = $2, at = now() - interval '2 days' WHERE stream_id = $1 AND kind = 'date'`,
    [id, day(-1)],
  );
  await dated(day(-1));
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', about: day(-1), isRead: false });
  await running.post(caseworker, '/backoffice/alerts/read', read);
  await begin();
  expect((await toldOf(caseworker, id))[0]).toMatchObject({ kind: 'date', isRead: true });
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

test('what is due for a whole city is no stream, and nobody misses its history', async () => {
  const { status, body } = await running.get(people.audit, '/internal/streams');
  expect([status, JSON.stringify(body).includes('00000000-0000-0000-0000-000000000000')]).toEqual([
    200,
    false,
  ]);
});

test('what was told long ago goes', async () => {
  const id = await assigned();
  await sql(`UPDATE application.alerts SET at = now() - interval '61 days' WHERE stream_id = $1`, [id]);
  await sql(`UPDATE event_store.due SET look_at = now() WHERE kind = 'dates-of-day'`);
  running.app.get(DueWorker, { strict: false }).wake();
  await eventually('it is gone', async () => (await toldOf(caseworker, id)).length === 0);
});

describe('the work list as somebody wants it', () => {
  const own = async (who: TestClaims) =>
    (await running.get(who, '/backoffice/own-lists')).body as unknown as {
      searches: { id: string; name: string; query: string }[];
      settings?: object;
    };
  const put = async (who: TestClaims, path: string, body: object) =>
    request(running.url)
      .put(`/backoffice/own-lists/${path}`)
      .set('authorization', `Bearer ${await running.token(who)}`)
      .send(body);
  const keep = (name: string, query: string) =>
    running.post(caseworker, '/backoffice/own-lists/searches', { name, query });
  const names = async () => (await own(caseworker)).searches.map(({ name, query }) => [name, query]);

  test('a search is kept under its name, renamed and dropped, and is nobody else’s', async () => {
    await keep('Eilig', 'ansicht=ueberfaellig');
    await keep('Hunde', 'dienstleistung=hundesteuer');
    await keep('Eilig', 'ansicht=meine&q=STRA%C3%9FE');
    expect(await names()).toEqual([
      ['Eilig', 'ansicht=meine&q=STRA%C3%9FE'],
      ['Hunde', 'dienstleistung=hundesteuer'],
    ]);
    const [first] = (await own(caseworker)).searches;
    const search = `searches/${first?.id}`;
    expect((await put(headOfOffice, search, { name: 'Meins' })).status).toBe(404);
    expect((await put(caseworker, search, { name: 'Hunde' })).body).toMatchObject({
      type: 'urn:serviceportal:problem:search-name-taken',
    });
    expect((await put(caseworker, search, { name: 'Sofort' })).status).toBe(204);
    expect((await own(headOfOffice)).searches).toEqual([]);
    const drop = async (who: TestClaims) =>
      request(running.url)
        .delete(`/backoffice/own-lists/${search}`)
        .set('authorization', `Bearer ${await running.token(who)}`);
    await drop(headOfOffice);
    expect((await names()).map(([name]) => name)).toEqual(['Hunde', 'Sofort']);
    await drop(caseworker);
    expect((await names()).map(([name]) => name)).toEqual(['Hunde']);
  });

  test('so many searches are kept and no more', async () => {
    for (let nth = (await names()).length; nth < mostSearches; nth += 1) await keep(`Suche ${nth}`, 'q=x');
    expect((await keep('Zu viel', 'q=x')).body).toMatchObject({
      type: 'urn:serviceportal:problem:too-many-searches',
    });
    expect((await keep('Hunde', 'ansicht=frei')).status).toBe(204);
  });

  test('columns, order and lines of a page are kept until they are as usual again', async () => {
    const settings = { columns: ['office', 'status'], sort: 'updated', direction: 'descending', rows: 100 };
    expect((await put(caseworker, 'settings', settings)).status).toBe(204);
    expect((await own(caseworker)).settings).toEqual(settings);
    await request(running.url)
      .delete('/backoffice/own-lists/settings')
      .set('authorization', `Bearer ${await running.token(caseworker)}`);
    expect((await own(caseworker)).settings).toBeUndefined();
  });
});
