import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '#http';
import { givenName } from '../document-name';

/** The version of the protocol (https://tus.io/protocols/resumable-upload/1.0.x). */
export const tusVersion = '1.0.0';

/** What somebody announces, as its headers say. */
export interface AnnouncedUpload {
  /** Bytes of the whole. */
  readonly length: number;
  /** As it was given, without what nobody sees. */
  readonly name: string;
  /** As what it is handed in; `other` where nothing is said. */
  readonly kind: string;
}

const wholeNumber = /^(0|[1-9]\d{0,14})$/;
const kindPattern = /^[a-z][a-z0-9-]{0,63}$/;

/** @throws Problem `upload-malformed` that names the header, or `document-empty` */
export function readAnnouncement(headers: IncomingHttpHeaders): AnnouncedUpload {
  refuseOtherVersions(headers);
  const metadata = readMetadata(one(headers, 'upload-metadata') ?? '');
  const kind = metadata.get('kind') ?? 'other';
  if (!kindPattern.test(kind)) throw malformed('Upload-Metadata');
  const length = readNumber(headers, 'Upload-Length');
  if (length === 0) throw new Problem('document-empty');
  return { length, name: givenName(metadata.get('filename') ?? ''), kind };
}

/** Where a part begins. @throws Problem `upload-malformed` */
export function readOffset(headers: IncomingHttpHeaders): number {
  refuseOtherVersions(headers);
  return readNumber(headers, 'Upload-Offset');
}

/** SHA-256 that a part has to have; undefined where nothing is said. @throws Problem `upload-malformed` */
export function readChecksum(headers: IncomingHttpHeaders): Buffer | undefined {
  const header = one(headers, 'upload-checksum');
  if (header === undefined) return undefined;
  const [, encoded] = /^sha256 ([A-Za-z0-9+/]{43}=)$/.exec(header) ?? [];
  if (encoded === undefined) throw malformed('Upload-Checksum');
  return Buffer.from(encoded, 'base64');
}

/** Whoever names no version is taken for a client of this one: `curl` need not. */
function refuseOtherVersions(headers: IncomingHttpHeaders): void {
  const version = one(headers, 'tus-resumable');
  if (version !== undefined && version !== tusVersion) throw malformed('Tus-Resumable');
}

/** Pairs of a key and a value in base64, separated by commas. */
function readMetadata(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '));
  return new Map(
    pairs.map(([key = '', value = '']) => {
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw malformed('Upload-Metadata');
      return [key, textOf(Buffer.from(value, 'base64'))];
    }),
  );
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('Upload-Metadata');
  }
}

function readNumber(headers: IncomingHttpHeaders, name: string): number {
  const value = one(headers, name.toLowerCase());
  if (value === undefined || !wholeNumber.test(value)) throw malformed(name);
  return Number(value);
}

function one(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? undefined : value;
}

function malformed(header: string): Problem {
  return new Problem('upload-malformed', { header });
}
