import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import { DataKeys } from '#encryption';
import { removePerson } from './read-models/persons';

/**
 * What is left of an account that ended: its events, which say nothing about who it was. Profile, ways in, sessions and links go
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
    await removePerson(manager, tenant, personId);
    await this.keys.destroy(tenant, personId, client);
  }
}
