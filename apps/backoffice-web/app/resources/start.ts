import { redirect } from 'react-router';
import { pathIn } from '#pages';
import { startOf } from '../frame';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import type { Route } from './+types/start';

/** Leads to the page that somebody's work begins on. */
export async function loader({ context, request }: Route.LoaderArgs): Promise<never> {
  const visit = visitOf(context);
  throw redirect(pathIn(visit.language, startOf(await signedInOr(visit, request))));
}
