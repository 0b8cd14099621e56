import { otherKind } from './document';

/** What a service says of one proof that it asks for, as far as uploads are concerned. */
interface AskedProof {
  readonly key: string;
  readonly types?: readonly string[];
  readonly maxMegabytes?: number;
  readonly maxFiles?: number;
  readonly maxPages?: number;
}

/** What may be uploaded as one kind of document. */
export interface DocumentRules {
  /** By the names of `documentTypes`. */
  readonly types: readonly string[];
  readonly maxMegabytes: number;
  readonly maxFiles: number;
  readonly maxPages?: number;
}

const usual: DocumentRules = { types: ['pdf', 'jpeg', 'png'], maxMegabytes: 10, maxFiles: 10 };
/** More than a proof: whatever else an office asks for. */
const other: DocumentRules = { ...usual, maxMegabytes: 50, maxFiles: 30 };

/** The rules for a kind of document; undefined for one that the service does not know. */
export function rulesFor(asked: readonly AskedProof[], kind: string): DocumentRules | undefined {
  if (kind === otherKind) return other;
  const proof = asked.find(({ key }) => key === kind);
  if (proof === undefined) return undefined;
  const { types = usual.types, maxMegabytes = usual.maxMegabytes, maxFiles = usual.maxFiles } = proof;
  const { maxPages } = proof;
  return { types, maxMegabytes, maxFiles, ...(maxPages !== undefined && { maxPages }) };
}
