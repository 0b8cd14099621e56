import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Secrets, secretHash, type CitySecrets } from '../secrets';
import { findRunningMandate } from '../read-models/mandates';
import { findSession, useSession, type StandingSession } from '../read-models/sessions';

/** A running session, and what its unsafe requests must carry in `X-CSRF-Token`. */
export type RunningSession = StandingSession & {
  readonly csrfToken: string;
  /** For whom it acts (law 7), while the mandate runs. */
  readonly acting?: { readonly personId: string; readonly until: Date };
  /** The secret id that its browser did not hear of; absent where it has. */
  readonly unheardSecret?: string;
};

/**
 * Which session it is: by the secret id that a browser brings, which counts as using it where somebody does something in it
 * (`active`), or by its public handle, with what the browser brought where that may have to be told another one.
 */
export type SessionName =
  | { readonly secretId: string; readonly active: boolean }
  | { readonly handle: string; readonly brought?: string | undefined };

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
    const secrets = await this.secrets.ofCity(tenant);
    const brought = 'brought' in name ? name.brought : undefined;
    const present = brought === undefined ? undefined : presentSecret(secrets, session, brought);
    return Object.assign(session, {
      csrfToken: secrets.csrfToken(session.handle),
      ...(await this.acting(session)),
      ...(present !== undefined && present !== brought && { unheardSecret: present }),
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

/** The secret id of a session, for the browser that brought this one or the one before it; undefined for any other. */
export function presentSecret(
  secrets: CitySecrets,
  { idHash }: Pick<StandingSession, 'idHash'>,
  brought: string,
): string | undefined {
  return [brought, secrets.sessionAfter(brought)].find((secret) => secretHash(secret).equals(idHash));
}

const findBySecret: typeof useSession = (manager, tenant, idHash) => findSession(manager, tenant, { idHash });
