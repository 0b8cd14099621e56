import { createHash } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { DueWorker } from '#event-sourcing';
import { archiveOf, jpeg, pdf, png } from '../../../libs/documents/test/files';
import {
  activePdfs,
  carryingPdfs,
  invoice,
  pdfInStream,
  pdfOf,
  pngOf,
  protectedPdf,
} from '../../../libs/documents/test/liars';
import { people } from './running-application';
import {
  announce,
  documentsOf,
  draft,
  eventsOf,
  eventually,
  filedWith,
  large,
  later,
  open,
  path,
  running,
  scanned,
  send,
  slug,
  upload,
} from './scanned-documents';

/** Documents of a case over HTTP: uploaded, bounded, filed, and opened. */

const { citizen, otherCitizen, caseworker, caseworkerElsewhere, auditor } = people;

test('a document is uploaded, scanned, filed with its application, and opened by its applicant and its office alone', async () => {
  const { id, document } = await filedWith();
  const [, submitted, added, filed] = await eventsOf(id);
  expect([submitted?.type, added?.type, filed?.type]).toEqual([
    'ApplicationSubmitted',
    'DocumentAdded',
    'ApplicationFiled',
  ]);
  expect(JSON.parse(added?.payload ?? '')).toEqual({
    documentId: document,
    kind: 'ausweis',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    size: large.length,
    mediaType: 'application/pdf',
    name: expect.stringMatching(/^s1\./) as string,
    origin: 'applicant',
  });
  for (const [who, side] of [
    [citizen, 'portal'],
    [caseworker, 'backoffice'],
  ] as const) {
    const opened = await open(who, id, document, side);
    expect([opened.status, (opened.body as Buffer).equals(large)]).toEqual([200, true]);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(large.length),
      'content-disposition': `attachment; filename="Ausweis.pdf"; filename*=UTF-8''Ausweis.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  }
  expect((await open(otherCitizen, id, document)).status).toBe(404);
  expect((await open(caseworkerElsewhere, id, document, 'backoffice')).status).toBe(404);
  expect((await open(auditor, id, document, 'backoffice')).status).toBe(403);
  // Who of the staff has opened it stands in the case's own stream of looks.
  const looks = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE type = 'CaseAccessed' AND payload LIKE $1`,
    [`%${id}%"document"%`],
  );
  expect(looks).toHaveLength(1);
  const office = await documentsOf(id, caseworker, 'backoffice');
  expect(office.documents).toMatchObject([
    { id: document, name: 'Ausweis.pdf', scan: 'clean', mayBeOpened: true },
  ]);
  expect(office.openProofs).toEqual([{ key: 'vollmacht', title: expect.any(String) as string }]);
});

test('R10e H2b a required proof keeps from submitting, unless it may come later', async () => {
  const id = await draft();
  expect((await documentsOf(id)).openProofs.map((proof) => proof.key)).toEqual(['ausweis', 'vollmacht']);
  expect((await running.submit(citizen, id)).body).toMatchObject({
    type: slug('proofs-missing'),
    status: 409,
    missing: ['ausweis'],
    detail: 'Bitte laden Sie hoch: Ausweis. Ihr Entwurf bleibt erhalten.',
  });
  await upload(id);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
});

test('H2 what comes later is handed in by its id, and is part of the case from then on', async () => {
  const { id } = await filedWith();
  const document = await upload(id, pdf, 'vollmacht', 'Vollmacht.pdf');
  // It is still to be handed in: the proof is open for its owner, too.
  expect((await documentsOf(id)).openProofs.map((proof) => proof.key)).toEqual(['vollmacht']);
  expect((await documentsOf(id, caseworker, 'backoffice')).documents).toHaveLength(1);
  expect((await open(caseworker, id, document, 'backoffice')).status).toBe(404);
  const supply = async (documentIds: string[]) => {
    const { version } = (await running.get(citizen, `/portal/applications/${id}`)).body;
    const body = { documentIds };
    return running.post(citizen, `/portal/applications/${id}/supply-documents`, body, {
      ifMatch: Number(version),
    });
  };
  expect((await supply(['0197a3c2-0000-7000-8000-00000000ffff'])).body).toMatchObject({
    type: slug('document-unknown'),
  });
  expect((await supply([document])).status).toBe(200);
  expect((await supply([document])).body).toMatchObject({ type: slug('document-unknown'), status: 404 });
  const office = await documentsOf(id, caseworker, 'backoffice');
  expect(office.documents.map(({ kind, name }) => [kind, name])).toEqual([
    ['ausweis', 'Ausweis.pdf'],
    ['vollmacht', 'Vollmacht.pdf'],
  ]);
  expect(office.openProofs).toEqual([]);
  expect((await send('delete', citizen, path(id, document), {})).body).toMatchObject({
    type: slug('document-is-filed'),
  });
});

test('an upload that stops goes on where it stood, in any number of parts', async () => {
  const id = await draft();
  const { body, headers } = await announce(id, { length: large.length });
  const document = body['id'] ?? '';
  expect([headers['location'], headers['upload-offset']]).toEqual([
    `/api/applications/${id}/documents/${document}`,
    '0',
  ]);
  expect(Date.parse(headers['upload-expires'] ?? '')).toBeGreaterThan(Date.now());
  // A client that goes in the middle of a part.
  const token = await running.token(citizen);
  await new Promise<void>((resolve) => {
    const asked = rawRequest(`${running.url}${path(id, document)}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/offset+octet-stream',
        'content-length': large.length,
        'upload-offset': 0,
      },
    });
    asked.on('error', () => resolve());
    asked.write(large.subarray(0, 150_000), () => setImmediate(() => asked.destroy()));
  });
  const stood = await eventually('what came being kept', async () => {
    const { headers } = await send('head', citizen, path(id, document), {});
    expect(Number(headers['upload-offset'])).toBeGreaterThan(0);
    return Number(headers['upload-offset']);
  });
  expect(stood).toBeLessThanOrEqual(150_000);
  expect(
    (await send('patch', citizen, path(id, document), { 'upload-offset': '0' }, large)).body,
  ).toMatchObject({
    type: slug('upload-offset-mismatch'),
    status: 409,
    received: stood,
  });
  const middle = large.subarray(stood, stood + 100_000);
  const sha256 = (content: Buffer) => `sha256 ${createHash('sha256').update(content).digest('base64')}`;
  const part = (checksum: string) =>
    send(
      'patch',
      citizen,
      path(id, document),
      { 'upload-offset': String(stood), 'upload-checksum': checksum },
      middle,
    );
  expect((await part(sha256(large))).body).toMatchObject({ type: slug('upload-damaged'), status: 460 });
  expect((await part(sha256(middle))).headers['upload-offset']).toBe(String(stood + 100_000));
  const rest = large.subarray(stood + 100_000);
  const done = await send(
    'patch',
    citizen,
    path(id, document),
    { 'upload-offset': String(stood + 100_000) },
    rest,
  );
  expect([done.status, done.headers['upload-offset']]).toEqual([204, String(large.length)]);
  await scanned(id, document);
  expect(((await open(citizen, id, document)).body as Buffer).equals(large)).toBe(true);
});

test('a request that is repeated announces one document', async () => {
  const id = await draft();
  const first = await announce(id, { length: pdf.length }, pdf, citizen, 'the-same');
  const again = await announce(id, { length: pdf.length }, pdf, citizen, 'the-same');
  expect([again.status, again.body['id']]).toEqual([201, first.body['id']]);
  expect((await announce(id, { length: 5 }, undefined, citizen, 'the-same')).body).toMatchObject({
    type: slug('idempotency-key-reused'),
  });
  expect((await documentsOf(id)).documents).toHaveLength(1);
});

test.each([
  ['a page that would run', Buffer.from('<!doctype html><script>alert(1)</script>'), 'type-unknown'],
  ['a picture where only PDF and DOCX are allowed', png, 'type-not-allowed'],
  ['a PDF that is an archive, too', Buffer.concat([pdf, archiveOf({ a: 'b' })]), 'several-types'],
  [
    'an office file with macros',
    archiveOf({
      '[Content_Types].xml':
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>',
      'word/vbaProject.bin': 'x',
    }),
    'macros',
  ],
])('%s is refused whatever its name says, and nothing of it stays', async (_, content, reason) => {
  const id = await draft();
  const refused = await announce(id, { length: content.length, kind: 'vollmacht', name: 'x.pdf' }, content);
  expect(refused.body).toMatchObject({ type: slug(`document-${reason}`), status: 415 });
  expect((await documentsOf(id)).documents).toEqual([]);
});

test('size, number and kind are bounded by the service', async () => {
  const id = await draft();
  expect((await announce(id, { length: 1_000_001 })).body).toMatchObject({
    type: slug('document-too-large'),
    status: 413,
    maxMegabytes: 1,
  });
  expect((await announce(id, { length: 10, kind: 'passbild' })).body).toMatchObject({
    type: slug('document-kind-unknown'),
    detail: 'Möglich sind: ausweis, vollmacht, plan, archiv, other.',
  });
  await upload(id);
  await upload(id, pdf);
  expect((await announce(id, { length: 10 })).body).toMatchObject({
    type: slug('too-many-documents'),
    most: 2,
  });
  expect((await announce(id, { length: 0 })).body).toMatchObject({
    type: slug('document-empty'),
    status: 400,
  });
  for (const headers of [
    { 'upload-length': '-1' },
    { 'upload-length': '1e3' },
    { 'upload-length': '10', 'upload-metadata': 'filename ***' },
    { 'upload-length': '10', 'tus-resumable': '0.2.2' },
  ]) {
    const answer = await send('post', citizen, path(id), { 'idempotency-key': 'k', ...headers });
    expect(answer.body).toMatchObject({ type: slug('upload-malformed'), status: 400 });
  }
});

test('pages are bounded by the service, where it says so', async () => {
  const id = await draft();
  await upload(id, pdfOf(3), 'other');
  await upload(id, pdfOf(2), 'plan');
  await upload(id, png, 'plan');
  for (const [content, problem] of [
    [
      pdfOf(3),
      {
        type: slug('document-too-many-pages'),
        status: 413,
        maxPages: 2,
        detail: 'Erlaubt sind höchstens 2 Seiten. Bitte lassen Sie weg, was nicht gebraucht wird.',
      },
    ],
    [await protectedPdf(), { type: slug('document-encrypted'), status: 415 }],
    [pdfInStream(3_000), { type: slug('document-unreadable'), status: 415 }],
  ] as const)
    expect((await announce(id, { length: content.length, kind: 'plan' }, content)).body).toMatchObject(
      problem,
    );
  expect((await documentsOf(id)).documents.map(({ kind }) => kind)).toEqual(['other', 'plan', 'plan']);
});

test('what is cut off, too large to open, runs something or hides files is not taken, and each says why', async () => {
  const id = await draft();
  const file = (content: Buffer, type: string, status: number, detail: string) =>
    [
      content,
      { type: slug(`document-${type}`), status, detail: expect.stringContaining(detail) as string },
    ] as const;
  for (const [content, problem] of [
    file(png.subarray(0, 20), 'incomplete', 415, 'Ihr Ende fehlt.'),
    file(jpeg.subarray(0, -10), 'incomplete', 415, 'Ihr Ende fehlt.'),
    file(pdf.subarray(0, -10), 'incomplete', 415, 'Ihr Ende fehlt.'),
    file(pngOf(png, 60_000), 'too-many-pixels', 413, 'höchstens 250 Millionen Bildpunkte'),
    file(activePdfs['a script when it opens'] ?? pdf, 'active', 415, '„Drucken als PDF“'),
    file(activePdfs['a script that lies in a stream of objects'] ?? pdf, 'active', 415, '„Drucken als PDF“'),
    file(carryingPdfs['a program'] ?? pdf, 'carries-files', 415, 'jede einzeln'),
    file(await protectedPdf(), 'encrypted', 415, 'ohne Kennwort'),
  ])
    expect((await announce(id, { length: content.length, kind: 'other' }, content)).body).toMatchObject(
      problem,
    );
  await upload(id, invoice, 'other');
  expect((await documentsOf(id)).documents).toHaveLength(1);
});

test('a name that leads elsewhere or hides something is made safe, and is kept as it reads', async () => {
  const id = await draft();
  const name = '../../Übersicht\u202e\u0000fdp.exe';
  const document = await upload(id, pdf, 'ausweis', name);
  await scanned(id, document);
  expect((await documentsOf(id)).documents).toMatchObject([{ name: 'Übersichtfdp.exe' }]);
  expect((await open(citizen, id, document)).headers['content-disposition']).toBe(
    `attachment; filename="Ubersichtfdp.pdf"; filename*=UTF-8''%C3%9Cbersichtfdp.pdf`,
  );
});

test('an upload that is not finished keeps from submitting', async () => {
  const id = await draft();
  await upload(id);
  const { body } = await announce(id, { length: 10 });
  expect((await running.submit(citizen, id)).body).toMatchObject({
    type: slug('upload-unfinished'),
    documents: [body['id']],
  });
});

test('a document that is added after the review is no part of what was reviewed', async () => {
  const id = await draft();
  await upload(id);
  const review = await running.get(citizen, `/portal/applications/${id}/review`);
  await upload(id, pdf);
  const { declarationHash } = review.body;
  const body = { declarationHash, warningAcknowledged: true };
  expect(
    (await running.post(citizen, `/portal/applications/${id}/submit`, body, { ifMatch: 1 })).body,
  ).toMatchObject({ type: slug('reviewed-form-changed') });
});

test('the key, the content and the documents of a draft that is withdrawn are gone', async () => {
  const id = await draft();
  await upload(id);
  await announce(id, { length: 10 });
  await running.post(citizen, `/portal/applications/${id}/withdraw`, {}, { ifMatch: 1 });
  const rows = () => running.database.query('SELECT * FROM documents.documents WHERE stream_id = $1', [id]);
  running.app.get(DueWorker).wake();
  await eventually('the documents being gone', async () => expect(await rows()).toEqual([]));
});

test('what is not bound in time goes, and of a draft what is complete stays', async () => {
  const id = await draft();
  const document = await upload(id);
  await announce(id, { length: 10 });
  await running.database.query(
    `UPDATE documents.documents SET ends_at = now() WHERE stream_id = $1`,
    [id],
    'duisburg',
  );
  await later(id);
  running.app.get(DueWorker).wake();
  await eventually('what is unfinished being gone', async () =>
    expect((await documentsOf(id)).documents.map((one) => one.id)).toEqual([document]),
  );
});
