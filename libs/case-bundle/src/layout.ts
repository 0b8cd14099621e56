import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';

/** What a bundle says of itself. */
export interface About {
  readonly tenant: string;
  readonly applicationId: string;
  readonly reference: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Of the service that signed it, as others know its key. */
  readonly keyId: string;
}

/** Where an event stands among those that the witness heard. */
export interface HeardLink {
  readonly source: string;
  readonly streamId: string;
  readonly version: number;
  readonly hash: string;
}

/** The names of the files that are checked; what a stream is called: {@link streamFile}. */
export const names = {
  about: 'about.json',
  heard: 'witness.json',
  sums: 'SHA256SUMS',
  signature: 'SHA256SUMS.sig',
  key: 'public-key.pem',
} as const;

/** One event a line, exactly as it is stored. */
export const streamFile = (source: string, streamType: string, streamId: string): string =>
  `events/${source}/${streamType}_${streamId}.jsonl`;

/** The source and the stream in the name of a file of events; undefined for another file. */
export function streamOfFile(
  name: string,
): { readonly source: string; readonly streamId: string } | undefined {
  const [, source, streamId] = /^events\/([a-z]+)\/[a-z-]+_([0-9a-f-]{36})\.jsonl$/.exec(name) ?? [];
  return source === undefined || streamId === undefined ? undefined : { source, streamId };
}

export const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** As `sha256sum -c` reads it, in order of names. */
export const sumsOf = (files: Readonly<Record<string, Uint8Array>>): string =>
  Object.entries(files)
    .map(([name, content]) => `${sha256(content)}  ${name}\n`)
    .sort((left, right) => (left.slice(66) < right.slice(66) ? -1 : 1))
    .join('');

/** Earliest time that a ZIP can say: the same contents make the same bytes. */
const always = new Date(1980, 0, 1, 12);

/** Not compressed: a byte that is changed is one byte of one file, which can be named, and any program reads it. */
export const zipped = (files: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync({ ...files }, { level: 0, mtime: always });
