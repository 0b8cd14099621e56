import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { pdf } from '../../../libs/documents/test/files';
import { people, RunningApplication } from './running-application';

/** What happens to documents while their store is away, and where nothing is scanned. */

const { citizen } = people;
let folder: string;
let running: RunningApplication;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serviceportal-documents-'));
  mkdirSync(join(folder, 'documents'));
  running = await RunningApplication.start({
    environment: { DOCUMENTS_FOLDER: join(folder, 'documents') },
  });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pathOf = (id: string, document = '') =>
  `/portal/applications/${id}/documents${document && `/${document}`}`;
const upload = async (id: string, key: string) =>
  request(running.url)
    .post(pathOf(id))
    .set('authorization', `Bearer ${await running.token(citizen)}`)
    .set({
      'content-type': 'application/offset+octet-stream',
      'upload-length': String(pdf.length),
      'idempotency-key': key,
    })
    .send(pdf);

test('while the store is away an upload is 503 and nothing is half done; the same request succeeds when it is back', async () => {
  const id = await running.draft();
  const [there, away] = [join(folder, 'documents'), join(folder, 'away')];
  renameSync(there, away);
  writeFileSync(there, 'no folder');
  const refused = await upload(id, 'one');
  expect([refused.status, refused.body]).toEqual([
    503,
    expect.objectContaining({ type: 'urn:serviceportal:problem:temporarily-unavailable' }),
  ]);
  const shown = await running.get(citizen, `/portal/applications/${id}`);
  expect(shown.body['documents']).toMatchObject([{ received: 0, hash: null }]);
  rmSync(there);
  renameSync(away, there);
  const uploaded = await upload(id, 'one');
  expect([uploaded.status, uploaded.body]).toEqual([201, expect.objectContaining({ received: pdf.length })]);
  expect((await running.get(citizen, `/portal/applications/${id}`)).body['documents']).toHaveLength(1);
});

test('where there is no scanner by configuration, a document says so and can be opened', async () => {
  const id = await running.draft();
  const { body } = (await upload(id, 'two')) as { body: { id: string } };
  expect(body).toMatchObject({ scan: 'not-scanned' });
  expect((await running.get(citizen, pathOf(id, body.id))).status).toBe(200);
});
