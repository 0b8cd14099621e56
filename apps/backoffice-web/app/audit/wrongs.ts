import type { StaffSchema } from '#api-client';

/** Where an event stands in the log of its service. */
export interface Place {
  readonly source: string;
  readonly streamId: string;
  readonly version: number;
}

/** What is wrong with a case, as a key of words and where. */
export interface Wrong extends Partial<Place> {
  readonly kind: WrongKind;
  /** What differs, where that is a field. */
  readonly detail?: string;
}
export type WrongKind =
  | 'row-changed'
  | 'history-rewritten'
  | 'copy-changed'
  | 'case-gone'
  | 'state-differs'
  | 'chain-of-copy'
  | 'found-before';

/** What the API says of the two copies, in English sentences with the version at the end; `ApplicationView` of the audit service. */
const sentences: readonly (readonly [RegExp, WrongKind])[] = [
  [/^the chain breaks at version (\d+)$/, 'row-changed'],
  [/^the hash of version (\d+)$/, 'history-rewritten'],
  [/^what was told of version (\d+)$/, 'copy-changed'],
  [/^the application service knows no such case()$/, 'case-gone'],
];

/** Everything that is wrong with a case, by the service's answer, the copy of the witness, and the last comparison of both. */
export function wrongsOf(
  applicationId: string,
  differing: readonly string[],
  findings: readonly StaffSchema<'StreamFindingDto'>[],
  report: StaffSchema<'IntegrityReport'> | undefined,
  streamIds: ReadonlySet<string>,
): readonly Wrong[] {
  const ofState = differing.map((said): Wrong => {
    for (const [pattern, kind] of sentences) {
      const version = pattern.exec(said)?.[1];
      if (version === undefined) continue;
      return {
        kind,
        source: 'application',
        streamId: applicationId,
        ...(version && { version: Number(version) }),
      };
    }
    return { kind: 'state-differs', detail: said };
  });
  const ofCopy = findings.map(({ source, streamId, version }): Wrong => ({
    kind: 'chain-of-copy',
    source,
    streamId,
    version,
  }));
  // The application's own stream has just been compared; of the others the last comparison knows.
  const before = (report?.sources ?? []).flatMap(({ source, differences }) =>
    differences
      .filter(({ streamId }) => streamIds.has(streamId) && streamId !== applicationId)
      .map(({ streamId, version, kind }): Wrong => ({
        ...{ kind: 'found-before', source, streamId, detail: kind },
        ...(version !== undefined && { version }),
      })),
  );
  return [...ofState, ...ofCopy, ...before];
}

/** Whether an event is one of those that do not hold: from a broken place on, nothing behind it is proven either. */
export function isWrong(event: Place, wrongs: readonly Wrong[]): boolean {
  return wrongs.some(({ kind, source, streamId, version }) => {
    if (source !== event.source || streamId !== event.streamId) return false;
    if (version === undefined || kind === 'case-gone') return true;
    return kind === 'row-changed' || kind === 'history-rewritten'
      ? event.version >= version
      : event.version === version;
  });
}
