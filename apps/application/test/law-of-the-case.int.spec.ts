import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { eventually, type TestClaims } from '#testing';
import { GiveCommand } from '../src/application.handler';
import type { AskedCommand } from '../src/commands';
import { dateInBerlin } from '../src/domain/berlin';
import { addDays, addMonths, addWorkingDays, workingDayFrom } from '../src/domain/law/calendar';
import { consentGivenAt, people, RunningApplication } from './running-application';

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, caseworker, onPaper } = people;
const roadworks: TestClaims = { sub: randomUUID(), roles: ['caseworker'], offices: ['tiefbau'] };

type Line = Record<string, unknown> & { id: string };
interface Detail {
  version: number;
  status: string;
  allowed: string[];
  clock: Record<string, unknown> & { target: Record<string, unknown> };
  notices: (Record<string, unknown> & { decisionVersion: number })[];
  history: { type: string; version: number; content?: unknown }[];
}

const today = () => dateInBerlin(new Date().toISOString());
const detail = async (id: string, who: TestClaims = caseworker) => {
  const site = who.roles?.includes('caseworker') ? 'backoffice' : 'portal';
  return (await running.get(who, `/${site}/applications/${id}`)).body as unknown as Detail;
};
const lineOf = async (id: string, who: TestClaims, path: string) =>
  ((await running.get(who, path)).body['items'] as unknown as Line[]).find((line) => line.id === id);
const workLine = (id: string, who: TestClaims = caseworker) =>
  lineOf(id, who, '/backoffice/work-list?limit=200&group=all');
const ownLine = (id: string, who: TestClaims = citizen) => lineOf(id, who, '/portal/applications?limit=200');
const byService = (id: string, asked: AskedCommand) =>
  running.app.get(CommandBus).execute(new GiveCommand(asService('application', 'duisburg'), id, asked));

/** A decided case. */
async function decided(who: TestClaims = citizen): Promise<{ id: string; decisionVersion: number }> {
  const id = await running.filed(who);
  await running.command(caseworker, id, 'start');
  const answer = await running.command(caseworker, id, 'decide', { outcome: 'granted', text: 'Bewilligt.' });
  expect(answer.status).toBe(200);
  return { id, decisionVersion: Number(answer.body['version']) };
}

/** A case whose notice lies in the mailbox. */
async function provided(providedAt = new Date().toISOString()) {
  const { id, decisionVersion } = await decided();
  const noticeId = randomUUID();
  await byService(id, { name: 'provide-notice', input: { noticeId, decisionVersion, providedAt } });
  return { id, noticeId, mail: `/internal/applications/${id}/mails/${decisionVersion + 1}` };
}

test('law 4: the target date counts working days, waits while the citizen is asked, and ends with the decision', async () => {
  const id = await running.filed();
  const on = addWorkingDays(today(), 3);
  expect((await detail(id, citizen)).clock).toMatchObject({
    running: true,
    ended: false,
    target: {
      on,
      pausedDays: 0,
      rule: 'target-general',
      reason: expect.stringContaining('Das sind 3 Arbeitstage.'),
    },
  });
  const dates = { targetOn: on, targetPausedSince: null, statutoryUntil: null };
  expect(await ownLine(id)).toMatchObject(dates);
  expect(await workLine(id)).toMatchObject(dates);

  await running.command(caseworker, id, 'start');
  await running.command(caseworker, id, 'request-documents', { text: 'Bitte den Ausweis.' });
  expect((await detail(id, citizen)).clock).toMatchObject({
    running: false,
    target: { on, pausedSince: today(), reason: expect.stringContaining('jeder Tag bis zur Antwort') },
  });
  expect(await ownLine(id)).toMatchObject({ ...dates, targetPausedSince: today() });
  expect(await workLine(id)).toMatchObject({ ...dates, targetPausedSince: today() });

  await running.command(caseworker, id, 'decide', {
    outcome: 'rejected',
    text: 'Nein.',
    legalRemedies: 'Widerspruch.',
  });
  const { clock } = await detail(id);
  expect(clock).toMatchObject({ running: false, ended: true, pauses: [{ to: clock['endedAt'] }] });
  const none = { targetOn: null, targetPausedSince: null, statutoryUntil: null };
  expect(await ownLine(id)).toMatchObject(none);
  expect(await workLine(id)).toMatchObject(none);
});

test('law 4: the work list is sorted by target date, page by page; what waits for the citizen comes last', async () => {
  const ids = [await running.filed(), await running.filed(), await running.filed()];
  const [asked = '', soon = ''] = ids;
  await running.command(caseworker, asked, 'start');
  await running.command(caseworker, asked, 'request-documents', { text: 'Bitte den Ausweis.' });
  const later = { until: '2099-12-31', reason: 'Es dauert.' };
  await running.command(caseworker, ids[2] ?? '', 'extend', later);
  const found: string[] = [];
  let cursor = '';
  do {
    const { body } = await running.get(
      caseworker,
      `/backoffice/work-list?sort=target&limit=1${cursor && `&cursor=${cursor}`}`,
    );
    found.push(...(body['items'] as unknown as Line[]).map(({ id }) => id));
    cursor = String(body['nextCursor'] ?? '');
  } while (cursor !== '');
  expect(new Set(found).size).toBe(found.length);
  expect(found.filter((id) => ids.includes(id))).toEqual([soon, ids[2], asked]);
});

test('law 4: a withdrawal ends the clock and the question that was open', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  await running.command(caseworker, id, 'request-documents', { text: 'Bitte den Ausweis.' });
  const { version } = await detail(id, citizen);
  await running.post(citizen, `/portal/applications/${id}/withdraw`, {}, { ifMatch: version });
  const { clock } = await detail(id, citizen);
  expect(clock).toMatchObject({ running: false, ended: true, pauses: [{ to: clock['endedAt'] }] });
  expect(await workLine(id)).toMatchObject({ targetOn: null, targetPausedSince: null });
});

test('law 4: a statutory period begins with the complete documents, is extended once, and is not the target date', async () => {
  const form = {
    applicant: { givenNames: 'Erika', familyName: 'Müstermann' },
    contact: { email: 'erika@example.org' },
    use: 'skip',
    place: { description: 'Königstraße 1', area: '12' },
    from: '2099-01-01',
    until: '2099-01-31',
  };
  const id = await running.draft(citizen, 'sondernutzung', form);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  const until = workingDayFrom(addMonths(today(), 3));
  expect((await detail(id, roadworks)).clock).toMatchObject({
    target: { on: addWorkingDays(today(), 15) },
    statutoryPeriod: { startsOn: today(), until, reason: expect.stringContaining('§ 42a') },
  });
  expect(await workLine(id, roadworks)).toMatchObject({ statutoryUntil: until });

  await running.command(roadworks, id, 'start');
  await running.command(roadworks, id, 'request-documents', { text: 'Bitte den Lageplan.' });
  const asked = await running.get(citizen, `/portal/applications/${id}`);
  expect(asked.body).toMatchObject({
    documentRequest: {
      text: expect.stringMatching(/^Bitte den Lageplan\.\n\nDie gesetzliche Frist .* vollständig/),
    },
    clock: { statutoryPeriod: { waitsFor: 'complete-documents', reason: expect.any(String) } },
  });
  expect(await workLine(id, roadworks)).toMatchObject({ statutoryUntil: null });
  expect((await detail(id, roadworks)).allowed).not.toContain('extend');
  expect(
    (await running.command(roadworks, id, 'extend', { until: '2099-12-31', reason: 'Viel zu tun.' })).body,
  ).toMatchObject({ type: 'urn:serviceportal:problem:period-not-begun' });

  await running.post(
    citizen,
    `/portal/applications/${id}/supply-documents`,
    { documents: ['lageplan.pdf'] },
    { ifMatch: Number(asked.body['version']) },
  );
  expect((await detail(id, citizen)).clock).toMatchObject({ statutoryPeriod: { startsOn: today(), until } });

  // A question that comes later moves the target date alone.
  await running.command(roadworks, id, 'request-documents', { text: 'Wie breit bleibt der Gehweg?' });
  expect((await detail(id, citizen)).clock).toMatchObject({
    target: { pausedSince: today() },
    statutoryPeriod: { until },
  });

  const early = { until: addDays(until, -1), reason: 'Die Stellungnahme fehlt.' };
  expect((await running.command(roadworks, id, 'extend', early)).body).toMatchObject({
    type: 'urn:serviceportal:problem:no-extension',
    present: until,
  });
  const later = { until: addDays(until, 14), reason: 'Die Stellungnahme fehlt.' };
  expect((await running.command(roadworks, id, 'extend', later)).status).toBe(200);
  expect((await detail(id, citizen)).clock).toMatchObject({
    target: {
      on: later.until,
      reason: expect.stringContaining(`bis zum ${inWords(later.until)} verlängert`),
      pausedSince: today(),
    },
    statutoryPeriod: {
      ...{ until: later.until, before: until },
      reason: expect.stringContaining(`vorher bis zum ${inWords(until)}.`),
    },
  });
  // No sentence that people read has a day as programs write it.
  const said = JSON.stringify((await detail(id, citizen)).clock).match(/"reason":"[^"]*"/g) ?? [];
  expect(said).toHaveLength(2);
  expect(said.filter((sentence) => /\d{4}-\d\d-\d\d/.test(sentence))).toEqual([]);
});

/** `31. Januar 2027` */
const inWords = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'UTC' });

test('law 1: who has not consented gets the notice by post; the office is told, records it, and can close', async () => {
  const { id } = await decided(onPaper);
  expect((await detail(id)).notices).toMatchObject([{ delivery: 'post', retrieved: false }]);
  const toPost = async () =>
    (await lineOf(id, caseworker, '/backoffice/work-list?task=post-notice&limit=200')) !== undefined;
  expect(await toPost()).toBe(true);
  expect((await running.command(caseworker, id, 'close')).body).toMatchObject({
    type: 'urn:serviceportal:problem:notice-not-posted',
  });
  const ahead = await running.command(caseworker, id, 'record-posting', { postedOn: addDays(today(), 1) });
  expect(ahead.status).toBe(400);
  expect(ahead.body['errors']).toMatchObject([{ pointer: '/postedOn', rule: 'in-the-future' }]);
  const before = await running.command(caseworker, id, 'record-posting', { postedOn: addDays(today(), -1) });
  expect(before.body).toMatchObject({ type: 'urn:serviceportal:problem:posted-before-decision' });

  expect((await running.command(caseworker, id, 'record-posting', { postedOn: today() })).status).toBe(200);
  expect((await detail(id, onPaper)).notices).toMatchObject([
    {
      postedOn: today(),
      announcement: {
        effectiveOn: addDays(today(), 4),
        rule: 'post-vwvfg-2025',
        reason: expect.stringContaining('vierten Tag nach der Aufgabe zur Post'),
      },
    },
  ]);
  expect(await toPost()).toBe(false);
  expect((await running.command(caseworker, id, 'close')).body).toMatchObject({ status: 'closed' });
});

test('law 1: a notice is provided, told of, retrieved and announced, each with its time, and dates with their reason', async () => {
  const providedAt = new Date(Date.now() - 60_000).toISOString();
  const { id, noticeId, mail } = await provided(providedAt);
  const sentAt = '2099-11-20T15:00:00.000000Z';
  running.mails.set(mail, { state: 'sent', sentAt });
  const told = await eventually('the notification is noted', async () =>
    (await detail(id)).notices.find(({ notifiedAt }) => notifiedAt !== undefined),
  );
  expect(told).toMatchObject({
    delivery: 'mailbox',
    consentGivenAt,
    providedAt,
    notifiedAt: sentAt,
    providedUntil: {
      on: '2099-11-30',
      reason: expect.stringContaining('zehn Tage nach der Benachrichtigung'),
    },
    // Before it is opened it is said what opening it means.
    willBeAnnounced: {
      rule: 'mailbox-vwvfg-2017',
      from: 'retrieval',
      reason: expect.stringContaining('am Tag nach dem Abruf'),
    },
  });

  const retrievedAt = '2099-11-25T22:59:59.000000Z';
  await byService(id, { name: 'notice-retrieved', input: { noticeId, retrievedAt } });
  const { notices, history } = await detail(id, citizen);
  expect(notices).toMatchObject([
    {
      retrieved: true,
      retrievedAt,
      announcement: {
        effectiveOn: '2099-11-26',
        reason: expect.stringContaining('am Tag nach dem Abruf'),
      },
    },
  ]);
  expect(history.map(({ type }) => type).slice(-5)).toEqual([
    'DecisionIssued',
    'NoticeProvided',
    'NoticeNotified',
    'NoticeRetrieved',
    'AnnouncementEffective',
  ]);
  const english = await running.get(citizen, `/portal/applications/${id}`, { 'accept-language': 'en' });
  expect(JSON.stringify(english.body['notices'])).toContain('Announced on the day after retrieval');
  expect((await running.command(caseworker, id, 'close')).body).toMatchObject({ status: 'closed' });
});

test.each([
  ['nobody retrieves', { state: 'sent', sentAt: '2026-10-01T08:00:00.000000Z' }, 'not-retrieved'],
  ['nobody can be told of', { state: 'failed' }, 'not-notified'],
])('law 1: a notice that %s goes to post, by itself', async (_, progress, because) => {
  const { id, mail } = await provided('2026-10-01T07:59:00.000000Z');
  running.mails.set(mail, progress);
  const ended = await eventually('the end of the provision', async () =>
    (await detail(id)).notices.find(({ provisionEnded }) => provisionEnded !== undefined),
  );
  expect(ended).toMatchObject({ provisionEnded: { because }, retrieved: false });
  expect(await workLine(id)).toMatchObject({ status: 'decided-granted', task: 'post-notice' });
  expect((await detail(id)).allowed).toContain('record-posting');
  expect((await detail(id)).allowed).not.toContain('close');
});

test('law 8: a case that is decided anew shows which notice is replaced, and can no longer be withdrawn', async () => {
  const { id, noticeId } = await provided();
  const retrievedAt = new Date().toISOString();
  await byService(id, { name: 'notice-retrieved', input: { noticeId, retrievedAt } });
  await running.command(caseworker, id, 'close');
  await running.command(caseworker, id, 'reopen', { reason: 'Neue Tatsachen.' });
  const reopened = await detail(id, citizen);
  expect(reopened.allowed).not.toContain('withdraw');
  const refused = await running.post(
    citizen,
    `/portal/applications/${id}/withdraw`,
    {},
    { ifMatch: reopened.version },
  );
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { type: 'urn:serviceportal:problem:already-decided' },
  ]);
  await running.command(caseworker, id, 'decide', {
    outcome: 'rejected',
    text: 'Doch nicht.',
    legalRemedies: 'Widerspruch.',
  });
  const [former, later] = (await detail(id, citizen)).notices;
  expect(former).toMatchObject({ replacedBy: later?.decisionVersion });
  expect(later).toMatchObject({ replaces: former?.decisionVersion, outcome: 'rejected' });
});

test('nothing is decided while nobody can tell whether the person has consented', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const { version } = await detail(id);
  const { answer } = running.identity;
  running.identity.answer = ({ url = '' }) =>
    url.endsWith('/consents') ? { status: 503, body: {} } : undefined;
  const refused = await running.command(caseworker, id, 'decide', { outcome: 'granted', text: 'Bewilligt.' });
  running.identity.answer = answer;
  expect(refused.status).toBe(503);
  expect(await detail(id)).toMatchObject({ version, status: 'in-processing' });
});

test('law 5: a citizen sees no correction of an entry that they cannot see, nor of an internal note', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'assign');
  const { version: assignment } = await detail(id);
  await running.command(caseworker, id, 'correct', { entry: assignment, text: 'Es war Frau Nguyen.' });
  await running.command(caseworker, id, 'correct', { entry: assignment + 1, text: 'Herr Nguyen.' });
  await running.command(caseworker, id, 'correct', { entry: assignment - 1, text: 'Eingegangen am Vortag.' });
  const corrections = async (who: TestClaims) =>
    (await detail(id, who)).history
      .filter(({ type }) => type === 'EntryCorrected')
      .map(({ content }) => content);
  expect(await corrections(citizen)).toEqual([{ text: 'Eingegangen am Vortag.' }]);
  expect(await corrections(caseworker)).toHaveLength(3);
});

test('law 7: every representative of a person sees the case, and only while acting for them', async () => {
  const represented = people.otherCitizen.sub;
  const id = await running.filed({ ...citizen, actingFor: represented });
  const second: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
  const path = `/portal/applications/${id}`;
  expect((await running.get({ ...second, actingFor: represented }, path)).status).toBe(200);
  expect(await ownLine(id, { ...second, actingFor: represented })).toBeDefined();
  expect((await running.get(second, path)).status).toBe(404);
});
