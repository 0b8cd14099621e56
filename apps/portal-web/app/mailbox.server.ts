import type { Schema } from '#api-client';
import { found } from './problem';
import { titlesOf } from './titles.server';
import type { Visit } from './visit.server';

/** A thread of the list, under the title of its service; `''` where the city offers the service no more. */
export type ThreadLine = Schema<'ThreadLineAnswer'> & { readonly title: string };

/** The list of a mailbox, as both of its pages show it. */
export type MailboxList = Omit<Schema<'MailboxAnswer'>, 'items'> & { readonly items: readonly ThreadLine[] };

/** A page of the threads of whoever visits. @param cursor of the page before */
export async function mailboxOf(visit: Visit, cursor: string | null): Promise<MailboxList> {
  const query = cursor === null ? {} : { cursor };
  const [answer, titles] = await Promise.all([
    visit.api.GET('/api/mailbox', { params: { query } }),
    titlesOf(visit),
  ]);
  const { items, ...rest } = found(answer);
  return { ...rest, items: items.map((item) => ({ ...item, title: titles.get(item.serviceKey) ?? '' })) };
}
