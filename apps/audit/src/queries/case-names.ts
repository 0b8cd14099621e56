import { Unavailable } from '#availability';
import type { ServiceCaller } from '#auth';
import { mostNamesRead } from '#contracts';
import type { Access, Auditor, CaseReplay } from './case-replay';
import type { WitnessedEvent } from '../domain/witnessed-event';

/** A name that a colleague no longer has. */
export interface FormerlyNamed {
  readonly name: string;
  /** Until when it held, UTC, ISO 8601. */
  readonly until: string;
}

/** What those are called, and were, of whom a case tells; who is not known (any more) has no entry. */
export interface Names {
  /** Today, by person id. */
  readonly names: Readonly<Record<string, string>>;
  /** Before, of colleagues, the oldest name first. */
  readonly formerly: Readonly<Record<string, readonly FormerlyNamed[]>>;
}

/** Names, as far as they could be asked for. */
export interface ToldNames extends Names {
  /** False while identity does not answer: then nobody is called anything. */
  readonly available: boolean;
}

export interface CaseNames extends ToldNames {
  readonly applicationId: string;
}

const personId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names for the ids that an auditor comes upon. Identity tells them, at reading time, and records that it did. */
export class NamesInCases {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly replay: CaseReplay,
    private readonly identityUrl: string,
  ) {}

  /** @throws Problem `not-found` */
  async about(auditor: Auditor, idOrReference: string): Promise<CaseNames> {
    const applicationId = await this.replay.lookAt(auditor, idOrReference, 'names');
    const { events, accesses } = await this.replay.everythingOf(auditor.tenant, applicationId);
    return { applicationId, ...(await this.of(auditor, { events, accesses }, 'audit')) };
  }

  /** The same for who has noted the look already. @param purpose why the names are told, as an auditor reads it later */
  of(
    auditor: Auditor,
    told: { readonly events: readonly WitnessedEvent[]; readonly accesses: readonly Access[] },
    purpose: string,
  ): Promise<ToldNames> {
    return this.called(auditor, personsIn(told), purpose);
  }

  /** What persons are called, and colleagues were. @param ids whoever it is; what is no person's id is left out */
  async called(
    { tenant, personId: reader }: Auditor,
    ids: readonly unknown[],
    purpose: string,
  ): Promise<ToldNames> {
    const persons = [
      ...new Set(ids.filter((id): id is string => typeof id === 'string' && personId.test(id))),
    ];
    const pages = Array.from({ length: Math.ceil(persons.length / mostNamesRead) }, (_, page) =>
      persons.slice(page * mostNamesRead, (page + 1) * mostNamesRead),
    );
    try {
      const answers = await Promise.all(
        pages.map((page) =>
          this.caller.call<Partial<Names>>({
            ...{ service: 'identity', baseUrl: this.identityUrl, path: '/internal/names', tenant },
            ...{ method: 'POST', body: { reader, role: 'auditor', purpose, persons: page } },
          }),
        ),
      );
      const all = <Key extends keyof Names>(key: Key): Names[Key] =>
        Object.assign({}, ...answers.map((answer) => answer[key])) as Names[Key];
      return { available: true, names: all('names'), formerly: all('formerly') };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return { available: false, names: {}, formerly: {} };
    }
  }
}

/** What somebody was called at a moment, and is today where that is another name; undefined where nobody knows. */
export function calledThen(
  { names, formerly }: Names,
  id: string,
  at: string,
): { readonly then: string; readonly today?: string } | undefined {
  const today = names[id];
  const former = formerly[id]?.find(({ until }) => Date.parse(at) < Date.parse(until))?.name;
  if (former === undefined) return today === undefined ? undefined : { then: today };
  return { then: former, ...(today !== undefined && today !== former && { today }) };
}

/** Who acted, for whom, who had the case and who read it. */
function personsIn({
  events,
  accesses,
}: {
  readonly events: readonly WitnessedEvent[];
  readonly accesses: readonly Access[];
}): readonly unknown[] {
  return [
    ...events.flatMap(({ actor, data }) => [actor.personId, actor.actingFor, data['assignedTo']]),
    ...accesses.map((access) => access.personId),
  ];
}
