import { Problem } from '#http';
import { chainFindings, groupBy, type ChainFinding } from '../domain/chain';
import { foldCase, viewOf, type CaseState, type Party } from '../domain/case-state';
import type { WitnessedEvent } from '../domain/witnessed-event';
import type { AuditorAccesses } from '../read-models/auditor-accesses';
import type { Moment, Witness } from '../read-models/witness';
import type { Comparer } from '../comparison/comparer';
import type { ApplicationView, ContentView } from './application-view';

/** The auditor who asks. */
export interface Auditor {
  readonly tenant: string;
  readonly personId: string;
}

/** What is wrong with a stream of the case. */
export interface StreamFinding extends ChainFinding {
  readonly source: string;
  readonly streamId: string;
}

export interface CaseEvents {
  readonly applicationId: string;
  readonly events: readonly WitnessedEvent[];
  readonly findings: readonly StreamFinding[];
}

export interface CaseAt {
  readonly applicationId: string;
  readonly as: Party;
  readonly visible: boolean;
  readonly state: CaseState | null;
  readonly content: ContentView | null;
  readonly findings: readonly StreamFinding[];
}

export interface Access {
  readonly personId: string;
  readonly role: string;
  readonly purpose: string;
  readonly at: string;
  readonly source: string;
}

/** A case as it stood at any moment, out of the witness's own copy. Every look at it is noted before it is shown. */
export class CaseReplay {
  constructor(
    private readonly witness: Witness,
    private readonly accesses: AuditorAccesses,
    private readonly applicationView: ApplicationView,
    private readonly comparer: Comparer,
  ) {}

  /** What happened up to a moment. @throws Problem `not-found`, `no-such-version` */
  async events(auditor: Auditor, idOrReference: string, moment: Moment): Promise<CaseEvents> {
    const applicationId = await this.lookAt(auditor, idOrReference, 'events');
    const events = await this.eventsUpTo(auditor.tenant, applicationId, moment);
    return { applicationId, events, findings: findingsOf(events) };
  }

  /** How a case stood at a moment, as a party could see it then. @throws Problem `not-found`, `no-such-version` */
  async state(auditor: Auditor, idOrReference: string, moment: Moment, as: Party): Promise<CaseAt> {
    const applicationId = await this.lookAt(auditor, idOrReference, `state-as-${as}`);
    const events = await this.eventsUpTo(auditor.tenant, applicationId, moment);
    const state = viewOf(foldCase(events), as);
    const findings = findingsOf(events);
    if (state === undefined)
      return { applicationId, as, visible: false, state: null, content: null, findings };
    const content = await this.applicationView.of(auditor.tenant, applicationId, {
      moment,
      as,
      state,
      events: events.filter(({ streamType }) => streamType === 'application'),
    });
    if (content.available && !content.agrees)
      await this.comparer.doubt('application', auditor.tenant, applicationId);
    return { applicationId, as, visible: true, state, content, findings };
  }

  /** Who of the staff looked at a case, the auditors themselves included; oldest first. @throws Problem `not-found` */
  async accessesTo(
    auditor: Auditor,
    idOrReference: string,
  ): Promise<{ readonly applicationId: string; readonly accesses: readonly Access[] }> {
    const applicationId = await this.lookAt(auditor, idOrReference, 'accesses');
    const { accesses } = await this.everythingOf(auditor.tenant, applicationId);
    return { applicationId, accesses };
  }

  /** All events of a case, and all looks at it, for who has noted the look. */
  async everythingOf(
    tenant: string,
    applicationId: string,
  ): Promise<{ readonly events: readonly WitnessedEvent[]; readonly accesses: readonly Access[] }> {
    const events = await this.witness.eventsOfCase(tenant, applicationId, {});
    const byStaff = events
      .filter(({ type }) => type === 'CaseAccessed')
      .map(({ data, recordedAt, source }) => ({
        personId: String(data['personId']),
        role: String(data['role']),
        purpose: String(data['purpose']),
        at: recordedAt,
        source,
      }));
    const byAuditors = (await this.accesses.of(tenant, applicationId)).map(
      ({ personId, purpose, accessedAt }) => ({
        personId,
        role: 'auditor',
        purpose,
        at: accessedAt,
        source: 'audit',
      }),
    );
    const accesses = [...byStaff, ...byAuditors].sort((left, right) => (left.at < right.at ? -1 : 1));
    return { events, accesses };
  }

  /** @throws Problem `no-such-version` for a version that the case has not reached. */
  private async eventsUpTo(
    tenant: string,
    applicationId: string,
    moment: Moment,
  ): Promise<readonly WitnessedEvent[]> {
    const { version } = moment;
    if (version !== undefined) {
      const heard = await this.witness.versionsOf(tenant, 'application', [applicationId]);
      const latest = heard.get(applicationId) ?? 0;
      if (version > latest) throw new Problem('no-such-version', { version, latest });
    }
    return this.witness.eventsOfCase(tenant, applicationId, moment);
  }

  /** The id of a case, once it is noted what is looked at. @throws Problem `not-found` */
  async lookAt({ tenant, personId }: Auditor, idOrReference: string, purpose: string): Promise<string> {
    const applicationId = await this.witness.findCase(tenant, idOrReference);
    if (applicationId === undefined) throw new Problem('not-found');
    await this.accesses.note(tenant, applicationId, personId, purpose);
    return applicationId;
  }
}

/** Of a person's own stream only what concerns the case was asked for: its gaps are none. */
function findingsOf(all: readonly WitnessedEvent[]): readonly StreamFinding[] {
  const events = all.filter(({ source }) => source !== 'identity');
  const streams = groupBy(events, ({ source, streamId }) => `${source}/${streamId}`);
  return [...streams.values()].flatMap((stream) => {
    const [{ source, streamId } = { source: '', streamId: '' }] = stream;
    const inOrder = stream.toSorted((left, right) => left.version - right.version);
    return chainFindings(inOrder).map((finding) => ({ ...finding, source, streamId }));
  });
}
