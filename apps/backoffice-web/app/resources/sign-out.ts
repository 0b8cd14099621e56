import { redirect } from 'react-router';
import { entered, found, pathIn } from '#pages';
import { visitOf } from '../visit.server';
import type { Route } from './+types/sign-out';

/** Opening the address ends nothing. */
export function loader({ context }: Route.LoaderArgs): never {
  throw redirect(pathIn(visitOf(context).language, '/'));
}

/** Ends the session here and, where the directory of the staff takes part, there. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const headers = { 'X-CSRF-Token': entered(await request.formData(), '_csrf') };
  const ended = await visit.api.POST('/api/sign-out', { headers });
  // Where the session is over already, it is what was wished for.
  if (ended.response.status !== 401) found(ended);
  return redirect(ended.data?.endSessionUrl ?? pathIn(visit.language, '/abgemeldet'), 303);
}
