import { generateKeyPairSync } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { hashEvent, type StoredEvent } from '#event-sourcing';
import { checkBundle, packBundle, type BundleContents } from './index';
import { zipped } from './layout';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const applicationId = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';

function chain(...types: readonly string[]): readonly StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const type of types) {
    const event = {
      ...{
        tenant: 'duisburg',
        streamId: applicationId,
        version: events.length + 1,
        streamType: 'application',
      },
      ...{ type, schemaVersion: 1, recordedAt: '2026-11-20T15:42:13.123456Z', metadata: '{}' },
      ...{ payload: `{"sealed":"${type}"}`, previousHash: events.at(-1)?.hash ?? '' },
    };
    events.push({ ...event, hash: hashEvent(event) });
  }
  return events;
}

const events = chain('ApplicationDrafted', 'ApplicationFiled', 'CaseAssigned');
const contents = (stored: readonly StoredEvent[], heard = stored): BundleContents => ({
  ...{ tenant: 'duisburg', applicationId, reference: 'DU-2026-000123-7', madeAt: '2026-11-27T10:00:00.000Z' },
  streams: [{ source: 'application', streamType: 'application', streamId: applicationId, events: stored }],
  heard: heard.map(({ streamId, version, hash }) => ({ source: 'application', streamId, version, hash })),
  more: { 'README.txt': 'Read me.\n', 'evidence.json': { mails: [] } },
});
const pack = (of: BundleContents) => packBundle(of, { id: 'audit', key: privateKey });
const file = `events/application/application_${applicationId}.jsonl`;
const known = () => publicKey;

test('a bundle holds, and says who signed it', () => {
  expect(checkBundle(pack(contents(events)), known)).toMatchObject({
    about: { reference: 'DU-2026-000123-7', keyId: 'audit' },
    ...{ files: 8, streams: 1, events: 3, signerKnown: true, findings: [] },
  });
  expect(checkBundle(pack(contents(events)))).toMatchObject({ signerKnown: false, findings: [] });
});

test('whichever byte is changed, it is found', () => {
  const bundle = pack(contents(events));
  const unnoticed: number[] = [];
  for (let at = 0; at < bundle.length; at += 1) {
    const forged = Uint8Array.from(bundle);
    forged[at] = (forged[at] ?? 0) ^ 1;
    if (checkBundle(forged, known).findings.length === 0) unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
});

test('a byte of an event is named with file, version and type', () => {
  const bundle = Buffer.from(pack(contents(events)));
  bundle[bundle.indexOf('sealed\\":\\"ApplicationFiled') + 12] = 0x62;
  expect(checkBundle(bundle, known).findings).toEqual([
    { file, what: 'it is not what was signed: its checksum is another' },
    { file, version: 2, what: 'ApplicationFiled was changed: it does not have the hash that it claims' },
  ]);
});

test('a history that was written anew is not the one that the witness heard', () => {
  const rewritten = chain('ApplicationDrafted', 'ApplicationFiled', 'ApplicationWithdrawn');
  expect(checkBundle(pack(contents(rewritten, events)), known).findings).toEqual([
    { file, version: 3, what: 'the witness heard another event: the hash is not the one it kept' },
  ]);
});

test('a history that was cut short is not, either; one that has grown since is', () => {
  expect(checkBundle(pack(contents(events.slice(0, 2), events)), known).findings).toHaveLength(1);
  expect(checkBundle(pack(contents(events, events.slice(0, 2))), known).findings).toEqual([]);
});

test('a bundle that somebody else made and signed is not believed', () => {
  const { privateKey: other } = generateKeyPairSync('ed25519');
  const forged = packBundle(contents(events), { id: 'audit', key: other });
  expect(checkBundle(forged, known).findings.map(({ file }) => file)).toEqual([
    'public-key.pem',
    'SHA256SUMS.sig',
  ]);
});

test.each(['null', '[null]', '[[]]', '"text"', '7', '{"version":{"toString":1}}', '{"a":1}\nnull\n[]', ''])(
  'a file that says %s ends no check: it is a finding',
  (said) => {
    const files = unzipSync(pack(contents(events)));
    for (const name of Object.keys(files)) {
      const { findings } = checkBundle(zipped({ ...files, [name]: Buffer.from(said) }), known);
      expect([name, findings.length]).not.toEqual([name, 0]);
    }
  },
);

test('what would be larger than the file when it is unpacked is not unpacked', () => {
  const files = unzipSync(pack(contents(events)));
  const packed = zipSync({ ...files, 'README.txt': [new Uint8Array(5_000_000), { level: 9 }] });
  expect(checkBundle(packed, known)).toMatchObject({
    files: 0,
    findings: [{ what: 'it is no ZIP that can be read: README.txt is compressed' }],
  });
});

test('what is no bundle is said to be none', () => {
  expect(checkBundle(Buffer.from('no ZIP at all'))).toMatchObject({ files: 0, findings: [{}] });
});
