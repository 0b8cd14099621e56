import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import type { TestClaims } from '#testing';
import { asService } from '#commands';
import { GiveCommand } from '../src/application.handler';
import { beginOfDayInBerlin, dateInBerlin } from '../src/domain/berlin';
import request from 'supertest';
import { pdf } from '../../../libs/documents/test/files';
import { caseworkerId, people, RunningApplication } from './running-application';

/** What an office does in a case beside deciding it alone: notes, tasks, resubmission, and the approval of a colleague. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, caseworker } = people;
const today = dateInBerlin(new Date().toISOString());

interface Entry {
  readonly version: number;
  readonly type: string;
  readonly label: string;
  readonly facts: object;
  readonly content?: object;
}
const shown = async (who: TestClaims, id: string) =>
  (await running.get(who, `/${who === citizen ? 'portal' : 'backoffice'}/applications/${id}`)).body;
const listed = async (query: string) =>
  (await running.get(caseworker, `/backoffice/work-list${query}`)).body['items'] as unknown as object[];
const history = async (who: TestClaims, id: string) =>
  (await shown(who, id))['history'] as unknown as readonly Entry[];

test('law 5 an inner note is read by the office, and the citizen sees neither it nor its correction', async () => {
  const id = await running.filed();
  const note = await running.command(caseworker, id, 'note', { text: 'Rücksprache mit der Denkmalbehörde' });
  expect(note.body).toMatchObject({ status: 'filed' });
  const entry = Number(note.body['version']);
  await running.command(caseworker, id, 'correct', { entry, text: 'Es war die Bauaufsicht.' });
  expect((await history(caseworker, id)).slice(-2)).toMatchObject([
    { type: 'NoteAdded', label: 'Vermerk', content: { text: 'Rücksprache mit der Denkmalbehörde' } },
    { type: 'EntryCorrected', content: { text: 'Es war die Bauaufsicht.' } },
  ]);
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(
    /Denkmal|Bauaufsicht|NoteAdded|EntryCorrected/,
  );
  expect((await running.command(citizen, id, 'note', { text: 'Ich auch' })).status).toBe(403);
});

test.each(['auditor', 'operator', 'treasury'] as const)(
  '%s, who works on no case, writes into none',
  async (role) => {
    const id = await running.filed();
    const version = Number((await shown(caseworker, id))['version']);
    const who = { ...people.auditor, roles: [role], offices: caseworker.offices };
    const path = `/backoffice/applications/${id}/note`;
    expect((await running.post(who, path, { text: 'Ich auch' }, { ifMatch: version })).status).toBe(403);
    expect((await shown(caseworker, id))['version']).toBe(version);
  },
);

test('D6a W4 what comes by post stands in the history of both, and answers what was asked for', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  await running.command(caseworker, id, 'request-documents', { text: 'Bitte den Impfausweis.' });
  const letter = { channel: 'post', contactOn: today, text: 'Impfausweis liegt in der Akte.' };
  const later = await running.command(caseworker, id, 'record-contact', {
    ...letter,
    contactOn: '2099-01-01',
  });
  expect(later.body).toMatchObject({
    status: 400,
    errors: [{ pointer: '/contactOn', rule: 'in-the-future' }],
  });
  const phone = await running.command(caseworker, id, 'record-contact', { ...letter, channel: 'phone' });
  expect(phone.body).toMatchObject({ status: 'action-required' });
  const came = await running.command(caseworker, id, 'record-contact', { ...letter, answersRequest: true });
  expect(came.body).toMatchObject({ status: 'in-processing' });
  for (const who of [citizen, caseworker])
    expect((await history(who, id)).slice(-2)).toMatchObject([
      { label: 'Am Telefon mitgeteilt', facts: { channel: 'phone', contactOn: today } },
      { label: 'Per Post eingegangen', content: { text: letter.text }, facts: { clock: 'running' } },
    ]);
  expect(await shown(citizen, id)).toMatchObject({ status: 'in-processing', documentRequest: null });
});

test('a task is done once, and is none of the citizen’s business', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const set = await running.command(caseworker, id, 'set-task', {
    ...{ kind: 'advice', assignee: caseworkerId, text: 'Ist der Gehweg breit genug?', dueOn: today },
  });
  const entry = Number(set.body['version']);
  expect(await shown(caseworker, id)).toMatchObject({
    tasks: [{ entry, kind: 'advice', assignedTo: caseworkerId, setBy: caseworkerId, dueOn: today }],
    allowed: expect.arrayContaining(['finish-task']) as string[],
  });
  expect(await listed('?hasTask=true')).toContainEqual(expect.objectContaining({ id, hasTask: true }));
  const empty = await running.command(caseworker, id, 'finish-task', { entry });
  expect(empty.body).toMatchObject({ type: 'urn:serviceportal:problem:advice-missing' });
  await running.command(caseworker, id, 'finish-task', { entry, text: 'Ja, zwei Meter.' });
  const again = await running.command(caseworker, id, 'finish-task', { entry, text: 'Ja, zwei Meter.' });
  expect(again.body).toMatchObject({ type: 'urn:serviceportal:problem:no-such-task' });
  expect(await listed('?hasTask=true')).not.toContainEqual(expect.objectContaining({ id }));
  const file = await shown(caseworker, id);
  expect(file).not.toHaveProperty('tasks');
  expect((file['history'] as unknown as readonly Entry[]).slice(-2)).toMatchObject([
    { label: 'Stellungnahme erbeten', content: { text: 'Ist der Gehweg breit genug?' } },
    { label: 'Aufgabe erledigt', content: { text: 'Ja, zwei Meter.' }, facts: { entry } },
  ]);
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(/Gehweg|zwei Meter|Task/);
});

/** Uploads a document into a case, for a command that names it. */
async function uploaded(id: string, name: string): Promise<string> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const { status, body } = await request(running.url)
    .post(`/backoffice/applications/${id}/documents`)
    .set({
      authorization: `Bearer ${await running.token(caseworker)}`,
      'upload-length': String(pdf.length),
      'upload-metadata': `filename ${base64(name)},kind ${base64('other')}`,
      'idempotency-key': randomUUID(),
      'content-type': 'application/offset+octet-stream',
    })
    .send(pdf);
  expect(status).toBe(201);
  return (body as { id: string }).id;
}
interface Shown {
  readonly id: string;
  readonly name: string | null;
  readonly origin: string;
  readonly final: boolean;
  readonly redactionOf?: string;
  readonly sentOn: readonly object[];
}
const documentsOf = async (who: TestClaims, id: string) =>
  ((await shown(who, id))['documents'] as unknown as Shown[]).filter(({ origin }) => origin !== 'portal');

test('what is sent on is told the citizen by the kind of place; whom, why and the redacted copy stay inside', async () => {
  const id = await running.filed();
  const [scan, copy] = [await uploaded(id, 'Ausweis.pdf'), await uploaded(id, 'Ausweis-geschwaerzt.pdf')];
  const letter = { channel: 'post', contactOn: today, text: 'Der Ausweis liegt bei.', documentIds: [scan] };
  expect((await running.command(caseworker, id, 'record-contact', letter)).status).toBe(200);
  await running.command(caseworker, id, 'add-document', { documentId: copy, redactionOf: scan });
  const to = { recipientKind: 'fire-service', recipient: 'Feuerwehr Rheinhausen', reason: 'Rettungswege' };
  const early = await running.command(caseworker, id, 'send-on-documents', { ...to, documentIds: [copy] });
  expect(early.body).toMatchObject({ type: 'urn:serviceportal:problem:document-not-final' });
  const none = await running.command(caseworker, id, 'send-on-documents', { ...to, documentIds: [] });
  expect(none.body).toMatchObject({ status: 400, errors: [{ pointer: '/documentIds' }] });
  await running.command(caseworker, id, 'finalise-document', { documentId: copy });
  const sent = await running.command(caseworker, id, 'send-on-documents', { ...to, documentIds: [copy] });
  const entry = Number(sent.body['version']);

  const went = { entry, at: expect.any(String) as string, recipientKind: 'fire-service' };
  expect(await documentsOf(caseworker, id)).toMatchObject([
    { ...{ id: scan, origin: 'applicant', final: true, channel: 'post', addedBy: caseworkerId }, sentOn: [] },
    {
      ...{ id: copy, origin: 'office', final: true, redactionOf: scan, addedBy: caseworkerId },
      sentOn: [{ ...went, recipient: 'Feuerwehr Rheinhausen' }],
    },
  ]);
  expect((await history(caseworker, id)).at(-1)).toMatchObject({
    label: 'Dokumente an Feuerwehr oder Rettungsdienst übermittelt',
    content: { recipient: 'Feuerwehr Rheinhausen', text: 'Rettungswege' },
    applicantReads: 'without-content',
  });

  const own = await documentsOf(citizen, id);
  expect(own).toEqual([
    expect.objectContaining({ id: scan, origin: 'applicant', sentOn: [{ ...went, redacted: true }] }),
  ]);
  expect(own[0]).not.toHaveProperty('addedBy');
  const told = await history(citizen, id);
  expect(told.at(-1)).toMatchObject({ label: 'Dokumente an Feuerwehr oder Rettungsdienst übermittelt' });
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(
    /Rheinhausen|Rettungswege|geschwaerzt|Finalised/,
  );
  expect((await running.get(citizen, `/portal/applications/${id}/documents/${copy}`)).status).toBe(404);
  expect((await running.get(caseworker, `/backoffice/applications/${id}/documents/${copy}`)).status).toBe(
    200,
  );
  const elsewhere = people.caseworkerElsewhere;
  expect((await running.get(elsewhere, `/backoffice/applications/${id}/documents/${copy}`)).status).toBe(404);
  const stored = await running.database.query(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND payload LIKE '%Rheinhausen%'`,
    [id],
  );
  expect(stored).toEqual([]);
});

test('advice from outside is waited for, reminded of when its day is past, and entered with its document', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const question = { kind: 'external-advice', text: 'Reichen die Rettungswege?' };
  const asked = { recipient: 'Feuerwehr Rheinhausen', recipientKind: 'fire-service', dueOn: '2099-12-31' };
  for (const name of ['recipient', 'recipientKind', 'dueOn']) {
    const { [name as 'dueOn']: _, ...rest } = asked;
    const answer = await running.command(caseworker, id, 'set-task', { ...question, ...rest });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: `/${name}`, rule: 'required' }] });
  }
  const scan = await uploaded(id, 'Plan.pdf');
  const letter = { channel: 'mail', contactOn: today, text: 'Der Plan.', documentIds: [scan] };
  await running.command(caseworker, id, 'record-contact', letter);
  const set = await running.command(caseworker, id, 'set-task', {
    ...{ ...question, ...asked, documentIds: [scan] },
  });
  expect(set.status).toBe(200);
  const [task] = (await shown(caseworker, id))['tasks'] as unknown as { entry: number }[];
  expect(task).toMatchObject({ kind: 'external-advice', ...asked, assignedTo: caseworkerId });
  expect(task).not.toHaveProperty('question');
  // It is not theirs to do yet.
  expect(await listed('?hasTask=true')).not.toContainEqual(expect.objectContaining({ id }));
  const rows = await running.database.query<{ due_at: Date }>(
    `SELECT due_at FROM event_store.due WHERE stream_id = $1 AND kind = 'advice-overdue'`,
    [id],
  );
  expect(rows.map(({ due_at: dueAt }) => dueAt.toISOString())).toEqual([beginOfDayInBerlin('2100-01-01')]);
  expect((await history(caseworker, id)).slice(-2)).toMatchObject([
    {
      label: 'Stellungnahme von außen erbeten',
      content: { text: question.text, recipient: asked.recipient },
    },
    { type: 'DocumentsSentOn', facts: { documents: [scan] } },
  ]);
  const statement = await uploaded(id, 'Stellungnahme.pdf');
  const { entry } = task!;
  expect((await running.command(caseworker, id, 'finish-task', { entry })).body).toMatchObject({
    type: 'urn:serviceportal:problem:advice-missing',
  });
  await running.command(caseworker, id, 'finish-task', { entry, documentIds: [statement] });
  expect(await shown(caseworker, id)).not.toHaveProperty('tasks');
  expect((await documentsOf(caseworker, id)).at(-1)).toMatchObject({ id: statement, origin: 'outside' });
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(
    /Rheinhausen|Rettungswege|Stellungnahme|TaskSet/,
  );
});

test('a case comes up again on its day, and not before', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  await running.command(caseworker, id, 'set-resubmission', {
    on: '2099-12-31',
    reason: 'Stellungnahme da?',
  });
  expect(await shown(caseworker, id)).toMatchObject({ resubmission: { on: '2099-12-31', isDue: false } });
  expect(await listed('?resubmitted=false')).toContainEqual(
    expect.objectContaining({ id, resubmissionOn: '2099-12-31' }),
  );
  expect(await listed('?resubmitted=true')).not.toContainEqual(expect.objectContaining({ id }));
  const rows = await running.database.query<{ due_at: Date }>(
    `SELECT due_at FROM event_store.due WHERE stream_id = $1 AND kind = 'resubmission'`,
    [id],
  );
  expect(rows.map(({ due_at: dueAt }) => dueAt.toISOString())).toEqual([beginOfDayInBerlin('2099-12-31')]);
  // A look too early changes nothing.
  await running.app
    .get(CommandBus)
    .execute(new GiveCommand(asService('application', 'duisburg'), id, { name: 'resubmit', input: {} }));
  expect((await history(caseworker, id)).at(-1)).toMatchObject({ type: 'ResubmissionSet' });
  await running.command(caseworker, id, 'lift-resubmission');
  expect(await shown(caseworker, id)).not.toHaveProperty('resubmission');
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(/Resubmission|Stellungnahme/);
});

test('a decision takes effect when a colleague approves it; until then the citizen sees nothing of it', async () => {
  const author = { ...caseworker, offices: ['tiefbau'] };
  const colleague = { ...author, sub: randomUUID() };
  const elsewhere = people.caseworkerElsewhere;
  const id = await running.draft(citizen, 'sondernutzung', {
    applicant: { givenNames: 'Erika', familyName: 'Müstermann' },
    contact: { email: 'erika@example.org' },
    use: 'skip',
    place: { description: 'Königstraße 1', area: '12' },
    from: '2099-01-01',
    until: '2099-01-31',
  });
  await running.submit(citizen, id);
  await running.command(author, id, 'start');
  const someone = (who: { readonly sub: string }, ...roles: string[]) => ({
    id: who.sub,
    name: 'N',
    roles,
    offices: ['tiefbau'],
  });
  running.names.set('/internal/colleagues?office=tiefbau', [
    someone(author, 'caseworker', 'head-of-office'),
    someone(colleague, 'caseworker'),
  ]);
  const toldOf = async (who: TestClaims) =>
    ((await running.get(who, '/backoffice/alerts')).body['items'] as unknown as { kind: string }[]).map(
      ({ kind }) => kind,
    );
  const seenBefore = await shown(citizen, id);
  const notice = { text: 'Der Container ist erlaubt.', legalRemedies: 'Widerspruch binnen eines Monats.' };
  const proposed = await running.command(author, id, 'decide', { outcome: 'granted', ...notice });
  expect(proposed.body).toMatchObject({ status: 'in-processing' });
  const entry = Number(proposed.body['version']);
  const { history: before, allowed, status } = await shown(citizen, id);
  expect([before, allowed, status]).toEqual([
    seenBefore['history'],
    seenBefore['allowed'],
    seenBefore['status'],
  ]);
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(/Container ist|roposal|roposed|second-person/);

  const told = { entry, outcome: 'granted', proposedBy: caseworkerId, state: 'waiting', notice };
  expect(await shown(author, id)).toMatchObject({ approval: 'second-person', proposal: told });
  const list = async (who: TestClaims, query: string) =>
    (await running.get(who, `/backoffice/work-list?${query}`)).body['items'] as unknown as { id: string }[];
  const waits = async (who: TestClaims) => (await list(who, 'toApprove=true')).map((row) => row.id);
  const cameBack = async (who: TestClaims) => (await list(who, 'sentBack=true')).map((row) => row.id);
  expect([await waits(author), await waits(colleague), await waits(elsewhere)]).toEqual([[], [id], []]);
  expect([await toldOf(author), await toldOf(colleague)]).toEqual([[], ['approval']]);

  const own = await running.command(author, id, 'approve', { entry });
  expect([own.status, own.body]).toMatchObject([409, { type: 'urn:serviceportal:problem:own-proposal' }]);
  await running.command(colleague, id, 'send-back', { entry, reason: 'Die Auflage fehlt.' });
  expect([await waits(colleague), await cameBack(author), await cameBack(colleague)]).toEqual([[], [id], []]);
  expect(await toldOf(author)).toEqual(['sent-back']);
  const gone = await running.command(colleague, id, 'approve', { entry });
  expect(gone.body).toMatchObject({ type: 'urn:serviceportal:problem:no-such-proposal' });

  const again = await running.command(author, id, 'decide', { outcome: 'granted', ...notice });
  const approved = await running.command(colleague, id, 'approve', { entry: Number(again.body['version']) });
  expect(approved.body).toMatchObject({ status: 'decided-granted' });
  expect(await toldOf(author)).toEqual(['approved', 'sent-back']);
  const { history: after, ...file } = await shown(colleague, id);
  expect(file).not.toHaveProperty('proposal');
  expect((after as unknown as readonly Entry[]).slice(-4)).toMatchObject([
    { type: 'DecisionProposed', content: notice, applicantReads: 'nothing' },
    { type: 'ProposalSentBack', content: { text: 'Die Auflage fehlt.' }, applicantReads: 'nothing' },
    { type: 'DecisionProposed', actor: { personId: caseworkerId } },
    { type: 'DecisionIssued', content: notice, actor: { personId: colleague.sub } },
  ]);
  expect(JSON.stringify(await shown(citizen, id))).not.toMatch(/Auflage|roposal|roposed/);
});
