import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  eventually as eventuallyReturns,
  startDocumentServer,
  tenantsFolder,
  type DocumentServer,
  type TestClaims,
} from '#testing';
import request from 'supertest';
import { pdf } from '../../../libs/documents/test/files';
import { completeForm, people, RunningApplication, type Answer } from './running-application';

const { citizen } = people;
/** The type of a problem. */
export const slug = (name: string) => `urn:serviceportal:problem:${name}`;
/** Of more than one chunk. */
export const large = Buffer.concat([pdf, randomBytes(400_000)]);

/** Where clamd keeps what it knows. */
export let folder: string;
/** What scans; a test may stop it. */
export let clamd: DocumentServer<'clamd'>;
/** The application service of the spec that imports this, with documents that are scanned. */
export let running: RunningApplication;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serviceportal-clamd-'));
  clamd = await startDocumentServer('clamd', folder);
  const tenants = join(folder, 'tenants');
  cpSync(tenantsFolder, tenants, { recursive: true });
  // A service that cannot be reached by post: what it requires has to come with the application.
  const file = join(tenants, 'duisburg/services/meldebescheinigung.yaml');
  const proofs = `documents:
  - { key: ausweis, title: { de: Ausweis, en: ID card }, required: true, maxFiles: 2, maxMegabytes: 1 }
  - { key: vollmacht, title: { de: Vollmacht, en: Power of attorney }, required: true, later: true, types: [pdf, docx] }
  - { key: plan, title: { de: Plan, en: Plan }, required: false, maxPages: 2 }
  - { key: archiv, title: { de: Archiv, en: Archive }, required: false, types: [zip] }`;
  writeFileSync(
    file,
    readFileSync(file, 'utf8')
      .replace('documents: []', proofs)
      .replace('channels: [online, post, in-person]', 'channels: [online, in-person]'),
  );
  running = await RunningApplication.start({ environment: { CLAMD: clamd.clamd, TENANTS_DIR: tenants } });
});
afterAll(async () => {
  await running.stop();
  await clamd.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** clamd runs again, where it ran before. */
export async function clamdIsBack(): Promise<void> {
  clamd = await startDocumentServer('clamd', folder, clamd.ports);
}

/** Waits until nothing is thrown any more. */
export const eventually = <T>(what: string, probe: () => Promise<T>, withinMs?: number): Promise<T> =>
  eventuallyReturns(what, async () => ({ got: await probe() }), withinMs).then(({ got }) => got);

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Where the documents of an application are. */
export const path = (id: string, document = '') =>
  `/portal/applications/${id}/documents${document && `/${document}`}`;

/** A request about documents, with the headers of resumable uploads. */
export async function send(
  method: 'post' | 'patch' | 'head' | 'delete',
  who: TestClaims,
  to: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<Answer> {
  const asked = request(running.url)
    [method](to)
    .set('authorization', `Bearer ${await running.token(who)}`)
    .set('accept-language', 'de')
    .set(headers);
  if (body !== undefined) asked.set('content-type', 'application/offset+octet-stream');
  return body === undefined ? asked : asked.send(body);
}

let key = 0;
/** Announces a document, with its content where that is given. */
export const announce = (
  id: string,
  { length, name = 'Ausweis.pdf', kind = 'ausweis' }: { length: number; name?: string; kind?: string },
  content?: Buffer,
  who: TestClaims = citizen,
  requestKey = `key-${(key += 1)}`,
) =>
  send(
    'post',
    who,
    path(id),
    {
      'upload-length': String(length),
      'upload-metadata': `filename ${base64(name)},kind ${base64(kind)}`,
      'idempotency-key': requestKey,
    },
    content,
  );
/** Announces a document, sends all of it, and names it. */
export const upload = async (
  id: string,
  content: Buffer = large,
  kind = 'ausweis',
  name?: string,
): Promise<string> => {
  const answer = await announce(id, { length: content.length, kind, ...(name && { name }) }, content);
  expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ received: content.length })]);
  return answer.body['id'] ?? '';
};

/** A document as a case shows it. */
interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly scan: string;
  readonly mayBeOpened: boolean;
  readonly entry: number | null;
}
/** What a case shows of its documents. */
export const documentsOf = async (id: string, who: TestClaims = citizen, side = 'portal') => {
  const shown = await running.get(who, `/${side}/applications/${id}`);
  return shown.body as unknown as {
    documents: Shown[];
    openProofs: { key: string }[];
    history: { type: string; content?: unknown; facts: { documentId?: string } }[];
  };
};
/** Waits until a document was looked at. */
export const scanned = (id: string, document: string, scan = 'clean') =>
  eventually(
    'the scan of the document',
    async () => {
      const { documents } = await documentsOf(id);
      expect(documents.find((one) => one.id === document)).toMatchObject({ scan });
    },
    30_000, // clamd unpacks an archive for as long as the machine lets it
  );

/** Opens a document. */
export const open = async (who: TestClaims, id: string, document: string, side = 'portal') =>
  request(running.url)
    .get(`/${side}/applications/${id}/documents/${document}`)
    .set('authorization', `Bearer ${await running.token(who)}`)
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => done(null, Buffer.concat(pieces)));
    });
/** A draft with a complete form. */
export const draft = () => running.draft(citizen, 'meldebescheinigung', completeForm);
/** A filed application with a document that was scanned. */
export async function filedWith(content = large): Promise<{ id: string; document: string }> {
  const id = await draft();
  const document = await upload(id, content);
  await scanned(id, document);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  return { id, document };
}
/** What has happened, in order. */
export const eventsOf = (id: string) =>
  running.database.query<{ type: string; payload: string }>(
    'SELECT type, payload FROM event_store.events WHERE stream_id = $1 ORDER BY version',
    [id],
  );
/** Has come due whatever waits. */
export const later = (id: string) =>
  running.database.query(
    `UPDATE event_store.due SET due_at = now(), look_at = now() WHERE stream_id = $1`,
    [id],
    'duisburg',
  );
