import { redirect } from 'react-router';
import type { Route } from './+types/former-address';

/** Where mails led before the portal had pages: whoever opens an old one comes to the page that it means. */
export function loader({ params: { id }, request }: Route.LoaderArgs) {
  if (id === undefined) return redirect('/meine-daten');
  return redirect(
    new URL(request.url).pathname.endsWith('/messages') ? `/postkorb/${id}` : `/antraege/${id}`,
  );
}
