import { v5 as uuidv5 } from 'uuid';
import type { TenantDatabase } from '#database';
import type { DueHandler } from '#event-sourcing';
import { beginOfDayInBerlin, dateInBerlin } from './domain/berlin';
import { addDays } from './domain/law/calendar';
import type { Mails } from './mails';
import { alertsMade, mailReadersOf, takeUnmailed, tellOfDates } from './read-models/alerts';

/** The kind of due-table row that looks at a city's dates at the beginning of each day. */
const datesOfDay = 'dates-of-day';
/** It belongs to no case: one row for each city, under the same id. */
const noCase = '00000000-0000-0000-0000-000000000000';

/** What is done when alerts are to be told by mail, and when a day begins. */
export function alertHandlers(mails: Pick<Mails, 'tellOfAlerts'>): Readonly<Record<string, DueHandler>> {
  return { [alertsMade]: tellingByMail(mails), [datesOfDay]: tellingOfDates };
}

/** Has a city's dates looked at day by day, from today on. */
export async function beginDays(database: TenantDatabase, tenant: string): Promise<void> {
  await database.withTenant(tenant, (client) =>
    client.query(
      `INSERT INTO event_store.due (tenant, stream_id, kind, version, due_at, look_at)
       VALUES ($1, '${noCase}', '${datesOfDay}', 0, now(), now()) ON CONFLICT DO NOTHING`,
      [tenant],
    ),
  );
}

/**
 * Tells who wants it by mail that there is something new, and nothing of what it is about. Many alerts are one mail: after the first
 * they are gathered. The mail's id is that of the row, so that trying again is no second mail.
 */
function tellingByMail(mails: Pick<Mails, 'tellOfAlerts'>): DueHandler {
  return async ({ tenant, streamId, dueAt }, transaction) => {
    const waiting: string[] = [];
    for (const { personId, waitsUntil } of await mailReadersOf(transaction, tenant, streamId)) {
      if (waitsUntil !== null) {
        waiting.push(waitsUntil);
        continue;
      }
      const kinds = await takeUnmailed(transaction, tenant, personId);
      if (kinds.length === 0) continue;
      const mailId = uuidv5(`alerts ${dueAt} ${personId}`, streamId);
      await mails.tellOfAlerts(tenant, { mailId, personId, kinds });
    }
    const againAt = waiting.sort()[0];
    return againAt === undefined ? undefined : { againAt };
  };
}

const tellingOfDates: DueHandler = async ({ tenant, now }, transaction) => {
  const today = dateInBerlin(now);
  await tellOfDates(transaction, tenant, today);
  return { againAt: beginOfDayInBerlin(addDays(today, 1)) };
};
