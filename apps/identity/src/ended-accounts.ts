import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import { DataKeys } from '#encryption';
import { removeGrants } from './read-models/hand-over-artefacts';
import { grantsOf } from './read-models/hand-over-consents';
import { removePerson } from './read-models/persons';
import { secretHash } from './secrets';

/**
 * What is left of an account that ended: its events, which say nothing about who it was. Profile, ways in, sessions, links and what other portals may ask for go
 * with the row, and without the key nothing of it opens, in no backup either (law 9).
 */
@Injectable()
export class EndedAccounts {
  constructor(private readonly keys: DataKeys) {}

  /** Within the transaction that records the end. */
  async remove(
    manager: EntityManager,
    client: pg.PoolClient,
    { tenant, personId }: { readonly tenant: string; readonly personId: string },
  ): Promise<void> {
    const grants = (await grantsOf(manager, tenant, personId)).map((grantId) => ({
      grantId,
      id: secretHash(grantId),
    }));
    await removeGrants(manager, tenant, grants);
    await removePerson(manager, tenant, personId);
    await this.keys.destroy(tenant, personId, client);
  }
}
