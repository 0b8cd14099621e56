import type { PoolClient } from 'pg';

/**
 * The cases in whose thread the citizen has written something that nobody of the office has read: heard from the mailbox
 * (table `application.unread_messages`).
 */

/** The citizen has written. @param since UTC, ISO 8601 */
export async function noteUnread(
  client: PoolClient,
  tenant: string,
  applicationId: string,
  since: string,
): Promise<void> {
  await client.query({
    name: 'note_unread',
    text: `INSERT INTO application.unread_messages (tenant, application_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    values: [tenant, applicationId, since],
  });
}

/** The office has read everything. */
export async function noteRead(client: PoolClient, tenant: string, applicationId: string): Promise<void> {
  await client.query({
    name: 'note_read',
    text: `DELETE FROM application.unread_messages WHERE tenant = $1 AND application_id = $2`,
    values: [tenant, applicationId],
  });
}
