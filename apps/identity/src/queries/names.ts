import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { v5 as uuidv5 } from 'uuid';
import { metadataOf, type StaffRole } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { nameReadingAggregate } from '../account.aggregate';
import { nameIn } from '../domain/profile';
import { findPersons } from '../read-models/persons';
import { Secrets } from '../secrets';

/** Who of the staff is told names, and what for. */
export interface NameReader {
  readonly personId: string;
  readonly role: StaffRole;
  /** A key that the auditor will read, e.g. `work-list`. */
  readonly purpose: string;
}

/** By person id; who is not known (any more) has no entry. */
export type Names = Readonly<Record<string, string>>;

/** What persons are called. */
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
    const found = await this.data.withTenant(tenant, (manager) => findPersons(manager, tenant, personIds));
    const profiles = await this.secrets.openProfiles(tenant, found);
    const named = found.flatMap(({ id, kind }) => {
      const profile = profiles.get(id);
      const name = profile && nameIn(profile);
      return name === undefined ? [] : [{ id, kind, name }];
    });
    const persons = named.filter(({ kind }) => kind === 'citizen').map(({ id }) => id);
    if (persons.length > 0) await noteReading(this.store, tenant, reader, persons);
    return Object.fromEntries(named.map(({ id, name }) => [id, name]));
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
