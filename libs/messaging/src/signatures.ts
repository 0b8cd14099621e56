import { sign, verify, type KeyObject } from 'node:crypto';
import type { ServiceKeys, SigningKey } from '#auth';
import { signatureHeader, type OutgoingMessage, type ReceivedMessage } from './broker';
import { hashLength, leafOf, MerkleTree, rootOver } from './merkle-tree';

/** Why a record is not believed. Stable codes: operators, metrics and the verifier name them. */
export type RefusalCode =
  /** It carries no signature, or more than one. */
  | 'unsigned'
  /** What it carries is not a signature over this record in this topic. */
  | 'bad-signature'
  /** Signed with a key that nobody has made known here. */
  | 'unknown-key'
  /** Signed at a time at which its key was not valid. */
  | 'key-not-valid'
  /** Signed by a service that may not publish this. */
  | 'foreign';

/** The record proves nothing: whoever reached the broker may have written it. */
export class RecordRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'RecordRefused';
  }
}

/**
 * What the header says: who signed when, and where the record stands among those that were signed together.
 *
 * Bytes: format (1) · length of the key id · key id · time of signing (6, milliseconds since 1970) · size of the tree (4) ·
 * place of the record (4) · Ed25519 signature (64) · the hashes from the record to the root (32 each). Numbers are big-endian.
 */
interface ProvenPlace {
  readonly keyId: string;
  readonly signedAt: number;
  readonly size: number;
  readonly index: number;
  readonly signature: Buffer;
  readonly path: readonly Buffer[];
}

const format = 1;
const signatureLength = 64;
/** Bytes between the key id and the hashes. */
const fixedLength = 6 + 4 + 4 + signatureLength;
/** A tree of four thousand million records has no longer path. */
const longestPath = 32;

/** What a signature is over: it is worth nothing for another topic, time, key or tree. None of the parts has a line break. */
function statementOf(
  topic: string,
  { keyId, signedAt, size }: Pick<ProvenPlace, 'keyId' | 'signedAt' | 'size'>,
  root: Buffer,
): string {
  return `serviceportal contract events\n${topic}\n${keyId}\n${signedAt}\n${size}\n${root.toString('hex')}`;
}

/** Signs what a service publishes. */
export class RecordSigner {
  constructor(private readonly key: SigningKey) {}

  /** The records of one topic, each with the proof that this service has signed it: one signature for all of them. */
  signed(topic: string, records: readonly OutgoingMessage[]): readonly OutgoingMessage[] {
    if (records.length === 0) return records;
    const tree = new MerkleTree(records.map(({ key, value }) => leafOf(key, value)));
    const signing = { keyId: this.key.id, signedAt: Date.now(), size: records.length };
    const statement = Buffer.from(statementOf(topic, signing, tree.root));
    const signature = sign(null, statement, this.key.key);
    return records.map((record, index) => {
      const header = encodePlace({ ...signing, index, signature, path: tree.pathOf(index) });
      return { ...record, headers: { ...record.headers, [signatureHeader]: header } };
    });
  }
}

/** Signatures that were checked and are remembered, one for each batch of a relay. */
const mostRemembered = 1_000;

/** Says which service has signed a record. */
export class SignatureCheck {
  /** What was signed and the signature, as one text, with the key that it was checked with; in the order of their coming. */
  private readonly believed = new Map<string, KeyObject>();

  constructor(private readonly keys: Pick<ServiceKeys, 'find'>) {}

  /**
   * @returns the service whose key has signed the record
   * @throws RecordRefused
   */
  signerOf({ topic, keyBytes, value, signature: header }: ReceivedMessage): string {
    if (header === null) throw new RecordRefused('unsigned', 'the message carries no signature');
    const place = decodePlace(header);
    if (place === undefined || value === null || keyBytes === null) throw badSignature();
    const key = this.keys.find(place.keyId);
    if (key === undefined)
      throw new RecordRefused('unknown-key', 'the message is signed with a key that is not known here');
    if (place.signedAt < key.notBefore || place.signedAt > key.notAfter)
      throw new RecordRefused('key-not-valid', `key ${key.id} was not valid when the message was signed`);
    const root = rootOver(leafOf(keyBytes, value), place);
    if (root === undefined) throw badSignature();
    const statement = statementOf(topic, place, root);
    const claim = `${statement}\n${place.signature.toString('base64')}`;
    if (this.believed.get(claim) === key.key) return key.service;
    if (!verify(null, Buffer.from(statement), key.key, place.signature)) throw badSignature();
    this.remember(claim, key.key);
    return key.service;
  }

  private remember(claim: string, key: KeyObject): void {
    const [oldest] = this.believed.keys();
    if (this.believed.size >= mostRemembered && oldest !== undefined) this.believed.delete(oldest);
    this.believed.set(claim, key);
  }
}

function badSignature(): RecordRefused {
  return new RecordRefused('bad-signature', 'the signature is not one over this message');
}

function encodePlace({ keyId, signedAt, size, index, signature, path }: ProvenPlace): Buffer {
  const begin = 2 + keyId.length;
  const bytes = Buffer.allocUnsafe(begin + fixedLength + path.length * hashLength);
  bytes[0] = format;
  bytes[1] = keyId.length;
  bytes.write(keyId, 2, 'latin1');
  bytes.writeUIntBE(signedAt, begin, 6);
  bytes.writeUInt32BE(size, begin + 6);
  bytes.writeUInt32BE(index, begin + 10);
  signature.copy(bytes, begin + 14);
  path.forEach((hash, nth) => hash.copy(bytes, begin + fixedLength + nth * hashLength));
  return bytes;
}

/** @returns undefined for bytes that nobody who signs would write */
function decodePlace(bytes: Buffer): ProvenPlace | undefined {
  const [version, idLength] = bytes;
  if (version !== format || idLength === undefined) return undefined;
  const begin = 2 + idLength;
  const hashes = (bytes.length - begin - fixedLength) / hashLength;
  if (!Number.isInteger(hashes) || hashes < 0 || hashes > longestPath) return undefined;
  const path = Array.from({ length: hashes }, (_, nth) => {
    const from = begin + fixedLength + nth * hashLength;
    return bytes.subarray(from, from + hashLength);
  });
  return {
    keyId: bytes.toString('latin1', 2, begin),
    signedAt: bytes.readUIntBE(begin, 6),
    size: bytes.readUInt32BE(begin + 6),
    index: bytes.readUInt32BE(begin + 10),
    signature: bytes.subarray(begin + 14, begin + fixedLength),
    path,
  };
}
