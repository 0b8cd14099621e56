import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { hashEvent, type StoredEvent } from '#event-sourcing';
import { names, sha256, streamOfFile, zipped, type About, type HeardLink } from './layout';

/** One thing that does not hold, and where. */
export interface BundleFinding {
  /** The file in the bundle; absent where it is the bundle itself. */
  readonly file?: string;
  /** The version of the event, in a file of events. */
  readonly version?: number;
  readonly what: string;
}

/** What is left of a bundle when it has been checked; it holds when nothing was found. */
export interface CheckedBundle {
  readonly about?: About;
  readonly files: number;
  readonly streams: number;
  readonly events: number;
  /** Fingerprint of the key in the bundle, SHA-256 over its DER, lower-case hex. */
  readonly fingerprint?: string;
  /** Whether the signature was checked with a key that came from elsewhere; only that says who signed. */
  readonly signerKnown: boolean;
  readonly findings: readonly BundleFinding[];
}

type Files = Readonly<Record<string, Uint8Array>>;

/**
 * Checks a bundle without the system it came from: its signature, the checksum of every file, the chain of every stream, and that
 * the events are those that the witness heard.
 * @param keyOf the public key of an id, where keys of the installation are at hand
 */
export function checkBundle(
  bundle: Uint8Array,
  keyOf: (keyId: string) => KeyObject | undefined = () => undefined,
): CheckedBundle {
  let files: Files;
  try {
    files = unzipSync(bundle, { filter: isStored });
  } catch (error) {
    const what = `it is no ZIP that can be read: ${error instanceof Error ? error.message : String(error)}`;
    return { files: 0, streams: 0, events: 0, signerKnown: false, findings: [{ what }] };
  }
  const findings: BundleFinding[] = [];
  const about = readAbout(files);
  const signed = checkSignature(files, about, keyOf);
  const streams = Object.keys(files).filter((name) => streamOfFile(name) !== undefined);
  const read = streams.map((name) => [name, readEvents(files[name])] as const);
  if (about === undefined) findings.push({ file: names.about, what: 'it cannot be read' });
  findings.push(...signed.findings, ...checkSums(files));
  for (const [name, events] of read) findings.push(...checkChain(name, events));
  findings.push(...checkHeard(files, new Map(read)));
  if (findings.length === 0 && !sameBytes(zipped(files), bundle))
    findings.push({ what: 'the files hold, but the ZIP around them is not as it was written' });
  return {
    ...(about !== undefined && { about }),
    files: Object.keys(files).length,
    streams: streams.length,
    events: read.reduce((sum, [, events]) => sum + events.length, 0),
    ...(signed.fingerprint !== undefined && { fingerprint: signed.fingerprint }),
    signerKnown: signed.signerKnown,
    findings,
  };
}

/**
 * A bundle is written without compression, so that what is read is never larger than the file.
 * @throws Error for what is compressed
 */
function isStored({ name, compression, originalSize, size }: UnzipFileInfo): true {
  if (compression !== 0 || originalSize !== size) throw new Error(`${name} is compressed`);
  return true;
}

function checkSignature(
  files: Files,
  about: About | undefined,
  keyOf: (keyId: string) => KeyObject | undefined,
): Pick<CheckedBundle, 'fingerprint' | 'signerKnown' | 'findings'> {
  const sums = files[names.sums];
  const signature = files[names.signature];
  const pem = files[names.key];
  if (sums === undefined || signature === undefined || pem === undefined)
    return {
      signerKnown: false,
      findings: [{ what: 'the checksums, their signature or its key are missing' }],
    };
  const known = about === undefined ? undefined : keyOf(about.keyId);
  let inside: KeyObject;
  try {
    inside = createPublicKey(Buffer.from(pem));
  } catch {
    return { signerKnown: false, findings: [{ file: names.key, what: 'it is no public key' }] };
  }
  const fingerprint = fingerprintOf(inside);
  const findings: BundleFinding[] = [];
  if (known !== undefined && fingerprintOf(known) !== fingerprint)
    findings.push({ file: names.key, what: `it is not the key ${about?.keyId} of this installation` });
  if (!verifies(sums, known ?? inside, signature))
    findings.push({ file: names.signature, what: `it is no signature over ${names.sums}` });
  // More than the key itself, or another writing of it, is no part of what was signed.
  if (inside.export({ type: 'spki', format: 'pem' }).toString() !== Buffer.from(pem).toString())
    findings.push({ file: names.key, what: 'it is not as it was written' });
  return { fingerprint, signerKnown: known !== undefined, findings };
}

function verifies(sums: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify(null, sums, key, signature);
  } catch {
    return false;
  }
}

const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Each file against its checksum, and the list of them against the files. */
function checkSums(files: Files): readonly BundleFinding[] {
  const lines = Buffer.from(files[names.sums] ?? [])
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const sums = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const unsigned: readonly string[] = [names.sums, names.signature, names.key];
  const findings: BundleFinding[] = [];
  for (const name of sums.keys())
    if (files[name] === undefined) findings.push({ file: name, what: 'it is missing' });
  for (const [name, content] of Object.entries(files)) {
    if (unsigned.includes(name)) continue;
    const sum = sums.get(name);
    if (sum === undefined) findings.push({ file: name, what: `${names.sums} does not know it` });
    else if (sum !== sha256(content))
      findings.push({ file: name, what: 'it is not what was signed: its checksum is another' });
  }
  return findings;
}

/** A line that cannot be read is an event without a hash. */
function readEvents(content: Uint8Array | undefined): readonly Partial<StoredEvent>[] {
  return Buffer.from(content ?? [])
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return asObject<StoredEvent>(JSON.parse(line)) ?? {};
      } catch {
        return {};
      }
    });
}

/** Every place at which a chain does not hold, so that many are not hidden by the first. */
function checkChain(file: string, events: readonly Partial<StoredEvent>[]): readonly BundleFinding[] {
  const { streamId } = streamOfFile(file) ?? {};
  return events.flatMap((event, index) => {
    const at = { file, version: index + 1 };
    if (event.hash === undefined) return [{ ...at, what: 'the event cannot be read' }];
    if (event.version !== index + 1 || event.streamId !== streamId)
      return [
        { ...at, what: `an event stands in its place that is version ${event.version} of ${event.streamId}` },
      ];
    if (hashOf(event) !== event.hash)
      return [{ ...at, what: `${event.type} was changed: it does not have the hash that it claims` }];
    const before = index === 0 ? '' : events[index - 1]?.hash;
    return event.previousHash === before
      ? []
      : [{ ...at, what: `${event.type} does not follow upon the event before it` }];
  });
}

/** Undefined for what no text comes of. */
function hashOf(event: Partial<StoredEvent>): string | undefined {
  try {
    return hashEvent(event as StoredEvent);
  } catch {
    return undefined;
  }
}

/** Everything that was heard is there, with the hash with which it was heard; what was not heard yet is only newer. */
function checkHeard(
  files: Files,
  streams: ReadonlyMap<string, readonly Partial<StoredEvent>[]>,
): readonly BundleFinding[] {
  const heard = readJson(files, names.heard);
  if (!Array.isArray(heard)) return [{ file: names.heard, what: 'it cannot be read' }];
  const byStream = new Map(
    [...streams].map(([file, events]) => {
      const { source = '', streamId = '' } = streamOfFile(file) ?? {};
      return [`${source}/${streamId}`, { file, events }] as const;
    }),
  );
  return heard.flatMap((link: unknown) => {
    const { source, streamId, version, hash } = asObject<HeardLink>(link) ?? {};
    if (typeof version !== 'number') return [{ file: names.heard, what: 'an entry cannot be read' }];
    const stream = byStream.get(`${source}/${streamId}`);
    // Of a person's own stream only what concerns the case was heard of; it is not in the bundle.
    if (stream === undefined)
      return source === 'identity' ? [] : [{ what: `the stream ${source}/${streamId} is missing` }];
    return stream.events[version - 1]?.hash === hash
      ? []
      : [
          {
            file: stream.file,
            version,
            what: 'the witness heard another event: the hash is not the one it kept',
          },
        ];
  });
}

/** What the bundle says of itself, where all of it is there. */
function readAbout(files: Files): About | undefined {
  const about = asObject<About>(readJson(files, names.about)) ?? {};
  const { tenant, applicationId, reference, madeAt, keyId } = about;
  const isWhole = [tenant, applicationId, reference, madeAt, keyId].every((text) => typeof text === 'string');
  return isWhole ? (about as About) : undefined;
}

/** What a file or a line says where it is an object: nothing of a bundle is trusted to be what it should. */
function asObject<Value>(value: unknown): Partial<Value> | undefined {
  return typeof value === 'object' && value !== null ? (value as Partial<Value>) : undefined;
}

function readJson(files: Files, name: string): unknown {
  try {
    return JSON.parse(Buffer.from(files[name] ?? []).toString());
  } catch {
    return undefined;
  }
}

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;
