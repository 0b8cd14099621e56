import { Unavailable } from '#availability';
import type { Acting } from '#commands';
import { ServiceCaller, ServiceRefused, type ServiceCall } from '#auth';
import { currentCorrelationId, Problem } from '#http';
import type { DeclarationName, KnownProof } from './commands/eid-proof';
import { textOf, type KnownProfile } from './commands/known-profile';
import type { LevelOfAssurance } from './domain/application';

interface Accounts {
  readonly personIds?: readonly string[];
}

/** What persons are called, by their ids; who is not known (any more) has no entry. */
export type Names = Readonly<Record<string, string>>;

/** What somebody may be in a city's directory. */
export const rolesOfStaff = ['caseworker', 'head-of-office', 'treasury', 'auditor', 'operator'] as const;
export type RoleOfStaff = (typeof rolesOfStaff)[number];

/** Somebody who works on the cases of an office, as their city's directory said when they signed in last. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleOfStaff[];
  /** Keys of the offices that they work for. */
  readonly offices: readonly string[];
}

/** A citizen as identity tells them to the office that works on their cases. */
export interface ReadPerson {
  /** Nobody signs in to it. */
  readonly guest?: boolean;
  readonly language?: KnownProfile['language'];
  readonly attributes: KnownProfile['attributes'];
  readonly waysIn?: readonly { readonly way: string; readonly since: string }[];
  readonly lastSignIn?: {
    readonly at: string;
    readonly method: string;
    readonly levelOfAssurance: LevelOfAssurance;
  };
  /** Mandates that run now. */
  readonly mandates?: readonly {
    readonly as: 'grantor' | 'representative';
    readonly personId: string;
    readonly name: string;
    readonly endsOn: string;
  }[];
}

/** How long a reader who was told a name is shown it again without asking, in ms, and how many names are kept so. */
const namesRememberedMs = 300_000;
const mostNamesRemembered = 50_000;
/** So many names identity tells at once. */
const mostNamesAsked = 500;

/** What persons are called, as far as that can be said now. */
export interface ToldNames {
  readonly names: Names;
  /** Identity does not answer: names are missing, and nobody can work on a case. */
  readonly namesAway?: true;
}

/** So long what is only shown waits for identity, and so long it is not asked again once it has not answered, in ms. */
const shownWaitsMs = 1_000;
const awayMs = 5_000;

/** How long it is remembered which accounts are a colleague's own, in ms, and of how many. */
const rememberedMs = 60_000;
const mostRemembered = 5_000;

const nameKey = (tenant: string, reader: string, id: string): string => `${tenant} ${reader} ${id}`;

/** What identity knows about the persons who file and who work on cases. */
export class Persons {
  /** By tenant, reader and person: what one was told, no other is. */
  private readonly told = new Map<string, { readonly name: string | undefined; readonly until: number }>();
  /** Until when identity is taken to be away, for what is only shown. */
  private awayUntil = 0;
  private readonly own = new Map<string, { readonly accounts: readonly string[]; readonly until: number }>();

  constructor(
    private readonly services: ServiceCaller,
    private readonly identityUrl: string,
  ) {}

  /**
   * The profile as it stands now, for the snapshot that a submitted application keeps (law 10).
   * @throws Problem `person-unknown` when identity has no such person (any more), `temporarily-unavailable` while it does
   *   not answer: nothing is filed without it.
   */
  async profile(tenant: string, personId: string): Promise<KnownProfile> {
    const known = await this.ask<Partial<KnownProfile>>(tenant, personId, 'identity');
    if (known === undefined) throw new Problem('person-unknown');
    // A former release of identity tells no language.
    const { language = 'de', attributes = {} } = known;
    return { language, attributes };
  }

  /**
   * The name of somebody of the staff; undefined where the directory has told none, or they are gone.
   * @throws Problem `temporarily-unavailable` while identity does not answer
   */
  async nameOfStaff(tenant: string, personId: string): Promise<string | undefined> {
    return textOf((await this.ask<KnownProfile>(tenant, personId, 'identity'))?.attributes, 'name');
  }

  /**
   * What persons are called, for somebody of the staff. Identity records that they were told; for five minutes that is one telling,
   * so that a list that changes while it is looked at is not read anew each time.
   * @param purpose what the reader looks for, as a key that the auditor will read, e.g. `work-list`
   * @throws Problem `temporarily-unavailable` while identity does not answer
   */
  async names(
    { tenant, personId: reader, role }: Pick<Acting, 'tenant' | 'personId' | 'role'>,
    purpose: string,
    personIds: readonly string[],
    timeoutMs?: number,
  ): Promise<Names> {
    const now = Date.now();
    const wanted = [...new Set(personIds)];
    const unknown = wanted.filter((id) => (this.told.get(nameKey(tenant, reader, id))?.until ?? 0) <= now);
    if (this.told.size + unknown.length > mostNamesRemembered) this.told.clear();
    for (let from = 0; from < unknown.length; from += mostNamesAsked) {
      const persons = unknown.slice(from, from + mostNamesAsked);
      const body = { reader, role, purpose, persons };
      const answer = await this.answered<{ readonly names?: Names }>({
        ...{ tenant, path: '/internal/names', method: 'POST', body },
        ...(timeoutMs !== undefined && { timeoutMs }),
      });
      for (const id of persons)
        this.told.set(nameKey(tenant, reader, id), {
          ...{ name: answer?.names?.[id], until: now + namesRememberedMs },
        });
    }
    return this.remembered(tenant, reader, wanted, now);
  }

  /** The same for what is only shown: a list is a list without names, too. While identity is away, those that were told of late. */
  async namesToShow(
    acting: Pick<Acting, 'tenant' | 'personId' | 'role'>,
    purpose: string,
    personIds: readonly string[],
  ): Promise<ToldNames> {
    const names = await this.unlessAway(() => this.names(acting, purpose, personIds, shownWaitsMs));
    if (names !== undefined) return { names };
    const { tenant, personId: reader } = acting;
    return { names: this.remembered(tenant, reader, personIds, Date.now()), namesAway: true };
  }

  /** What one reader was told, and may be shown still. */
  private remembered(tenant: string, reader: string, personIds: readonly string[], now: number): Names {
    return Object.fromEntries(
      personIds.flatMap((id) => {
        const { name, until = 0 } = this.told.get(nameKey(tenant, reader, id)) ?? {};
        return name === undefined || until <= now ? [] : [[id, name]];
      }),
    );
  }

  /** What identity answers; undefined while it does not, in which it is not asked for some seconds: who looks at a list waits once. */
  private async unlessAway<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    if (Date.now() < this.awayUntil) return undefined;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem && error.slug === 'temporarily-unavailable')) throw error;
      this.awayUntil = Date.now() + awayMs;
      return undefined;
    }
  }

  /**
   * Who a citizen is, for somebody of the staff. Identity records that it was told.
   * @throws Problem `person-unknown` where it knows no such citizen (any more), `temporarily-unavailable`
   */
  async read(
    { tenant, personId: reader, role }: Acting,
    personId: string,
    purpose: string,
  ): Promise<ReadPerson> {
    const path = `/internal/persons/${personId}/reading`;
    const body = { reader, role, purpose };
    const read = await this.answered<ReadPerson>({ tenant, path, method: 'POST', body });
    if (read === undefined) throw new Problem('person-unknown');
    return read;
  }

  /** The accounts at exactly this mail address, for somebody of the staff; that they were told is recorded. @throws Problem `temporarily-unavailable` */
  async atAddress(
    { tenant, personId: reader, role }: Acting,
    email: string,
    purpose: string,
  ): Promise<readonly string[]> {
    const body = { reader, role, purpose, email };
    const call = { tenant, path: '/internal/persons/search', method: 'POST', body } as const;
    return (await this.answered<Accounts>(call))?.personIds ?? [];
  }

  /** Enters somebody who has no account. @throws Problem `temporarily-unavailable` */
  async record(
    { tenant, personId: by, role }: Acting,
    said: Readonly<Record<string, string>>,
  ): Promise<string> {
    const body = { by, role, ...said };
    const call = { tenant, path: '/internal/recorded-persons', method: 'POST', body } as const;
    const recorded = await this.answered<{ readonly personId: string }>(call);
    if (recorded === undefined) throw new Problem('temporarily-unavailable');
    return recorded.personId;
  }

  /** Who works on the cases of an office, by name. @throws Problem `temporarily-unavailable` while identity does not answer */
  async colleagues(tenant: string, office: string): Promise<readonly Colleague[]> {
    const path = `/internal/colleagues?${new URLSearchParams({ office }).toString()}`;
    return (await this.answered<{ readonly items?: readonly Colleague[] }>({ tenant, path }))?.items ?? [];
  }

  /** Whether somebody is one of the city's staff. @throws Problem `temporarily-unavailable` while identity does not answer. */
  async isStaff(tenant: string, personId: string): Promise<boolean> {
    return (await this.ask<{ readonly kind: string }>(tenant, personId, 'kind'))?.kind === 'staff';
  }

  /**
   * When somebody consented to electronic notices (law 1); undefined while no consent stands.
   * @throws Problem `temporarily-unavailable` while identity does not answer: nothing is decided without it.
   */
  async consentToElectronicNotices(tenant: string, personId: string): Promise<string | undefined> {
    const known = await this.ask<{ readonly electronicNotices?: string }>(tenant, personId, 'consents');
    return known?.electronicNotices;
  }

  /**
   * The citizens' accounts that are taken to be the same person's as a colleague (§ 20 VwVfG), as identity knows them now.
   * @throws Problem `temporarily-unavailable` while identity does not answer: nobody works on a case that may be their own.
   */
  async ownAccounts(tenant: string, personId: string, timeoutMs?: number): Promise<readonly string[]> {
    const path = `/internal/persons/${personId}/own-accounts`;
    const call = { tenant, path, ...(timeoutMs !== undefined && { timeoutMs }) };
    const accounts = (await this.answered<Accounts>(call))?.personIds ?? [];
    if (this.own.size >= mostRemembered) this.own.clear();
    this.own.set(`${tenant} ${personId}`, { accounts, until: Date.now() + rememberedMs });
    return accounts;
  }

  /**
   * The same for what is only shown: as they were known within the last minute. Undefined while identity does not answer: then it
   * is shown, and nobody works on it, for every command asks anew.
   */
  async ownAccountsOfLate(tenant: string, personId: string): Promise<readonly string[] | undefined> {
    const known = this.own.get(`${tenant} ${personId}`);
    if (known !== undefined && known.until > Date.now()) return known.accounts;
    return this.unlessAway(() => this.ownAccounts(tenant, personId, shownWaitsMs));
  }

  /** Who filed without an account, and whose matters this person may take over (R10a). @throws Problem `temporarily-unavailable` */
  async claimableGuests(tenant: string, personId: string): Promise<readonly string[]> {
    return (await this.ask<Accounts>(tenant, personId, 'guests'))?.personIds ?? [];
  }

  /** @throws Problem `not-found` when this person may not take over what the guest filed, `temporarily-unavailable` */
  async claimGuest(tenant: string, guestId: string, by: string): Promise<void> {
    const path = `/internal/guests/${guestId}/claim`;
    const done = await this.answered<object>({ tenant, path, method: 'POST', body: { by } });
    if (done === undefined) throw new Problem('not-found');
  }

  /** What identity knows of somebody's fresh proofs for a declaration (law 3). @throws Problem `temporarily-unavailable` */
  async eidProof(
    tenant: string,
    person: string,
    { applicationId: application, declarationHash: hash }: Omit<DeclarationName, 'serviceKey'>,
  ): Promise<KnownProof> {
    const query = new URLSearchParams({ application, person, hash });
    const known = await this.answered<KnownProof>({
      tenant,
      path: `/internal/declaration-proofs?${query.toString()}`,
    });
    return known ?? { ofOtherDeclaration: false };
  }

  /** What identity says of a person; undefined when it knows no such person (any more). */
  private ask<Answer>(tenant: string, personId: string, what: string): Promise<Answer | undefined> {
    return this.answered({ tenant, path: `/internal/persons/${personId}/${what}` });
  }

  /** What identity answers; undefined where there is nothing. */
  private async answered<Answer>(
    call: Omit<ServiceCall, 'service' | 'baseUrl' | 'correlationId'>,
  ): Promise<Answer | undefined> {
    try {
      return await this.services.call<Answer>({
        ...{ service: 'identity', baseUrl: this.identityUrl, correlationId: currentCorrelationId() },
        ...call,
      });
    } catch (error) {
      if (error instanceof ServiceRefused && error.status === 404) return undefined;
      // Any other refusal is a mistake between the services (keys, clocks, releases), which the log names: nobody's fault who asks.
      if (error instanceof Unavailable || error instanceof ServiceRefused) {
        throw new Problem('temporarily-unavailable', {}, { cause: error });
      }
      throw error;
    }
  }
}
