import { chainFindings, type ChainFinding, type Link } from './chain';

/** An event in the copy of the witness. */
export interface CopiedLink extends Link {
  /** SHA-256 over the text that the witness keeps and shows. */
  readonly told: string;
  /** Whether the columns by which it is found say the same as that text. */
  readonly columnsAgree: boolean;
}

/** A stream as its source shows it today (`GET /internal/streams`). */
export interface SourceStream {
  readonly streamId: string;
  readonly streamType: string;
  /** The hashes of the intact part of the chain; the first belongs to version 1. */
  readonly hashes: readonly string[];
  readonly brokenAt?: number;
  readonly recordedAt?: string;
  /** What the source tells of each event today, as digests; empty for one that it cannot tell. */
  readonly told?: readonly string[];
  /** Why the source could not fold it. */
  readonly unreadable?: { readonly version?: number; readonly reason: string };
  readonly differences: readonly { readonly readModel: string; readonly differing: readonly string[] }[];
}

/** A stream as the witness heard it. */
export interface CopiedStream {
  readonly streamId: string;
  readonly streamType: string;
  /** In order of version. */
  readonly links: readonly CopiedLink[];
}

/**
 * Something that cannot be explained by honest work.
 * - `gap`, `fork`, `broken-link`: the witness heard of a history that does not hold together.
 * - `chain-broken`: an event in the source does not have the hash that it claims, or is missing before others.
 * - `missing-in-source`: the witness knows an event that the source no longer has.
 * - `hash-differs`: the source today says something else at this version than it said then.
 * - `copy-differs`: what the witness keeps and shows of an event is not what the source tells of it.
 * - `not-received`: the source has an event that the witness should have heard of long ago.
 * - `unreadable`: the source cannot read an event, and has compared nothing that depends on it.
 * - `answer-differs`: an answer that is kept for a repeated command names an event that the log does not have.
 * - `read-model-differs`: a list does not say what the events say.
 */
export interface Difference {
  readonly kind:
    | ChainFinding['kind']
    | 'chain-broken'
    | 'missing-in-source'
    | 'hash-differs'
    | 'copy-differs'
    | 'not-received'
    | 'unreadable'
    | 'answer-differs'
    | 'read-model-differs';
  readonly streamId: string;
  readonly streamType: string;
  /** The version it is about; absent for a read model. */
  readonly version?: number;
  /** The last version of a gap, where it is wider than one. */
  readonly upToVersion?: number;
  /** Table and columns of a read model. Never a value. */
  readonly detail?: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Events on their way: the source has them and the witness has not heard of them yet. */
  readonly behind: number;
}

/**
 * Compares a stream of the source with the witness's copy, which must have been read first: then the source can only know more.
 * @param settledBefore ISO time; what the source recorded before it should have arrived.
 */
export function compareStream(
  source: SourceStream | undefined,
  copy: CopiedStream | undefined,
  settledBefore: string,
): Comparison {
  const named = copy ?? source;
  if (named === undefined) return { differences: [], behind: 0 };
  const { streamId, streamType } = source !== undefined && source.streamType !== '' ? source : named;
  const differences: Difference[] = [];
  const found = (kind: Difference['kind'], version?: number, detail?: string) =>
    differences.push({
      kind,
      streamId,
      streamType,
      ...(version === undefined ? {} : { version }),
      ...(detail === undefined ? {} : { detail }),
    });

  for (const finding of chainFindings(copy?.links ?? []))
    differences.push({ ...finding, streamId, streamType });

  const hashes = source?.hashes ?? [];
  if (source?.brokenAt !== undefined) found('chain-broken', source.brokenAt);
  if (source?.unreadable !== undefined)
    found('unreadable', source.unreadable.version, source.unreadable.reason);
  const differing = copy?.links.find(
    ({ version, hash }) => version <= hashes.length && hashes[version - 1] !== hash,
  );
  if (differing !== undefined) found('hash-differs', differing.version);
  const altered = copy?.links.find(
    ({ version, hash, told, columnsAgree }) =>
      // Where the hashes differ that is said already, and the source tells of another event.
      hashes[version - 1] === hash &&
      !(columnsAgree && [told, undefined].includes(source?.told?.[version - 1])),
  );
  if (altered !== undefined) found('copy-differs', altered.version);
  const missing = copy?.links.find(({ version }) => version > hashes.length);
  // Behind a broken link the source's events are not shown, which is said already.
  const isCutOff =
    source?.brokenAt !== undefined || (source?.unreadable !== undefined && hashes.length === 0);
  if (missing !== undefined && !isCutOff) found('missing-in-source', missing.version);

  const heard = copy?.links.at(-1)?.version ?? 0;
  const behind = Math.max(0, hashes.length - heard);
  if (behind > 0 && (source?.recordedAt ?? '') < settledBefore) found('not-received', heard + 1);

  for (const { readModel, differing: columns } of source?.differences ?? []) {
    found('read-model-differs', undefined, `${readModel}: ${columns.join(', ')}`);
  }
  return { differences, behind };
}
