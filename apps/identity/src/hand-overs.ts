import { Injectable } from '@nestjs/common';
import { metadataOf } from '#commands';
import type { HandedOverAttribute, HandOverClient } from '#configuration';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { accountAggregate } from './account.aggregate';
import { removeGrants } from './read-models/hand-over-artefacts';
import {
  findConsent,
  keepConsent,
  removeConsents,
  type HandOverConsent,
} from './read-models/hand-over-consents';
import { secretHash } from './secrets';
import { uncontested } from './uncontested';

/** What somebody agrees to pass on, and whether they want to be asked again. */
export interface Agreement {
  readonly client: HandOverClient;
  readonly remembered: boolean;
  /** Under which the provider keeps codes and tokens. */
  readonly grantId: string;
}

/** What people agreed to pass on to other portals: event and row together (R16 W13). */
@Injectable()
export class HandOvers {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
  ) {}

  /** Somebody agrees; what they agreed to for the same portal before ends with it. */
  async agree(tenant: string, personId: string, agreement: Agreement): Promise<void> {
    const { client, remembered, grantId } = agreement;
    const { clientId } = client;
    const attributes = [...client.attributes];
    await this.end(tenant, personId, [clientId]);
    await uncontested(() =>
      this.data.inTransaction(tenant, async (manager, connection) => {
        await runCommand(
          this.store.within(connection),
          accountAggregate,
          { tenant, streamId: personId },
          ({ now: at }) => ({ type: 'agree-to-hand-over' as const, clientId, attributes, remembered, at }),
          { metadata: metadataOf({ personId, role: 'citizen' }) },
        );
        await keepConsent(manager, { tenant, personId, clientId, attributes, remembered, grantId });
      }),
    );
  }

  /** What somebody agreed to; what the portal gets today and did not get then is no part of it. */
  async agreed(
    tenant: string,
    personId: string,
    { clientId, attributes }: HandOverClient,
  ): Promise<(HandOverConsent & { readonly covers: readonly HandedOverAttribute[] }) | undefined> {
    const consent = await this.data.withTenant(tenant, (manager) =>
      findConsent(manager, { tenant, personId, clientId }),
    );
    const covers = attributes.filter((attribute) => consent?.attributes.includes(attribute));
    return consent === null ? undefined : { ...consent, covers };
  }

  /** Ends what was agreed to for these portals, with every code and token that came of it. */
  async end(tenant: string, personId: string, clients: readonly string[]): Promise<void> {
    if (clients.length === 0) return;
    await this.data.inTransaction(tenant, async (manager) => {
      const places = clients.map((clientId) => ({ tenant, personId, clientId }));
      const removed = await removeConsents(manager, places);
      const grants = removed.map(({ grantId }) => ({ grantId, id: secretHash(grantId) }));
      await removeGrants(manager, tenant, grants);
    });
  }
}
