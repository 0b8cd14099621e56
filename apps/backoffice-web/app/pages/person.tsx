import { Link } from 'react-router';
import { found, usePaths, withQuery } from '#pages';
import { PageTitle } from '../parts/page-title';
import { Cases } from '../person/cases';
import { PersonFacts } from '../person/facts';
import { Readers } from '../person/readers';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/person';

/** One person, with their cases in the reader's offices. That somebody reads it is recorded. */
export async function loader({ context, params: { id = '' }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  return { shown: found(await visit.api.GET('/api/persons/{id}', { params: { path: { id } } })) };
}

/** Who a person is, how they can be reached, for whom they act, and all of their cases that the reader may see. */
export default function PersonPage({ loaderData: { shown } }: Route.ComponentProps) {
  const words = useWords('person');
  const to = usePaths();
  const name = shown.names[shown.id] ?? words('unknown');
  const open = shown.items.filter(({ status }) => !['closed', 'withdrawn'].includes(status)).length;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      {/* No name of anybody in the list of tabs. */}
      <PageTitle>{words('title')}</PageTitle>
      <div className="b-head">
        <h1>{name}</h1>
        <span>{words('count', { count: shown.total })}</span>
        <span className="b-muted">{words('open', { count: open })}</span>
        <Link className="b-end" to={withQuery(to('/eingang'), { person: shown.id })}>
          {words('intake')}
        </Link>
      </div>
      <p className="b-note">
        <span className="kern-icon kern-icon--visibility" aria-hidden="true" />
        <span>
          <b>{words('recorded')}</b> {words('recordedText')}
        </span>
      </p>
      <PersonFacts shown={shown} />
      <Cases shown={shown} />
      <Readers shown={shown} />
    </main>
  );
}
