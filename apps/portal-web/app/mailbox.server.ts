import type { Schema } from '#api-client';
import { unopenedNotice } from './case-course';
import { found } from './problem';
import { titlesOf } from './titles.server';
import type { Visit } from './visit.server';

/** A thread of the list, under the title of its service; `''` where the city offers the service no more. */
export type ThreadLine = Schema<'ThreadLineAnswer'> & { readonly title: string };

/** The list of a mailbox, as both of its pages show it. */
export type MailboxList = Omit<Schema<'MailboxAnswer'>, 'items'> & {
  readonly items: readonly ThreadLine[];
  /** Applications with a notice that was not opened: reading what tells of it does not open it (law 1). */
  readonly unopened: readonly string[];
};

/** So many decided applications are looked at for a notice that was not opened. */
const mostLookedAt = 10;

/** A page of the threads of whoever visits. @param cursor of the page before */
export async function mailboxOf(visit: Visit, cursor: string | null): Promise<MailboxList> {
  const query = cursor === null ? {} : { cursor };
  const [answer, titles, unopened] = await Promise.all([
    visit.api.GET('/api/mailbox', { params: { query } }),
    titlesOf(visit),
    unopenedOf(visit),
  ]);
  const { items, ...rest } = found(answer);
  return {
    ...rest,
    unopened,
    items: items.map((item) => ({ ...item, title: titles.get(item.serviceKey) ?? '' })),
  };
}

/** The mailbox is read while the applications themselves cannot be. */
async function unopenedOf({ api }: Visit): Promise<readonly string[]> {
  const list = await api.GET('/api/applications');
  const decided = (list.data?.items ?? []).filter(({ status }) => status === 'notice-available');
  const cases = await Promise.all(
    decided
      .slice(0, mostLookedAt)
      .map(({ id }) => api.GET('/api/applications/{id}', { params: { path: { id } } })),
  );
  return cases.flatMap(({ data }) => (data && unopenedNotice(data) ? [data.id] : []));
}
