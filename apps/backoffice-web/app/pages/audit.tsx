import { redirect } from 'react-router';
import { found, pathIn, problemOf } from '#pages';
import { askedCases, isOnlySearched, questionOfCases } from '../audit/asked';
import { CaseFilters, FoundCases } from '../audit/cases';
import { Integrity } from '../audit/integrity';
import { statusesIn } from '../audit/statuses.server';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/audit';

/**
 * Whether the records of the city hold, as the witness saw it last, and the cases that are asked for. That they are shown is recorded
 * by the API. @throws redirect to the one case that a reference names
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const asked = askedCases(new URL(request.url).searchParams);
  const [report, answer, services] = await Promise.all([
    visit.api.GET('/api/audit/integrity', {}),
    visit.api.GET('/api/audit/applications', { params: { query: questionOfCases(asked) } }),
    visit.api.GET('/api/services', {}),
  ]);
  // A day that there is not, or a key that nobody has: then that is said above an empty list.
  const problem = problemOf(answer);
  const isWrong = problem?.status === 400 || problem?.status === 422;
  const page = isWrong ? { items: [] } : found(answer);
  const [only, ...others] = page.items;
  if (only !== undefined && others.length === 0 && isOnlySearched(asked))
    throw redirect(pathIn(visit.language, `/pruefung/${encodeURIComponent(only.reference)}`));
  return {
    asked,
    page,
    report: found(report),
    wrong: isWrong ? problem : undefined,
    statuses: statusesIn(visit.language),
    services: (services.data?.items ?? []).map(({ key, title }) => ({ key, title })),
  };
}

/** Where an auditor begins: is it true, and which case is it about? */
export default function Audit({ loaderData }: Route.ComponentProps) {
  const { asked, page, report, services, statuses, wrong } = loaderData;
  const words = useWords('audit');
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      <Integrity report={report} />
      <section aria-labelledby="vorgaenge" className="b-stack">
        <div className="b-head">
          <h2 id="vorgaenge">{words('cases')}</h2>
          <span className="b-muted b-small">{words('recorded')}</span>
        </div>
        <CaseFilters asked={asked} services={services} statuses={statuses} />
        {wrong !== undefined && <Refusal problem={wrong} />}
        <FoundCases asked={asked} page={page} services={services} />
      </section>
    </main>
  );
}
