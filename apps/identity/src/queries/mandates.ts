import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import type { Attributes } from '../domain/profile';
import { mandatesOf, type Mandate } from '../read-models/mandates';
import { Secrets } from '../secrets';
import { openedPerson } from './person';

/** A mandate as one of its two parties sees it. */
export interface SeenMandate {
  readonly id: string;
  /** Whether this party gave it, or holds it. */
  readonly as: 'grantor' | 'representative';
  readonly status: 'offered' | 'running' | 'ended';
  /** The other party as they call themselves; absent while nobody has accepted, or when they are erased. */
  readonly with?: { readonly personId: string; readonly name: string };
  /** Last day, Europe/Berlin. */
  readonly endsOn: string;
  /** Until when the code of an offer can be accepted. */
  readonly codeUntil?: Date;
  readonly givenAt?: Date;
  readonly endedAt?: Date;
}

/** The mandates that somebody gave or holds, newest first. */
export class MandatesQuery extends Query<readonly SeenMandate[]> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(MandatesQuery)
export class MandatesQueryHandler implements IQueryHandler<MandatesQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  async execute({ tenant, personId }: MandatesQuery): Promise<readonly SeenMandate[]> {
    const rows = await this.data.withTenant(tenant, (manager) => mandatesOf(manager, tenant, personId));
    return Promise.all(rows.map((row) => this.seen(row, personId)));
  }

  private async seen(mandate: Mandate, personId: string): Promise<SeenMandate> {
    const { id, tenant, grantorId, representativeId, endsOn, codeUntil, givenAt, endedAt } = mandate;
    const as = grantorId === personId ? 'grantor' : 'representative';
    const other = as === 'grantor' ? representativeId : grantorId;
    const name = other === null ? undefined : await nameOf(this.data, this.secrets, tenant, other);
    const status = statusOf(mandate, new Date());
    return {
      ...{ id, as, status, endsOn },
      ...(other !== null && name !== undefined && { with: { personId: other, name } }),
      ...(status === 'offered' && { codeUntil }),
      ...(givenAt && { givenAt }),
      ...(endedAt && { endedAt }),
    };
  }
}

function statusOf({ givenAt, endedAt, endsAt }: Mandate, now: Date): SeenMandate['status'] {
  if (endedAt !== null || endsAt <= now) return 'ended';
  return givenAt === null ? 'offered' : 'running';
}

/** What somebody is called, for whoever they share a mandate with; undefined for who is erased. */
export async function nameOf(
  data: TenantData,
  secrets: Secrets,
  tenant: string,
  personId: string,
): Promise<string | undefined> {
  try {
    return calledBy((await openedPerson(data, secrets, tenant, personId)).profile.attributes);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function calledBy({ givenName, familyName, name, email }: Attributes): string {
  const full = [givenName?.value, familyName?.value].filter((part) => part !== undefined).join(' ');
  return full || name?.value || email?.value || '–';
}
