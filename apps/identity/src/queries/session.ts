import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Secrets, secretHash } from '../secrets';
import { findRunningMandate } from '../read-models/mandates';
import { findSession, useSession, type StandingSession } from '../read-models/sessions';

/** A running session, and what its unsafe requests must carry in `X-CSRF-Token`. */
export type RunningSession = StandingSession & {
  readonly csrfToken: string;
  /** For whom it acts (law 7), while the mandate runs. */
  readonly acting?: { readonly personId: string; readonly until: Date };
};

/**
 * Which session it is: by the secret id that a browser brings, which counts as using it where somebody does something in it
 * (`active`), or by its public handle.
 */
export type SessionName =
  { readonly secretId: string; readonly active: boolean } | { readonly handle: string };

/** The running session with this name; undefined when it has ended. */
export class SessionQuery extends Query<RunningSession | undefined> {
  constructor(
    readonly tenant: string,
    readonly session: SessionName,
  ) {
    super();
  }
}

@QueryHandler(SessionQuery)
export class SessionQueryHandler implements IQueryHandler<SessionQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  async execute({ tenant, session: name }: SessionQuery): Promise<RunningSession | undefined> {
    const session = await this.data.withTenant(tenant, (manager) =>
      'secretId' in name
        ? (name.active ? useSession : findBySecret)(manager, tenant, secretHash(name.secretId))
        : findSession(manager, tenant, name),
    );
    if (!session) return undefined;
    return Object.assign(session, {
      csrfToken: (await this.secrets.ofCity(tenant)).csrfToken(session.handle),
      ...(await this.acting(session)),
    });
  }

  private async acting({ tenant, mandateId }: StandingSession): Promise<Pick<RunningSession, 'acting'>> {
    if (mandateId === null) return {};
    const mandate = await this.data.withTenant(tenant, (manager) =>
      findRunningMandate(manager, tenant, mandateId),
    );
    return mandate === null ? {} : { acting: { personId: mandate.grantorId, until: mandate.endsAt } };
  }
}

const findBySecret: typeof useSession = (manager, tenant, idHash) => findSession(manager, tenant, { idHash });
