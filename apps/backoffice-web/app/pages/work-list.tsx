import { data, redirect, useNavigation } from 'react-router';
import { acting, entered, found, pathIn, problemOf, type Problem, useLasting } from '#pages';
import { BulkBar } from '../bulk/bulk-bar';
import { askedOf, questionOf, wantedBy } from '../list/asked';
import { CaseTable, LoadingTable } from '../list/case-table';
import { shownColumns } from '../list/columns';
import { Changed } from '../list/changed';
import { Filters } from '../list/filters';
import { Pager } from '../list/pager';
import { SaveSearch } from '../list/save-search';
import { useKeepTrail } from '../list/trail';
import { StandingIn } from '../list/standing-in';
import { Views } from '../list/views';
import { NamesAway } from '../parts/names-away';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import { Empty } from '../list/empty';
import type { Route } from './+types/work-list';

/** A page of the work list. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const [me, ownLists] = await Promise.all([signedInOr(visit, request), visit.api.GET('/api/own-lists', {})]);
  const own = found(ownLists);
  const asked = askedOf(new URL(request.url).searchParams, wantedBy(own));
  const isHead = me.roles.includes('head-of-office');
  const [answer, counts, services, deputies, colleagues] = await Promise.all([
    visit.api.GET('/api/work-list', { params: { query: questionOf(asked) } }),
    visit.api.GET('/api/work-list/counts', {}),
    visit.api.GET('/api/services', {}),
    visit.api.GET('/api/deputies', { params: { query: { own: true } } }),
    isHead ? visit.api.GET('/api/colleagues', {}) : undefined,
  ]);
  // What was searched for can be wrong (a digit of a reference): then that is said above an empty list.
  const problem = problemOf(answer);
  const isWrong = problem?.status === 400 || problem?.status === 422;
  return {
    asked,
    counts: counts.data,
    searches: own.searches,
    columns: own.settings?.columns,
    me: me.personId,
    page: isWrong ? { items: [], total: 0, names: {} } : found(answer),
    wrong: isWrong ? problem : undefined,
    services: (services.data?.items ?? []).map(({ key, title }) => ({ key, title })),
    colleagues: (colleagues?.data?.items ?? []).map(({ id, name }) => ({ id, name })),
    deputies: deputies.data ?? { items: [], names: {} },
    loadedAt: new Date().toISOString(),
    actKey: newKey(),
  };
}

/** Takes a case that nobody has. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const answer = await visit.api.POST('/api/applications/{id}/assign', {
    params: { path: { id: entered(form, 'id') }, header: acting(form) },
    body: {},
  });
  const problem = problemOf(answer);
  if (problem !== undefined) return data({ problem } satisfies { problem: Problem }, problem.status);
  const { search } = new URL(request.url);
  return redirect(pathIn(visit.language, '/vorgaenge') + search);
}

/** The work list: what there is to do, the most urgent on top. */
export default function WorkList({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const { asked, page, me, wrong } = loaderData;
  const words = useWords('list');
  const navigation = useNavigation();
  const shown = shownColumns(loaderData.columns);
  const title = words(`view-${asked.view}`);
  const standsIn = loaderData.deputies.items.some(({ isNow, deputyId }) => isNow && deputyId === me);
  useKeepTrail(asked, page.items);
  const isLoading = navigation.state === 'loading' && navigation.formMethod === undefined;
  return (
    <div className="b-with-side">
      <Views asked={asked} standsIn={standsIn} searches={loaderData.searches} counts={loaderData.counts} />
      <main id="inhalt" tabIndex={-1} className="b-main">
        <PageTitle>{title}</PageTitle>
        <div className="b-head">
          <h1>{title}</h1>
          {wrong === undefined && <span>{words('total', { count: page.total })}</span>}
          <Changed shown={page.items} />
        </div>
        <NamesAway people={page} />
        <StandingIn deputies={loaderData.deputies} />
        <Filters asked={asked} services={loaderData.services} colleagues={loaderData.colleagues} />
        <SaveSearch
          key={loaderData.searches.map(({ id, query }) => id + query).join()}
          asked={asked}
          actKey={loaderData.actKey}
        />
        {actionData !== undefined && <Refusal problem={actionData.problem} />}
        {wrong !== undefined && <Refusal problem={wrong} />}
        {page.items.length === 0 ? (
          wrong === undefined && <Empty asked={asked} />
        ) : isLoading ? (
          <LoadingTable asked={asked} shown={shown} rows={page.items.length} />
        ) : (
          <>
            <BulkBar colleagues={loaderData.colleagues} actKey={loaderData.actKey} />
            <CaseTable asked={asked} page={page} shown={shown} me={me} actKey={loaderData.actKey} />
          </>
        )}
        {page.items.length > 0 && <Pager asked={asked} page={page} loadedAt={loaderData.loadedAt} />}
      </main>
    </div>
  );
}
