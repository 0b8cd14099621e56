import { found } from '#pages';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import type { Route } from './+types/configuration-file';

/** A version as a file that may be put into the folder of the city again. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { kind = '', key = '', version = '' } = params;
  const { content } = found(
    await visit.api.GET('/api/configuration/{kind}/{key}/{version}', {
      params: { path: { kind, key, version } },
    }),
  );
  const name = kind === 'tenant' ? 'tenant' : key.replaceAll(/[^a-z0-9-]/g, '');
  return new Response(content, {
    headers: {
      'Content-Type': 'application/yaml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.yaml"`,
      'Cache-Control': 'no-store',
    },
  });
}
