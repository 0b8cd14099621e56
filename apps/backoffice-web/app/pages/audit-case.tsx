import { Link, useSearchParams } from 'react-router';
import { found, problemOf, usePaths } from '#pages';
import { Accesses } from '../audit/accesses';
import { Events } from '../audit/events';
import { Scrubber } from '../audit/scrubber';
import { Seen } from '../audit/seen';
import { PageTitle } from '../parts/page-title';
import { signedInOr } from '../signed-in.server';
import { visitOf, type Visit } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/audit-case';

/** So many names one question can ask for. */
const mostNames = 50;

/** A case as of one of its events, as both parties saw it then. That it is looked at is recorded by the API. */
export async function loader({ context, params: { id = '' }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { events, findings } = found(
    await visit.api.GET('/api/audit/applications/{id}/events', { params: { path: { id } } }),
  );
  const asked = Number(new URL(request.url).searchParams.get('stand') ?? events.length);
  const at = Math.min(Math.max(1, Number.isInteger(asked) ? asked : events.length), events.length);
  const asOf = events[at - 1]?.recordedAt;
  const stateAs = (as: 'citizen' | 'caseworker') =>
    visit.api.GET('/api/audit/applications/{id}/state', {
      params: { path: { id }, query: { as, ...(asOf !== undefined && { asOf }) } },
    });
  const [citizen, office, accesses] = await Promise.all([
    stateAs('citizen'),
    stateAs('caseworker'),
    visit.api.GET('/api/audit/applications/{id}/accesses', { params: { path: { id } } }),
  ]);
  const readers = found(accesses).accesses;
  const people = [...events.map(({ actor }) => actor.personId), ...readers.map(({ personId }) => personId)];
  return {
    id,
    at,
    events,
    findings,
    citizen: found(citizen),
    office: found(office),
    accesses: readers,
    names: await namesOf(visit, people),
  };
}

/** What people are called now; that an auditor was told is recorded. Nobody is called anything while identity is away. */
async function namesOf({ api }: Visit, people: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set(people)].filter((id) => /^[0-9a-f-]{36}$/.test(id)).slice(0, mostNames);
  if (ids.length === 0) return {};
  const names = await api.GET('/api/names', { params: { query: { ids } } });
  return problemOf(names) === undefined ? (names.data?.names ?? {}) : {};
}

/** The history of one case as a slider: what it was at a moment, and what each party could see. */
export default function AuditCase({ loaderData }: Route.ComponentProps) {
  const { id, at, events, findings, citizen, office, accesses, names } = loaderData;
  const words = useWords('audit');
  const to = usePaths();
  const [search] = useSearchParams();
  const reference = office.state?.reference ?? citizen.state?.reference ?? id;
  const event = events[at - 1];
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('caseTitle', { reference })}</PageTitle>
      <p className="b-small">
        <Link to={to('/pruefung')}>{words('title')}</Link>
      </p>
      <h1>{words('caseTitle', { reference })}</h1>
      <p className={findings.length === 0 ? 'b-note b-note--success' : 'b-note b-note--danger'}>
        <span
          className={`kern-icon kern-icon--${findings.length === 0 ? 'success' : 'danger'}`}
          aria-hidden="true"
        />
        <b>
          {findings.length === 0
            ? words('chainHolds', { count: events.length })
            : words('chainBroken', { count: findings.length, version: findings[0]?.version ?? 0 })}
        </b>
      </p>
      <Scrubber key={search.toString()} id={id} at={at} events={events} />
      <div className="b-views">
        <Seen title={words('then')} event={event} names={names} />
        <Seen title={words('asCitizen')} seen={citizen} names={names} />
        <Seen title={words('asOffice')} seen={office} names={names} />
      </div>
      <Events id={id} at={at} events={events} names={names} />
      <Accesses accesses={accesses} names={names} />
    </main>
  );
}
