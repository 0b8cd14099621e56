import { redirect } from 'react-router';
import { found } from '#pages';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import type { Route } from './+types/service-preview';

/** Leads to a version of a service as citizens see it, in the portal of the city: behind the same port as these pages. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { key, version } = params;
  const { host, page } = found(
    await visit.api.GET('/api/services/{key}/preview-link', {
      params: { path: { key }, query: { version } },
    }),
  );
  const [, port = ''] = /(:\d+)?$/.exec(visit.host) ?? [];
  return redirect(`${visit.isSecure ? 'https' : 'http'}://${host}${port}${page}`);
}
