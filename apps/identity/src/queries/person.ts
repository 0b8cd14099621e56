import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { KeyDestroyed } from '#encryption';
import { Problem } from '#http';
import { Secrets } from '../secrets';
import type { PersonKind } from '../domain/account';
import type { Profile } from '../domain/profile';
import { findPerson } from '../read-models/persons';

/** A person of a city, with the profile opened. */
export interface Person {
  readonly id: string;
  readonly kind: PersonKind;
  readonly profile: Profile;
  /** Counts the changes of the profile: its ETag. */
  readonly version: number;
}

/** Who somebody is. */
export class PersonQuery extends Query<Person> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(PersonQuery)
export class PersonQueryHandler implements IQueryHandler<PersonQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem `not-found` when this city has no such person, or has erased them (R26). */
  execute({ tenant, personId }: PersonQuery): Promise<Person> {
    return openedPerson(this.data, this.secrets, tenant, personId);
  }
}

/** @throws Problem `not-found` as `PersonQuery` does. */
export async function openedPerson(
  data: TenantData,
  secrets: Secrets,
  tenant: string,
  id: string,
): Promise<Person> {
  const person = await data.withTenant(tenant, (manager) => findPerson(manager, tenant, id));
  if (person === null) throw new Problem('not-found');
  const { kind, version } = person;
  try {
    return { id, kind, version, profile: await secrets.openProfile(tenant, id, person.profile) };
  } catch (error) {
    throw error instanceof KeyDestroyed ? new Problem('not-found', {}, { cause: error }) : error;
  }
}
