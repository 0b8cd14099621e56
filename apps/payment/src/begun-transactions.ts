import type { TenantDatabase } from '#database';

/** Which attempt has begun which transaction at a provider: the money of one is never taken for the money of another. */
export class BegunTransactions {
  constructor(private readonly database: TenantDatabase) {}

  /** Whether a transaction is of this attempt; where it is of none yet, it is from now on. */
  async isOf(
    tenant: string,
    provider: string,
    { transactionId, attemptId }: { readonly transactionId: string; readonly attemptId: string },
  ): Promise<boolean> {
    const { rows } = await this.database.withTenant(tenant, async (client) => {
      await client.query({
        name: 'note_transaction',
        text: `INSERT INTO payment.begun_transactions (tenant, provider, transaction_id, attempt_id)
          VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        values: [tenant, provider, transactionId, attemptId],
      });
      return client.query<{ isOwn: boolean }>({
        name: 'is_own_transaction',
        text: `SELECT attempt_id = $4 AS "isOwn" FROM payment.begun_transactions
          WHERE tenant = $1 AND provider = $2 AND transaction_id = $3`,
        values: [tenant, provider, transactionId, attemptId],
      });
    });
    return rows[0]?.isOwn === true;
  }
}
