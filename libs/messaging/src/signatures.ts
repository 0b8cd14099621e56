import { sign, verify, type KeyObject } from 'node:crypto';
import type { ServiceKeys, SigningKey } from '#auth';
import type { OutgoingMessage, ReceivedMessage } from './broker';
import { hashLength, leafOf, type Hash, MerkleTree, rootOver } from './merkle-tree';

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
export class MessageRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'MessageRefused';
  }
}

/**
 * What a signature says: who signed when, and how many records together.
 *
 * The header, in bytes: format (1) · length of the key id · key id · time of signing (6, milliseconds since 1970) · size of the
 * tree (4) · Ed25519 signature (64) · place of the record (4) · the hashes from the record to the root (32 each). Numbers are
 * big-endian. What is the same for all records that were signed together comes first.
 */
interface Signing {
  readonly keyId: string;
  readonly signedAt: number;
  readonly size: number;
}

const format = 1;
const signatureLength = 64;
/** Bytes between the key id and the place. */
const fixedLength = 6 + 4 + signatureLength;
/** A tree of four thousand million records has no longer path. */
const longestPath = 32;

/** What a signature is over: it is worth nothing for another topic, time, key or tree. None of the parts has a line break. */
function statementOf(topic: string, { keyId, signedAt, size }: Signing, root: Hash): Buffer {
  const hex = Buffer.from(root, 'latin1').toString('hex');
  return Buffer.from(`serviceportal contract events\n${topic}\n${keyId}\n${signedAt}\n${size}\n${hex}`);
}

/** Signs what a service publishes. */
export class MessageSigner {
  constructor(private readonly key: SigningKey) {}

  /** The records of one topic, each with the proof that this service has signed it: one signature for all of them. */
  signed(topic: string, records: readonly OutgoingMessage[]): readonly OutgoingMessage[] {
    if (records.length === 0) return records;
    const tree = new MerkleTree(records.map(({ key, value }) => leafOf(key, value)));
    const signing = { keyId: this.key.id, signedAt: Date.now(), size: records.length };
    const signature = sign(null, statementOf(topic, signing, tree.root), this.key.key);
    const beginning = encodeSigning(signing, signature);
    return records.map(({ key, value, headers }, index) => {
      // One text that becomes bytes at once: writing its parts into a buffer was measured to take three times as long.
      const header = beginning + uint32(index) + tree.pathOf(index).join('');
      return { key, value, headers: { ...headers, signature: Buffer.from(header, 'latin1') } };
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
   * @throws MessageRefused
   */
  signerOf({ topic, keyBytes, value, signature: header }: ReceivedMessage): string {
    if (header === null) throw new MessageRefused('unsigned', 'the message carries no signature');
    const proof = decodeProof(header);
    if (proof === undefined || value === null || keyBytes === null) throw badSignature();
    const key = this.keys.find(proof.keyId);
    if (key === undefined)
      throw new MessageRefused('unknown-key', 'the message is signed with a key that is not known here');
    if (proof.signedAt < key.notBefore || proof.signedAt > key.notAfter)
      throw new MessageRefused('key-not-valid', `key ${key.id} was not valid when the message was signed`);
    const root = rootOver(leafOf(keyBytes, value), proof);
    if (root === undefined) throw badSignature();
    const claim = `${topic}\n${root}${proof.beginning}`;
    if (this.believed.get(claim) === key.key) return key.service;
    if (!verify(null, statementOf(topic, proof, root), key.key, proof.signature)) throw badSignature();
    this.remember(claim, key.key);
    return key.service;
  }

  private remember(claim: string, key: KeyObject): void {
    const [oldest] = this.believed.keys();
    if (this.believed.size >= mostRemembered && oldest !== undefined) this.believed.delete(oldest);
    this.believed.set(claim, key);
  }
}

function badSignature(): MessageRefused {
  return new MessageRefused('bad-signature', 'the signature is not one over this message');
}

function encodeSigning({ keyId, signedAt, size }: Signing, signature: Buffer): string {
  const time = Buffer.alloc(6);
  time.writeUIntBE(signedAt, 0, 6);
  const parts = [String.fromCharCode(format, keyId.length), keyId, time.toString('latin1'), uint32(size)];
  return parts.join('') + signature.toString('latin1');
}

/** Four bytes, big-endian, as Latin-1. */
function uint32(value: number): string {
  return String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** What a record carries: the signing, and the way from the record to the root. */
interface Proof extends Signing {
  /** The bytes up to the signature, as Latin-1. */
  readonly beginning: string;
  readonly signature: Buffer;
  readonly index: number;
  readonly path: readonly Hash[];
}

/** @returns undefined for bytes that nobody who signs would write */
function decodeProof(bytes: Buffer): Proof | undefined {
  const [version, idLength] = bytes;
  if (version !== format || idLength === undefined) return undefined;
  const begin = 2 + idLength;
  const place = begin + fixedLength;
  const hashes = (bytes.length - place - 4) / hashLength;
  if (!Number.isInteger(hashes) || hashes < 0 || hashes > longestPath) return undefined;
  const text = bytes.toString('latin1');
  const path: Hash[] = [];
  for (let from = place + 4; from < text.length; from += hashLength)
    path.push(text.slice(from, from + hashLength));
  return {
    beginning: text.slice(0, place),
    keyId: text.slice(2, begin),
    signedAt: bytes.readUIntBE(begin, 6),
    size: bytes.readUInt32BE(begin + 6),
    signature: bytes.subarray(begin + 10, place),
    index: bytes.readUInt32BE(place),
    path,
  };
}
