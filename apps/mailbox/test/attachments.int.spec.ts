import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Documents } from '#documents';
import { eventually, startDocumentServer, type DocumentServer, type TestClaims } from '#testing';
import { eicar, pdf } from '../../../libs/documents/test/files';
import { actingOn } from './acting-on-mailbox';
import type { Case } from './running-mailbox';
import { startMailbox, type RunningMailbox } from './running-mailbox';

/** Documents that go with messages, scanned by a real clamd. */

let folder: string;
let clamd: DocumentServer<'clamd'>;
let mailbox: RunningMailbox;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serviceportal-clamd-'));
  clamd = await startDocumentServer('clamd', folder);
  mailbox = await startMailbox(new Map(), { CLAMD: clamd.clamd });
});
afterAll(async () => {
  await mailbox.stop();
  await clamd.stop();
  rmSync(folder, { recursive: true, force: true });
});

const { filedCase, read } = actingOn(() => mailbox);
const caseworker = {
  sub: '00000000-0000-7000-8000-0000000000a1',
  roles: ['caseworker'],
  offices: ['buergerservice'],
} as const satisfies TestClaims;
const slug = (name: string) => `urn:serviceportal:problem:${name}`;
const siteOf = (who: TestClaims) => (who.roles?.includes('caseworker') ? 'backoffice' : 'portal');
const pathOf = ({ id }: Case, who: TestClaims, document = '') =>
  `/${siteOf(who)}/applications/${id}/messages/documents${document && `/${document}`}`;

let key = 0;
async function upload(theCase: Case, who: TestClaims, content: Buffer, name = 'Foto.pdf'): Promise<string> {
  const answer = await fetch(mailbox.url + pathOf(theCase, who), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await mailbox.tokenFor(who)}`,
      'content-type': 'application/offset+octet-stream',
      'idempotency-key': `key-${(key += 1)}`,
      'upload-length': String(content.length),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    },
    body: new Uint8Array(content),
  });
  const { id } = (await answer.json()) as { id: string };
  expect([answer.status, answer.headers.get('location')]).toEqual([
    201,
    `/api/applications/${theCase.id}/messages/documents/${id}`,
  ]);
  return id;
}
async function write(theCase: Case, who: TestClaims, documentIds: readonly string[]) {
  const { etag } = await read(theCase, who);
  const body = { text: 'Anbei das Foto.', documentIds };
  const path = `/${siteOf(who)}/applications/${theCase.id}/messages`;
  return mailbox.send('POST', path, who, body, { 'if-match': etag });
}
const open = (theCase: Case, who: TestClaims, document: string) =>
  mailbox.send('GET', pathOf(theCase, who, document), who);
const attachmentsIn = async (theCase: Case, who: TestClaims) =>
  ((await read(theCase, who)).items.at(-1) as unknown as { attachments?: { id: string; scan: string }[] })
    .attachments;
const scanIs = (document: string, scan: string) =>
  eventually(`the scan being ${scan}`, async () => {
    const [row] = await mailbox.query<{ scan: string }>(
      'SELECT scan FROM documents.documents WHERE id = $1',
      [document],
    );
    return row?.scan === scan;
  });

test('D21 a document goes with a message: both sides open it, before that only who uploaded it', async () => {
  const theCase = await filedCase();
  const document = await upload(theCase, theCase.citizen, pdf);
  await scanIs(document, 'clean');
  expect((await open(theCase, theCase.citizen, document)).status).toBe(200);
  expect((await open(theCase, caseworker, document)).status).toBe(404);
  expect((await write(theCase, caseworker, [document])).status).toBe(404);
  expect((await write(theCase, theCase.citizen, [document])).status).toBe(201);
  expect(await attachmentsIn(theCase, caseworker)).toEqual([
    {
      id: document,
      name: 'Foto.pdf',
      size: pdf.length,
      mediaType: 'application/pdf',
      scan: 'clean',
      mayBeOpened: true,
    },
  ]);
  const opened = await open(theCase, caseworker, document);
  expect(Buffer.from(await opened.arrayBuffer()).equals(pdf)).toBe(true);
  expect(opened.headers.get('content-disposition')).toBe(
    `attachment; filename="Foto.pdf"; filename*=UTF-8''Foto.pdf`,
  );
  expect(
    (await open(theCase, { ...theCase.citizen, sub: '00000000-0000-7000-8000-0000000000ff' }, document))
      .status,
  ).toBe(404);
  expect(await (await write(theCase, theCase.citizen, [document])).json()).toMatchObject({
    type: slug('document-unknown'),
  });
  const fromOffice = await upload(theCase, caseworker, pdf, 'Vordruck.pdf');
  expect((await write(theCase, caseworker, [fromOffice])).status).toBe(201);
  await scanIs(fromOffice, 'clean');
  expect((await open(theCase, theCase.citizen, fromOffice)).status).toBe(200);
});

test('malware goes with no message; what is found later is withdrawn, and an event says so', async () => {
  const theCase = await filedCase();
  const infected = await upload(theCase, theCase.citizen, Buffer.concat([pdf, eicar]));
  await scanIs(infected, 'found');
  expect(await (await write(theCase, theCase.citizen, [infected])).json()).toMatchObject({
    type: slug('attachment-not-ready'),
  });
  await clamd.stop();
  const early = await upload(theCase, theCase.citizen, Buffer.concat([pdf, Buffer.from('x'), eicar]));
  expect((await write(theCase, theCase.citizen, [early])).status).toBe(201);
  expect((await open(theCase, caseworker, early)).status).toBe(409);
  clamd = await startDocumentServer('clamd', folder, clamd.ports);
  await mailbox.query(`UPDATE documents.documents SET scan_at = now() WHERE id = $1`, [early], 'duisburg');
  mailbox.app.get(Documents).wakeScans();
  await eventually('the event', () =>
    mailbox.published.events.some(
      ({ type, data }) => type === 'mailbox.AttachmentWithdrawn' && data.documentId === early,
    ),
  );
  expect((await open(theCase, caseworker, early)).status).toBe(410);
  expect(await attachmentsIn(theCase, caseworker)).toMatchObject([{ id: early, scan: 'found' }]);
});
