import { Unavailable } from '#availability';
import { ServiceCaller, ServiceRefused } from '#auth';
import type { Status } from '#contracts';
import type { SourceStreams } from '../comparison/source-streams';
import type { CaseState, Party } from '../domain/case-state';
import type { SourceStream } from '../domain/compare';
import type { WitnessedEvent } from '../domain/witnessed-event';
import type { Moment } from '../read-models/witness';

/** What of the application service's answer is compared; the rest is passed on as it is. */
export interface ApplicationHistory {
  /** @asType integer */
  readonly version: number;
  readonly status: Status;
  /** @format date-time */
  readonly updatedAt: string;
  readonly [more: string]: unknown;
}

/** What a party saw by the application service, and whether the witness confirms it. */
export interface ContentView {
  readonly available: boolean;
  readonly agrees: boolean;
  readonly differing: readonly string[];
  readonly view?: ApplicationHistory;
}

/** A moment of a case as the witness knows it. */
export interface WitnessedMoment {
  readonly moment: Moment;
  readonly as: Party;
  readonly state: CaseState;
  /** The application's events up to that moment; the first is version 1. */
  readonly events: readonly Pick<WitnessedEvent, 'hash' | 'told'>[];
}

/** Asks the application service for the content of a case, which the witness never has, and for the chain of its hashes. */
export class ApplicationView {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly sourceStreams: SourceStreams,
    private readonly applicationUrl: string,
  ) {}

  async of(tenant: string, applicationId: string, witnessed: WitnessedMoment): Promise<ContentView> {
    const { moment, as, state } = witnessed;
    const query = new URLSearchParams({ as });
    if (moment.time !== undefined) query.set('asOfTime', moment.time);
    // Without a moment, the latest that the witness has heard of: newer events may be on their way.
    else query.set('asOfVersion', String(moment.version ?? state.version));
    const source = { name: 'application', url: this.applicationUrl } as const;
    try {
      const stream = await this.sourceStreams.one(source, tenant, applicationId);
      const view = await this.caller.call<ApplicationHistory>({
        service: source.name,
        baseUrl: source.url,
        path: `/internal/applications/${applicationId}/history?${query}`,
        tenant,
      });
      const differing = [...differingFields(view, state), ...differingEvents(stream, witnessed)];
      return { available: true, agrees: differing.length === 0, differing, view };
    } catch (error) {
      if (error instanceof ServiceRefused && error.status === 404)
        return { available: true, agrees: false, differing: ['the application service knows no such case'] };
      if (!(error instanceof Unavailable || error instanceof ServiceRefused)) throw error;
      return { available: false, agrees: false, differing: [] };
    }
  }
}

function differingFields(view: ApplicationHistory, state: CaseState): readonly string[] {
  return (['version', 'status', 'updatedAt'] as const).filter((field) => view[field] !== state[field]);
}

/** What is shown was read from events that may have been changed since: only their hashes tell. */
function differingEvents(
  stream: SourceStream | undefined,
  { state, events }: WitnessedMoment,
): readonly string[] {
  const { brokenAt } = stream ?? {};
  if (brokenAt !== undefined && brokenAt <= state.version) return [`the chain breaks at version ${brokenAt}`];
  const forged = events.findIndex(({ hash }, at) => stream?.hashes[at] !== hash);
  if (forged >= 0) return [`the hash of version ${forged + 1}`];
  const altered = events.findIndex(({ told }, at) => stream?.told?.[at] !== told);
  return altered < 0 ? [] : [`what was told of version ${altered + 1}`];
}
