import { ServiceCaller, ServiceRefused, ServiceUnavailable } from '#auth';
import type { CaseState, Party } from '../domain/case-state';
import type { Moment } from '../read-models/witness';

/** What of the application service's answer is compared; the rest is passed on as it is. */
interface ApplicationHistory {
  readonly version: number;
  readonly status: string;
  readonly updatedAt: string;
  readonly history: readonly { readonly version: number; readonly hash?: string }[];
}

/** What a party saw by the application service, and whether the witness confirms it. */
export interface ContentView {
  readonly available: boolean;
  readonly agrees: boolean;
  readonly differing: readonly string[];
  readonly view?: unknown;
}

/** Asks the application service for the content of a case, which the witness never has. */
export class ApplicationView {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly applicationUrl: string,
  ) {}

  /**
   * @param hashes of the case's events by the copy of the witness; the first belongs to version 1
   */
  async of(
    tenant: string,
    applicationId: string,
    { moment, as, state, hashes }: { moment: Moment; as: Party; state: CaseState; hashes: readonly string[] },
  ): Promise<ContentView> {
    const query = new URLSearchParams({ as });
    if (moment.time !== undefined) query.set('asOfTime', moment.time);
    // Without a moment, the latest that the witness has heard of: newer events may be on their way.
    else query.set('asOfVersion', String(moment.version ?? state.version));
    try {
      const view = await this.caller.call<ApplicationHistory>({
        service: 'application',
        baseUrl: this.applicationUrl,
        path: `/internal/applications/${applicationId}/history?${query}`,
        tenant,
      });
      const differing = differences(view, state, hashes);
      return { available: true, agrees: differing.length === 0, differing, view };
    } catch (error) {
      if (error instanceof ServiceUnavailable) return { available: false, agrees: false, differing: [] };
      if (!(error instanceof ServiceRefused) || error.status !== 404) throw error;
      return { available: true, agrees: false, differing: ['the application service knows no such case'] };
    }
  }
}

function differences(
  view: ApplicationHistory,
  state: CaseState,
  hashes: readonly string[],
): readonly string[] {
  const differing = (['version', 'status', 'updatedAt'] as const).filter(
    (field) => view[field] !== state[field],
  );
  const forged = view.history.find(({ version, hash }) => hash !== undefined && hash !== hashes[version - 1]);
  return forged === undefined ? differing : [...differing, `hash of version ${forged.version}`];
}
