import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { v5 as uuidv5 } from 'uuid';
import { metadataOf, type StaffRole } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { nameReadingAggregate } from '../account.aggregate';
import { nameIn } from '../domain/profile';
import { formerNamesOf, type FormerName } from '../read-models/former-names';
import { findPersons } from '../read-models/persons';
import { Secrets } from '../secrets';

/** Who of the staff is told names, and what for. */
export interface NameReader {
  readonly personId: string;
  readonly role: StaffRole;
  /** A key that the auditor will read, e.g. `work-list`. */
  readonly purpose: string;
}

/** What persons are called; who is not known (any more) has no entry. */
export interface Names {
  /** What they are called now, by person id. */
  readonly names: Readonly<Record<string, string>>;
  /**
   * What colleagues were called before, the oldest name first; a name held until `until` (UTC, ISO 8601). Citizens have none: what
   * they were called when they filed stands in the application.
   */
  readonly formerly: Readonly<Record<string, readonly FormerlyNamed[]>>;
}

export interface FormerlyNamed {
  readonly name: string;
  readonly until: string;
}

/** What persons are called, and were. */
export class NamesQuery extends Query<Names> {
  constructor(
    readonly tenant: string,
    readonly reader: NameReader,
    readonly personIds: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(NamesQuery)
export class NamesQueryHandler implements IQueryHandler<NamesQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly store: PostgresEventStore,
  ) {}

  /** That citizens' names are told is recorded before they are: what cannot be recorded is not told. */
  async execute({ tenant, reader, personIds }: NamesQuery): Promise<Names> {
    const { found, former } = await this.data.withTenant(tenant, async (manager) => ({
      found: await findPersons(manager, tenant, personIds),
      former: await formerNamesOf(manager, tenant, personIds),
    }));
    const profiles = await this.secrets.openProfiles(tenant, found);
    const named = found.flatMap(({ id, kind }) => {
      const profile = profiles.get(id);
      const name = profile && nameIn(profile);
      return name === undefined ? [] : [{ id, kind, name }];
    });
    const persons = named.filter(({ kind }) => kind === 'citizen').map(({ id }) => id);
    if (persons.length > 0) await noteReading(this.store, tenant, reader, persons);
    return {
      names: Object.fromEntries(named.map(({ id, name }) => [id, name])),
      formerly: await this.opened(tenant, former),
    };
  }

  private async opened(tenant: string, former: readonly FormerName[]): Promise<Names['formerly']> {
    const formerly: Record<string, FormerlyNamed[]> = {};
    for (const { personId, name: profile, until } of former) {
      const opened = await this.secrets.openProfiles(tenant, [{ id: personId, profile }]);
      const sealed = opened.get(personId);
      const name = sealed && nameIn(sealed);
      if (name !== undefined) (formerly[personId] ??= []).push({ name, until: until.toISOString() });
    }
    return formerly;
  }
}

/** Records that somebody is told who these citizens are, before they are told. */
export async function noteReading(
  store: PostgresEventStore,
  tenant: string,
  reader: NameReader,
  persons: readonly string[],
): Promise<void> {
  const { personId, role, purpose } = reader;
  await runCommand(
    store,
    nameReadingAggregate,
    { tenant, streamId: uuidv5('name-reading', personId) },
    { personId, role, purpose, persons },
    { metadata: metadataOf(reader) },
  );
}
