import { Form, Link } from 'react-router';
import { dayIn, found, usePaths } from '#pages';
import { Button } from '#ui';
import { PageTitle } from '../parts/page-title';
import { usePeople } from '../parts/people';
import { Readings } from '../person/readings';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/audit-person';

/** Who was told who a person is. That an auditor asks is recorded by the API. */
export async function loader({ context, params: { id = '' }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const asked = new URL(request.url).searchParams.get('seit');
  const since = asked === null || asked === '' ? undefined : asked;
  const { personId, readings, names, formerly, available } = found(
    await visit.api.GET('/api/audit/persons/{id}/readings', {
      params: { path: { id }, query: since === undefined ? {} : { since } },
    }),
  );
  return { personId, readings, since, people: { names, formerly, namesAway: !available } };
}

/** Who of the staff was told who somebody is, the latest on top. */
export default function AuditPerson({
  loaderData: { personId, readings, since, people },
}: Route.ComponentProps) {
  const words = useWords('person');
  const audit = useWords('audit');
  const to = usePaths();
  const { actorIn } = usePeople(people);
  const today = dayIn(new Date().toISOString());
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      {/* No name of anybody in the list of tabs. */}
      <PageTitle>{words('readers')}</PageTitle>
      <p className="b-small">
        <Link to={to('/pruefung')}>{audit('title')}</Link>
      </p>
      <div className="b-head">
        <h1>{words('readersOf', { name: actorIn({ personId, role: 'citizen' }) })}</h1>
        <span className="b-muted">{words('looks', { count: readings.length })}</span>
      </div>
      <p className="b-note">
        <span className="kern-icon kern-icon--visibility" aria-hidden="true" />
        <span>
          <b>{words('recorded')}</b> {words('recordedHere')}
        </span>
      </p>
      {people.namesAway && (
        <p className="b-note b-note--warning">
          <span className="kern-icon kern-icon--warning" aria-hidden="true" />
          {audit('namesAway')}
        </p>
      )}
      <Form action={to(`/pruefung/personen/${personId}`)} className="b-row">
        <label>
          {words('since')}{' '}
          <input
            className="b-choose"
            type="date"
            name="seit"
            min="1970-01-01"
            max={today}
            required
            defaultValue={since ?? ''}
          />
        </label>
        <Button weight="secondary">{words('showSince')}</Button>
        {since === undefined && <span className="b-muted b-small">{words('readersSince')}</span>}
      </Form>
      {readings.length === 0 ? (
        <p>{words('noLooks')}</p>
      ) : (
        <Readings people={people} readings={readings.toReversed()} />
      )}
    </main>
  );
}
