import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Documents } from '#documents';
import { eicar, pdf } from '../../../libs/documents/test/files';
import { archiveBomb } from '../../../libs/documents/test/liars';
import { people } from './running-application';
import {
  clamd,
  clamdIsBack,
  documentsOf,
  draft,
  eventsOf,
  eventually,
  filedWith,
  folder,
  open,
  path,
  running,
  scanned,
  send,
  slug,
  upload,
} from './scanned-documents';

/** Documents of a case, looked at by a real clamd. */

const { citizen, caseworker } = people;

test('an archive that unpacks to more than anybody looks at is opened by nobody, and keeps from submitting', async () => {
  const id = await draft();
  await upload(id);
  const document = await upload(id, archiveBomb(), 'archiv');
  await scanned(id, document, 'unscannable');
  const refused = await open(citizen, id, document);
  expect([refused.status, refused.body.toString()]).toEqual([
    409,
    expect.stringContaining(slug('document-unscannable')),
  ]);
  expect((await running.submit(citizen, id)).body).toMatchObject({
    type: slug('documents-unscannable'),
    documents: [document],
  });
  expect((await send('delete', citizen, path(id, document), {})).status).toBe(204);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
});

test('what waits for its scan is filed; when it turns out that nobody can look at it, the office reads so', async () => {
  await clamd.stop();
  const id = await draft();
  await upload(id);
  const document = await upload(id, archiveBomb(), 'archiv');
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  await clamdIsBack();
  await running.database.query(
    `UPDATE documents.documents SET scan_at = now() WHERE stream_id = $1`,
    [id],
    'duisburg',
  );
  running.app.get(Documents).wakeScans();
  await scanned(id, document, 'unscannable');
  const { documents } = await documentsOf(id, caseworker, 'backoffice');
  expect(documents.find((one) => one.id === document)).toMatchObject({
    scan: 'unscannable',
    mayBeOpened: false,
  });
  expect((await open(caseworker, id, document, 'backoffice')).status).toBe(409);
});

test('EICAR is found: nobody opens it, and it keeps from submitting until it is removed', async () => {
  const id = await draft();
  const document = await upload(id, Buffer.concat([pdf, eicar]));
  await scanned(id, document, 'found');
  expect((await open(citizen, id, document)).status).toBe(410);
  expect((await running.submit(citizen, id)).body).toMatchObject({
    type: slug('document-infected'),
    documents: [document],
  });
  expect((await send('delete', citizen, path(id, document), {})).status).toBe(204);
  await upload(id);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
});

test('a later find withdraws a document that the office has opened: an event says so, and nobody opens it any more', async () => {
  const mark = randomBytes(24);
  const { id, document } = await filedWith(Buffer.concat([pdf, mark]));
  expect((await open(caseworker, id, document, 'backoffice')).status).toBe(200);
  // A signature of today for what was unknown then.
  writeFileSync(join(folder, 'clamd/signatures/new.ndb'), `Known-Since-Today:0:*:${mark.toString('hex')}\n`);
  await reloaded();
  await running.database.query(
    `UPDATE documents.documents SET scan_at = now() WHERE id = $1`,
    [document],
    'duisburg',
  );
  const { wakeScans } = running.app.get(Documents);
  wakeScans();
  await eventually('the document being withdrawn', async () => {
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.at(-1)).toBe('DocumentWithdrawn');
  });
  expect((await open(caseworker, id, document, 'backoffice')).status).toBe(410);
  const office = await documentsOf(id, caseworker, 'backoffice');
  expect(office.documents).toMatchObject([{ id: document, scan: 'found', mayBeOpened: false }]);
  expect(office.openProofs.map((proof) => proof.key)).toContain('ausweis');
  expect(office.history.at(-1)).toMatchObject({ type: 'DocumentWithdrawn', facts: { documentId: document } });
});

test('while clamd is away a document is filed and nobody opens it; when it is back, it is scanned', async () => {
  await clamd.stop();
  const id = await draft();
  const document = await upload(id);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  const refused = await open(caseworker, id, document, 'backoffice');
  expect([refused.status, refused.headers['retry-after']]).toEqual([409, '15']);
  expect((await documentsOf(id)).documents).toMatchObject([{ scan: 'waiting', mayBeOpened: false }]);
  await clamdIsBack();
  await running.database.query(
    `UPDATE documents.documents SET scan_at = now() WHERE id = $1`,
    [document],
    'duisburg',
  );
  const { wakeScans } = running.app.get(Documents);
  wakeScans();
  await scanned(id, document);
  expect((await open(caseworker, id, document, 'backoffice')).status).toBe(200);
});

/** The daemon reads its signatures anew. */
async function reloaded(): Promise<void> {
  const { connect } = await import('node:net');
  const ask = (command: string) =>
    new Promise<string>((resolve, reject) => {
      const [host = '', port] = clamd.clamd.split(':');
      const socket = connect(Number(port), host, () => socket.write(`z${command}\0`));
      let answer = '';
      socket.on('data', (piece) => (answer += String(piece)));
      socket.on('close', () => resolve(answer)).on('error', reject);
    });
  const before = await ask('STATS');
  expect(before).toContain('POOLS');
  await ask('RELOAD');
  await eventually('the new signature being known', async () => {
    const { Clamd } = await import('#documents');
    async function* content() {
      yield await Promise.resolve(readFileSync(join(folder, 'clamd/signatures/new.ndb')).subarray(0, 0));
      yield markOf(readFileSync(join(folder, 'clamd/signatures/new.ndb'), 'utf8'));
    }
    expect((await new Clamd(clamd.clamd).scan(content())).kind).toBe('found');
  });
}

function markOf(signature: string): Buffer {
  return Buffer.from(signature.trim().split(':').at(-1) ?? '', 'hex');
}
