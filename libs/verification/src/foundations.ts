import type { StreamHistory } from '#event-sourcing';
import type { PoolClient } from 'pg';

/**
 * Something beside the log and the read models without which a stream means less than it did: the key that opens its
 * content, the configuration that it was drafted under.
 */
export interface Foundation {
  /** Qualified name of the table that holds it. */
  readonly table: string;
  /**
   * What is wrong, by stream id, in words without any value; streams that have what they need are left out.
   * @param client belongs to the tenant
   */
  missing(
    client: PoolClient,
    tenant: string,
    histories: readonly StreamHistory[],
  ): Promise<ReadonlyMap<string, string>>;
}
