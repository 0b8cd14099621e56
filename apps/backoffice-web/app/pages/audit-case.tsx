import { Form, Link, useSearchParams } from 'react-router';
import { dayIn, found, problemOf, useLanguage, usePaths } from '#pages';
import { Button } from '#ui';
import { Accesses } from '../audit/accesses';
import { Events, useWhat } from '../audit/events';
import { historyIn } from '../audit/history';
import { Scrubber } from '../audit/scrubber';
import { Happened, SeenBy } from '../audit/seen';
import { Verdict } from '../audit/verdict';
import { wrongsOf } from '../audit/wrongs';
import { PageTitle } from '../parts/page-title';
import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/audit-case';

/** A case as of one of its events, as both parties saw it then. That it is looked at is recorded by the API. */
export async function loader({ context, params: { id = '' }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const ofCase = { params: { path: { id } } };
  const { applicationId, events, findings } = found(
    await visit.api.GET('/api/audit/applications/{id}/events', ofCase),
  );
  // Who looked at the case stands below; what happened to it is a history of its own.
  const happened = events.filter(({ type }) => type !== 'CaseAccessed');
  const { searchParams } = new URL(request.url);
  const at = placeIn(
    happened.map(({ recordedAt }) => recordedAt),
    searchParams,
  );
  const asOf = happened[at - 1]?.recordedAt;
  const stateAs = (as: 'citizen' | 'caseworker', moment?: string) =>
    visit.api.GET('/api/audit/applications/{id}/state', {
      params: { path: { id }, query: { as, ...(moment !== undefined && { asOf: moment }) } },
    });
  const [citizen, office, now, accesses, evidence, names, report] = await Promise.all([
    stateAs('citizen', asOf),
    stateAs('caseworker', asOf),
    // The office's view of today has the words for each event, and whether the applicant reads it.
    stateAs('caseworker'),
    visit.api.GET('/api/audit/applications/{id}/accesses', ofCase),
    visit.api.GET('/api/audit/applications/{id}/evidence', ofCase),
    visit.api.GET('/api/audit/applications/{id}/names', ofCase),
    visit.api.GET('/api/audit/integrity', {}),
  ]);
  const today = found(now);
  const streamIds = new Set(events.map(({ streamId }) => streamId));
  const { available, ...called } = found(names);
  return {
    ...{ id, at, events: happened, all: events, streams: streamIds.size },
    wrongs: wrongsOf(
      applicationId,
      today.content?.differing ?? [],
      findings,
      problemOf(report) === undefined ? report.data : undefined,
      streamIds,
    ),
    now: today,
    citizen: found(citizen),
    office: found(office),
    accesses: found(accesses).accesses,
    evidence: found(evidence),
    people: { ...called, namesAway: !available },
    checkedAt: new Date().toISOString(),
  };
}

/** Which event is looked at: a number (`stand`), or the last one of a day in Berlin (`tag`); without either the last. */
function placeIn(times: readonly string[], search: URLSearchParams): number {
  const day = search.get('tag') ?? '';
  const asked = /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? times.filter((time) => dayIn(time) <= day).length
    : Number(search.get('stand') ?? times.length);
  return Math.min(Math.max(1, Number.isInteger(asked) ? asked : times.length), times.length);
}

/** The history of one case as a slider: what it was at a moment, and what each party could see. */
export default function AuditCase({ loaderData }: Route.ComponentProps) {
  const {
    id,
    at,
    events,
    all,
    streams,
    wrongs,
    now,
    citizen,
    office,
    accesses,
    evidence,
    people,
    checkedAt,
  } = loaderData;
  const words = useWords('audit');
  const language = useLanguage();
  const to = usePaths();
  const [search] = useSearchParams();
  const { actorThen } = usePeople(people);
  const what = useWhat();
  const reference = now.state?.reference ?? id;
  const event = events[at - 1];
  const told = historyIn(now.content?.view, language);
  const entry =
    event?.source === 'application' && event.streamType === 'application'
      ? told.find(({ version }) => version === event.version)
      : undefined;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('caseTitle', { reference })}</PageTitle>
      <p className="b-small">
        <Link to={to('/pruefung')}>{words('title')}</Link>
      </p>
      <div className="b-head">
        <h1>{words('caseTitle', { reference })}</h1>
        <span className="b-muted">{words('caseSize', { count: events.length })}</span>
        <span className="b-end b-row">
          <Link className="kern-btn kern-btn--secondary" to={to(`/pruefung/${encodeURIComponent(id)}`)}>
            <span className="kern-label">{words('again')}</span>
          </Link>
          <a
            className="kern-btn kern-btn--primary"
            href={`/api/audit/applications/${encodeURIComponent(id)}/bundle`}
            download
          >
            <span className="kern-label">{words('bundle')}</span>
          </a>
        </span>
      </div>
      <Verdict
        {...{ events: all, streams, wrongs, checkedAt, evidence }}
        available={now.content?.available !== false}
      />
      {people.namesAway && (
        <p className="b-note b-note--warning">
          <span className="kern-icon kern-icon--warning" aria-hidden="true" />
          {words('namesAway')}
        </p>
      )}
      <Scrubber key={search.toString()} id={id} at={at} events={events} />
      <div className="b-row">
        {event !== undefined && (
          <p className="b-strong">
            {words('afterEvent', { at, of: events.length })} <Time at={event.recordedAt} form="second" />
            {'. '}
            {actorThen(event.actor, event.recordedAt).then}: {what(event, entry)}.
          </p>
        )}
        <Form action={to(`/pruefung/${encodeURIComponent(id)}`)} preventScrollReset className="b-row b-end">
          <label>
            {words('endOfDay')}{' '}
            <input
              className="b-choose"
              type="date"
              name="tag"
              required
              min="1970-01-01"
              defaultValue={search.get('tag') ?? ''}
            />
          </label>
          <Button weight="secondary">{words('showDay')}</Button>
        </Form>
      </div>
      <div className="b-views">
        {event !== undefined && <Happened {...{ event, entry, people }} />}
        <SeenBy title={words('asCitizen')} seen={citizen} event={event} people={people} />
        <SeenBy title={words('asOffice')} seen={office} event={event} people={people} />
      </div>
      <Events {...{ id, at, events, people, wrongs, told }} mails={evidence.mails} />
      <Accesses accesses={accesses} people={people} />
    </main>
  );
}
