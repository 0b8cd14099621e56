import { visitOf } from '../visit.server';
import type { Route } from './+types/unread';

/** How much in the mailbox of whoever visits was not read; undefined while it is away. */
export async function loader({
  context,
}: Route.LoaderArgs): Promise<{ readonly unread: number | undefined }> {
  const { api } = visitOf(context);
  const { data } = await api.GET('/api/mailbox', { params: { query: { limit: 1 } } });
  return { unread: data?.unread };
}
