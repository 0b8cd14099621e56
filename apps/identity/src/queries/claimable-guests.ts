import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { claimableBy } from '../read-models/guests';
import { provenAddressesOf } from '../read-models/known-by';
import { Secrets } from '../secrets';
import { openedPerson } from './person';

/** The guests whose matters somebody may take over into their account, or already has (R10a). */
export class ClaimableGuestsQuery extends Query<readonly string[]> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(ClaimableGuestsQuery)
export class ClaimableGuestsQueryHandler implements IQueryHandler<ClaimableGuestsQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem `not-found` when this city has no such person, or has erased them */
  async execute({ tenant, personId }: ClaimableGuestsQuery): Promise<readonly string[]> {
    const { kind, profile } = await openedPerson(this.data, this.secrets, tenant, personId);
    if (kind !== 'citizen') return [];
    const { email } = profile.attributes;
    const secrets = await this.secrets.ofCity(tenant);
    const confirmed = email?.source === 'confirmed' ? [email.value] : [];
    const lookups = confirmed.map((value) => secrets.lookup({ purpose: 'email-address', value }));
    return this.data.withTenant(tenant, async (manager) => {
      const proven = [...lookups, ...(await provenAddressesOf(manager, tenant, personId))];
      return claimableBy(manager, { tenant, personId }, proven);
    });
  }
}
