import type { SigningKey } from '#auth';
import { packBundle, type BundledStream } from '#case-bundle';
import type { Source, SourceStreams } from '../comparison/source-streams';
import { groupBy } from '../domain/chain';
import type { WitnessedEvent } from '../domain/witnessed-event';
import { bundleReadme, readable, readableEvents } from './bundle-texts';
import type { Evidence } from './case-evidence';
import type { NamesInCases } from './case-names';
import type { Auditor, CaseAt, CaseReplay } from './case-replay';

/** Most pages of a history that are asked for: 100 entries each. */
const mostPages = 200;

/** Everything about a case as one file that can be checked without this system. */
export class CaseBundles {
  constructor(
    private readonly known: {
      readonly replay: CaseReplay;
      readonly evidence: Evidence;
      readonly names: NamesInCases;
    },
    private readonly sourceStreams: SourceStreams,
    private readonly sources: readonly Source[],
    private readonly signing: SigningKey,
  ) {}

  /**
   * The bundle as it is now. Each part of it is looked at as an auditor looks, and noted so.
   * @throws Problem `not-found`; Unavailable while a service does not answer: half a case is no evidence
   */
  async of(
    auditor: Auditor,
    idOrReference: string,
  ): Promise<{ readonly reference: string; readonly content: Uint8Array }> {
    const { tenant } = auditor;
    const { replay } = this.known;
    const applicationId = await replay.lookAt(auditor, idOrReference, 'bundle');
    const { events, findings } = await replay.events(auditor, applicationId, {});
    const [citizen, office, evidence, { accesses }, streams] = await Promise.all([
      this.seen(auditor, applicationId, 'citizen'),
      this.seen(auditor, applicationId, 'caseworker'),
      this.known.evidence.of(tenant, applicationId),
      replay.accessesTo(auditor, applicationId),
      this.streamsOf(tenant, events),
    ]);
    const names = await this.known.names.of(auditor, { events, accesses }, 'bundle');
    const reference = office[0]?.state?.reference ?? citizen[0]?.state?.reference ?? applicationId;
    const madeAt = new Date().toISOString();
    const content = packBundle(
      {
        ...{ tenant, applicationId, reference, madeAt, streams, heard: events },
        more: {
          'LIESMICH.txt': bundleReadme.de({ reference, madeAt, keyId: this.signing.id }),
          'README.txt': bundleReadme.en({ reference, madeAt, keyId: this.signing.id }),
          'history.txt': readableEvents(events, names),
          'seen/citizen.json': citizen,
          'seen/citizen.txt': readable(citizen),
          'seen/office.json': office,
          'evidence/mails.json': evidence,
          'evidence/accesses.json': accesses,
          'evidence/names.json': names,
          'evidence/findings.json': findings,
        },
      },
      this.signing,
    );
    return { reference, content };
  }

  /** The whole of what a party sees now: a long history comes in parts, the last one first. */
  private async seen(
    auditor: Auditor,
    applicationId: string,
    as: 'citizen' | 'caseworker',
  ): Promise<readonly CaseAt[]> {
    const parts: CaseAt[] = [];
    let version: number | undefined;
    do {
      const moment = version === undefined ? {} : { version };
      const part = await this.known.replay.state(auditor, applicationId, moment, as);
      parts.push(part);
      const earlier = part.content?.view?.['earlierBefore'];
      version = typeof earlier === 'number' && earlier > 1 ? earlier - 1 : undefined;
    } while (version !== undefined && parts.length < mostPages);
    return parts;
  }

  /** Every stream of which the witness heard, but for those of persons, in which other matters stand as well. */
  private async streamsOf(
    tenant: string,
    events: readonly WitnessedEvent[],
  ): Promise<readonly BundledStream[]> {
    const ofCase = events.filter(({ source }) => source !== 'identity');
    const streams = groupBy(ofCase, ({ source, streamId }) => `${source}/${streamId}`);
    return Promise.all(
      [...streams.values()].map(async ([first]) => {
        const { source: name, streamType, streamId } = first as WitnessedEvent;
        const source = this.sources.find((one) => one.name === name);
        if (source === undefined) throw new Error(`nobody knows where ${name} is`);
        const stored = await this.sourceStreams.stored(source, tenant, streamId);
        return { source: name, streamType, streamId, events: stored };
      }),
    );
  }
}
