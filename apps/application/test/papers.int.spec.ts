import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { addressOf, Documents, type FolderStore } from '#documents';
import { DataKeys } from '#encryption';
import { eventually, readAloud, type TestClaims } from '#testing';
import type { CheckedStreams } from '#verification';
import { GiveCommand } from '../src/application.handler';
import { Papers } from '../src/papers';
import { CaseFileQuery } from '../src/queries/case-file-query';
import type { DocumentOnFile } from '../src/queries/documents-on-file';
import {
  caseworkerId,
  citizenId,
  completeForm,
  onPaperId,
  people,
  RunningApplication,
} from './running-application';

let running: RunningApplication;
/** A case whose key is destroyed without an event: the verification names that, and is right. */
let erasedId = '';
beforeAll(async () => {
  running = await RunningApplication.start({ environment: { MAKES_PAPERS: 'true' } });
  const attributes = (one: Record<string, string>) =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [name, { value, source: 'self' }]));
  running.persons.set(citizenId, {
    language: 'de',
    attributes: attributes({
      givenName: 'Erika',
      familyName: 'Müstermann',
      street: 'Musterstraße',
      houseNumber: '7',
      postcode: '47051',
      city: 'Duisburg',
    }),
  });
  running.persons.set(onPaperId, { language: 'en', attributes: attributes({ givenName: 'Paul' }) });
  running.persons.set(caseworkerId, { language: 'de', attributes: attributes({ name: 'Dirk Lorenz' }) });
});
afterAll(() => running.stop());

const { citizen, caseworker, onPaper } = people;
const tenant = 'duisburg';

const siteOf = (who: TestClaims) => (who === caseworker ? '/backoffice' : '/portal');
const documentsOf = async (id: string, who: TestClaims = caseworker): Promise<readonly DocumentOnFile[]> => {
  const { body } = await running.get(who, `${siteOf(who)}/applications/${id}`);
  return body['documents'] as unknown as DocumentOnFile[];
};
const paperOf = (id: string, kind: string, nth = 0) =>
  eventually(`the ${kind} of the case`, async () =>
    (await documentsOf(id)).filter((document) => document.kind === kind).at(nth),
  );
const pathOf = (id: string, document: Pick<DocumentOnFile, 'id'>, who: TestClaims = caseworker) =>
  `${siteOf(who)}/applications/${id}/documents/${document.id}`;
const bytesOf = async (id: string, document: DocumentOnFile): Promise<Buffer> =>
  (await running.get(caseworker, pathOf(id, document))).body as unknown as Buffer;
/** Label and answer of every row, in the order in which they are read. */
const rowsOf = async (pdf: Buffer) => {
  const read = (await readAloud(pdf)).map(
    ([role, text]) => [role, text.trim().replace(/\s+/g, ' ')] as const,
  );
  return read.flatMap(([role, label], index) => (role === 'TH' ? [[label, read[index + 1]?.[1]]] : []));
};
const textOf = async (pdf: Buffer) =>
  (await readAloud(pdf)).map(([, text]) => text.trim().replace(/\s+/g, ' ')).join('\n');
const byService = (id: string, name: 'make-papers') =>
  running.app
    .get(CommandBus)
    .execute(new GiveCommand(asService('application', tenant), id, { name, input: {} }));
const decide = async (id: string, body: object) => {
  const decided = await running.command(caseworker, id, 'decide', body);
  expect([decided.status, decided.body]).toEqual([200, expect.anything()]);
  return Number(decided.body['version']);
};

test('W5 law 7: the copy names the person concerned beside the applicant, and who acted under a mandate', async () => {
  const forChild = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const child = { relation: 'child', givenName: 'Mia', familyName: 'Müstermann', dateOfBirth: '2018-03-01' };
  const path = `/portal/applications/${forChild}/represent`;
  expect((await running.post(citizen, path, { ...child, entitled: true }, { ifMatch: '*' })).status).toBe(
    200,
  );
  expect((await running.submit(citizen, forChild)).status).toBe(200);
  const copy = await paperOf(forChild, 'copy');
  expect(await rowsOf(await bytesOf(forChild, copy))).toContainEqual([
    'Betroffene Person',
    'Mia Müstermann * 2018-03-01',
  ]);

  const representative: TestClaims = { sub: onPaperId, roles: ['citizen'], actingFor: citizenId };
  const underMandate = await running.draft(representative, 'meldebescheinigung', completeForm);
  expect((await running.submit(representative, underMandate)).status).toBe(200);
  const rows = await rowsOf(await bytesOf(underMandate, await paperOf(underMandate, 'copy')));
  expect(rows).toContainEqual(['Represented by', 'Paul']);
});

test('R28b a copy of what was filed is made by itself, once, and says exactly what was reviewed', async () => {
  const id = await running.filed();
  const review = await running.get(citizen, `/portal/applications/${id}/review`);
  const copy = await paperOf(id, 'copy');
  const shown = (await running.get(citizen, `/portal/applications/${id}`)).body as Record<string, unknown>;
  expect(copy).toMatchObject({
    name: `Kopie-${String(shown['reference'])}.pdf`,
    mediaType: 'application/pdf',
    origin: 'portal',
    scan: 'own',
    entry: 4,
    mayBeOpened: true,
  });
  const pdf = await bytesOf(id, copy);
  expect(pdf.length).toBe(copy.size);
  const rows = await rowsOf(pdf);
  const entries = review.body['entries'] as unknown as { label: string; value: string }[];
  expect(rows.slice(-entries.length)).toEqual(entries.map(({ label, value }) => [label, value]));
  expect(rows.slice(0, -entries.length)).toEqual([
    ['Aktenzeichen', shown['reference']],
    ['Dienstleistung', 'Meldebescheinigung'],
    ['Antragstellende Person', 'Erika Müstermann Musterstraße 7 47051 Duisburg'],
    ['Abgesendet am', expect.stringMatching(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d Uhr \(MES?Z, UTC\+[12]\)$/)],
    ['Gestellt (eingegangen) am', expect.stringMatching(/ Uhr \(MES?Z, UTC\+[12]\)$/)],
    ['Vertrauensniveau der Anmeldung', 'niedrig'],
    ['Prüfsumme der Erklärung (SHA-256)', review.body['declarationHash']],
    ['Fassung der Dienstleistung', expect.stringMatching(/^[0-9a-f]{64}$/)],
  ]);

  const history = shown['history'] as { type: string; by: string; facts: object; content: unknown }[];
  expect(history.at(-1)).toMatchObject({
    type: 'DocumentAdded',
    by: 'portal',
    facts: { documentId: copy.id, kind: 'copy', hash: copy.hash, origin: 'portal' },
    content: { name: copy.name },
  });
  await byService(id, 'make-papers');
  expect(await documentsOf(id)).toEqual([copy]);
});

test('the hash in the history is that of what lies in the store, which opens with the key of the case alone', async () => {
  const id = await running.filed();
  const copy = await paperOf(id, 'copy');
  const sealed = createHash('sha256');
  const { store } = running.app.get(Documents);
  for await (const piece of await store.read(addressOf(tenant, copy.hash ?? ''))) sealed.update(piece);
  expect(sealed.digest('hex')).toBe(copy.hash);
  await running.app.get(DataKeys).destroy(tenant, id);
  erasedId = id;
  const erased = await running.get(citizen, pathOf(id, copy, citizen));
  expect([erased.status, erased.body]).toMatchObject([
    410,
    { type: 'urn:serviceportal:problem:content-erased' },
  ]);
  expect(await documentsOf(id)).toMatchObject([{ name: null, mayBeOpened: false }]);
});

test('a paper is saved by the applicant and the office, as a file and never in the origin of the portal, and by nobody else', async () => {
  const id = await running.filed();
  const copy = await paperOf(id, 'copy');
  for (const who of [citizen, caseworker]) {
    const { status, headers } = await running.get(who, pathOf(id, copy, who));
    expect([status, headers]).toEqual([
      200,
      expect.objectContaining({
        'content-type': 'application/pdf',
        'content-length': String(copy.size),
        'content-disposition': expect.stringContaining(`attachment; filename="${copy.name}"`),
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      }),
    ]);
  }
  expect((await running.get(people.otherCitizen, pathOf(id, copy, citizen))).status).toBe(404);
});

test('what the portal adds makes nothing stale that somebody saw before, and nothing else is forgiven', async () => {
  const id = await running.filed();
  await paperOf(id, 'copy');
  const assign = (ifMatch: number) =>
    running.post(caseworker, `/backoffice/applications/${id}/assign`, {}, { ifMatch });
  expect((await assign(2)).status).toBe(412);
  expect((await assign(5)).status).toBe(412);
  expect((await assign(3)).body).toMatchObject({ status: 'in-processing', version: 5 });
  expect((await assign(4)).status).toBe(412);
});

test('law 8: each decision has its notice, the later one says which it replaces, and the applicant reads it once retrieved', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const legalRemedies = 'Gegen diesen Bescheid können Sie innerhalb eines Monats Klage erheben.';
  const first = await decide(id, { outcome: 'rejected', text: 'Leider nicht.\n\nGründe', legalRemedies });
  const notice = await paperOf(id, 'notice');
  expect(await rowsOf(await bytesOf(id, notice))).toEqual([
    ['Entscheidung', 'abgelehnt'],
    ['Aktenzeichen', expect.stringMatching(/^DU-/)],
    ['Ihr Antrag vom', expect.stringMatching(/^\d\d\.\d\d\.\d{4}$/)],
    ['Datum', expect.stringMatching(/^\d\d\.\d\d\.\d{4}$/)],
    ['Bearbeitet von', 'Dirk Lorenz'],
  ]);
  const said = await textOf(await bytesOf(id, notice));
  for (const words of [
    'Stadt Duisburg',
    'Bürger-Service',
    'Erika Müstermann',
    'Leider nicht.',
    legalRemedies,
  ])
    expect(said).toContain(words);
  const { body } = await running.get(people.mailbox, `/internal/applications/${id}/notice?version=${first}`);
  expect(body).toMatchObject({ documentId: notice.id });

  expect((await documentsOf(id, citizen)).map(({ kind }) => kind)).toEqual(['copy']);
  expect((await running.get(citizen, pathOf(id, notice, citizen))).body).toMatchObject({
    type: 'urn:serviceportal:problem:notice-not-retrieved',
    status: 409,
  });
  const noticeId = '0197a3c2-0000-7000-8000-0000000000f1';
  const give = (name: string, input: object) =>
    running.app
      .get(CommandBus)
      .execute(new GiveCommand(asService('application', tenant), id, { name, input } as never));
  await give('provide-notice', { noticeId, decisionVersion: first, providedAt: new Date().toISOString() });
  await give('notice-retrieved', { noticeId, retrievedAt: new Date().toISOString() });
  expect((await documentsOf(id, citizen)).map(({ kind }) => kind)).toEqual(['copy', 'notice']);
  expect((await running.get(citizen, pathOf(id, notice, citizen))).status).toBe(200);

  expect((await running.command(caseworker, id, 'close')).status).toBe(200);
  expect((await running.command(caseworker, id, 'reopen', { reason: 'Neue Unterlagen.' })).status).toBe(200);
  await decide(id, { outcome: 'granted', text: 'Doch.' });
  const second = await paperOf(id, 'notice', 1);
  expect(await textOf(await bytesOf(id, second))).toMatch(
    /Dieser Bescheid ersetzt den Bescheid vom [\d.]{10}\./,
  );
  expect((await documentsOf(id, citizen)).map(({ kind }) => kind)).toEqual(['copy', 'notice']);
});

test('the papers speak the language of the person; what was decided stands there in German as well', async () => {
  const id = await running.filed(onPaper);
  const copy = await paperOf(id, 'copy');
  expect(copy.name).toMatch(/^Copy-DU-/);
  expect(await rowsOf(await bytesOf(id, copy))).toContainEqual(['Level of assurance of the sign-in', 'low']);
  await running.command(caseworker, id, 'start');
  await decide(id, { outcome: 'granted', text: 'Bewilligt.' });
  expect(await rowsOf(await bytesOf(id, await paperOf(id, 'notice')))).toContainEqual([
    'Decision',
    'granted (bewilligt)',
  ]);
});

test('a crash between keeping and the event never makes two; what is away holds up nobody and is made later', async () => {
  const store = running.app.get(Documents).store as FolderStore;
  const folder = store.place.replace('the folder ', '');
  await rename(folder, `${folder}-away`);
  await writeFile(folder, 'no folder');
  const id = await running.filed();
  await eventually('an attempt in vain', async () => {
    const failed = 'SELECT problem FROM event_store.due WHERE stream_id = $1 AND kind = $2 AND failures > 0';
    return (await running.database.query(failed, [id, 'papers-missing'], tenant)).length > 0;
  });
  await rm(folder);
  await rename(`${folder}-away`, folder);
  // What an attempt has kept that did not live to say so.
  const application = (
    await running.app
      .get(QueryBus)
      .execute(new CaseFileQuery(asService('application', tenant), id, 'case-view'))
  ).application;
  const kept = await running.app
    .get(Papers)
    .keep({ tenant, applicationId: id, application }, { kind: 'copy' });
  const copy = await paperOf(id, 'copy');
  expect(copy).toMatchObject({ id: (kept as { id: string }).id, hash: (kept as { hash: string }).hash });
  expect(await running.app.get(Documents).of({ tenant, streamId: id })).toMatchObject([{ bound: true }]);
});

test('the verification reads every paper: one that was changed in the store is named', async () => {
  const id = await running.filed();
  const { id: documentId, hash } = await paperOf(id, 'copy');
  const { store } = running.app.get(Documents);
  const compared = async () =>
    (await running.get(people.audit, '/internal/documents/comparison')).body[
      'differences'
    ] as unknown as object[];
  expect(await compared()).toEqual([]);
  const address = addressOf(tenant, hash ?? '');
  const sealed = await buffer(await store.read(address));
  const put = async (bytes: Buffer) => {
    await store.remove(address);
    await store.write(address, Readable.from([bytes]));
  };
  await put(Buffer.from(sealed.map((byte, at) => (at === 100 ? byte ^ 1 : byte))));
  expect(await compared()).toEqual([
    { kind: 'changed', streamId: id, detail: expect.stringContaining(documentId) as string },
  ]);
  await put(sealed);
});

test('the fold, the due-table and the store agree on every paper', async () => {
  const { streams } = (await running.get(people.audit, '/internal/streams'))
    .body as unknown as CheckedStreams;
  const differing = streams.filter(
    ({ streamId, brokenAt, differences }) =>
      streamId !== erasedId && (brokenAt !== undefined || differences.length > 0),
  );
  expect(differing).toEqual([]);
});

test('R7 R17 R28b the documents of a person stand in one place, by case, and nobody else finds them', async () => {
  const id = await running.filed(onPaper);
  const copy = await paperOf(id, 'copy');
  const { body } = await running.get(onPaper, '/portal/documents?limit=20');
  const items = body['items'] as unknown as { applicationId: string; title: string; documents: object[] }[];
  expect(items.find(({ applicationId }) => applicationId === id)).toMatchObject({
    title: 'Meldebescheinigung',
    documents: [{ id: copy.id, kind: 'copy', mayBeOpened: true, addedAt: expect.any(String) }],
  });
  const others = (await running.get(citizen, '/portal/documents')).body['items'] as unknown as typeof items;
  expect(others.map(({ applicationId }) => applicationId)).not.toContain(id);
});
