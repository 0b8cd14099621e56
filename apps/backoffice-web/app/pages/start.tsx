import { redirect } from 'react-router';
import { pathIn } from '#pages';
import { startOf } from '../frame';
import { PageTitle } from '../parts/page-title';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/start';

/** Leads to the page that somebody's work begins on, where there is one. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const start = startOf(await signedInOr(visit, request));
  if (start !== undefined) throw redirect(pathIn(visit.language, start));
  return null;
}

/** Who has a role without pages (yet) is told so. */
export default function Start() {
  const words = useWords('signIn');
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle>{words('noPagesTitle')}</PageTitle>
      <h1>{words('noPagesTitle')}</h1>
      <p>{words('noPages')}</p>
    </main>
  );
}
