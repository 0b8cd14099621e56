import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import type { Role } from '../domain/account';
import { nameIn } from '../domain/profile';
import { colleaguesOf } from '../read-models/colleagues';
import { findPersons } from '../read-models/persons';
import { Secrets } from '../secrets';

/** Somebody who works on the cases of an office. */
export interface NamedColleague {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Keys of the offices that they work for. */
  readonly offices: readonly string[];
}

/** Who works on the cases of an office, by name; who has never signed in is not known. */
export class ColleaguesQuery extends Query<readonly NamedColleague[]> {
  constructor(
    readonly tenant: string,
    readonly office: string,
  ) {
    super();
  }
}

@QueryHandler(ColleaguesQuery)
export class ColleaguesQueryHandler implements IQueryHandler<ColleaguesQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  async execute({ tenant, office }: ColleaguesQuery): Promise<readonly NamedColleague[]> {
    const { colleagues, persons } = await this.data.withTenant(tenant, async (manager) => {
      const found = await colleaguesOf(manager, tenant, office);
      const ids = found.map(({ personId }) => personId);
      return { colleagues: found, persons: await findPersons(manager, tenant, ids) };
    });
    const profiles = await this.secrets.openProfiles(tenant, persons);
    return colleagues
      .flatMap(({ personId: id, roles, offices }) => {
        const profile = profiles.get(id);
        const name = profile && nameIn(profile);
        return name === undefined ? [] : [{ id, name, roles, offices }];
      })
      .sort((left, right) => byName.compare(left.name, right.name));
  }
}

const byName = new Intl.Collator('de');
