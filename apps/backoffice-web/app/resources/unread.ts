import { visitOf } from '../visit.server';
import type { Route } from './+types/unread';

/** How much of what they are told whoever visits has not read; undefined while that cannot be asked. */
export async function loader({
  context,
}: Route.LoaderArgs): Promise<{ readonly unread: number | undefined }> {
  const { data } = await visitOf(context).api.GET('/api/alerts/unread', {});
  return { unread: data?.unread };
}
