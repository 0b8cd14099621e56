import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { StoredEvent } from '#event-sourcing';
import { names, streamFile, sumsOf, zipped, type About, type HeardLink } from './layout';

/** A stream as its service stores it, content sealed as there. */
export interface BundledStream {
  readonly source: string;
  readonly streamType: string;
  readonly streamId: string;
  readonly events: readonly StoredEvent[];
}

export interface BundleContents extends Omit<About, 'keyId'> {
  readonly streams: readonly BundledStream[];
  /** What the witness heard, in its order. */
  readonly heard: readonly HeardLink[];
  /** Everything else, by name: texts, or values that are written as JSON. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** Who signs: the private Ed25519 key of a service, and the id of its public half. */
export interface BundleSigner {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * A case as a file that can be checked without this system: a ZIP with the events as stored, what the witness heard, and the
 * checksums of all files, signed. Standard tools check the checksums and the signature; `checkBundle` checks the chains as well.
 */
export function packBundle(contents: BundleContents, signer: BundleSigner): Uint8Array {
  const { streams, heard, more, tenant, applicationId, reference, madeAt } = contents;
  const about: About = { tenant, applicationId, reference, madeAt, keyId: signer.id };
  const files: Record<string, Uint8Array> = {};
  for (const [name, content] of Object.entries(more)) files[name] = bytes(content);
  files[names.about] = bytes(about);
  files[names.heard] = bytes(heard);
  for (const { source, streamType, streamId, events } of streams)
    files[streamFile(source, streamType, streamId)] = bytes(
      events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
  const sums = bytes(sumsOf(files));
  files[names.sums] = sums;
  files[names.signature] = sign(null, sums, signer.key);
  files[names.key] = bytes(createPublicKey(signer.key).export({ type: 'spki', format: 'pem' }).toString());
  return zipped(files);
}

const bytes = (content: unknown): Uint8Array =>
  Buffer.from(typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`);
