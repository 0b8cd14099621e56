import { useSearchParams } from 'react-router';
import { found, problemOf, useLasting } from '#pages';
import { ActionBar } from '../case/action-bar';
import { formActOf, type Colleague, type Refused } from '../case/acts';
import { actUpon } from '../case/acts.server';
import { CaseHead } from '../case/case-head';
import { Declaration } from '../case/declaration';
import { Documents } from '../case/documents';
import { Flow } from '../case/flow';
import type { Part } from '../case/flow-page';
import { Linked } from '../case/linked';
import { Money } from '../case/money';
import { Notices } from '../case/notices';
import { Panel } from '../case/panel';
import { Presence } from '../case/presence';
import { Proposal } from '../case/proposal';
import { Tasks } from '../case/tasks';
import { kindsFor } from '../case/templates';
import { useLive } from '../parts/live';
import { NamesAway } from '../parts/names-away';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/case';

/** One case, with its thread. That somebody reads it is recorded by the API. */
export async function loader({ context, params: { id = '' }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const { searchParams } = new URL(request.url);
  const templates = kindsFor(formActOf(searchParams.get('tun')) ?? 'nachricht');
  const part = partIn(searchParams);
  const query = {
    ...(templates.length > 0 && { templates }),
    ...(part.frueher !== undefined && { historyBefore: part.frueher }),
  };
  const ofThread = part.nachrichten === undefined ? {} : { before: part.nachrichten };
  const [shown, thread] = await Promise.all([
    visit.api.GET('/api/applications/{id}', { params: { path: { id }, query } }),
    visit.api.GET('/api/applications/{id}/messages', { params: { path: { id }, query: ofThread } }),
  ]);
  return {
    me,
    shown: found(shown),
    colleagues: await colleaguesFor(visit, request, shown.data?.office),
    // A case without a word has no thread yet; while the mailbox is away, the case can be read.
    thread: (problemOf(thread) === undefined ? thread.data : undefined) ?? { items: [] },
    part,
    actKey: newKey(),
  };
}

/** Which part of history and messages an address asks for; the last one where it says nothing that can be meant. */
function partIn(search: URLSearchParams): Part {
  const version = (name: string): number | undefined => {
    const given = Number(search.get(name));
    return Number.isInteger(given) && given > 1 ? given : undefined;
  };
  return {
    frueher: version('frueher'),
    nachrichten: version('nachrichten'),
    vor: search.get('vor') ?? undefined,
  };
}

/** To whom a case can be assigned; asked for only where somebody wants to. */
async function colleaguesFor(
  { api }: Visit,
  request: Request,
  office: string | undefined,
): Promise<readonly Colleague[]> {
  const act = new URL(request.url).searchParams.get('tun');
  if ((act !== 'zuweisen' && act !== 'aufgabe') || office === undefined) return [];
  const { data } = await api.GET('/api/colleagues', { params: { query: { office } } });
  return (data?.items ?? []).map(({ id, name }) => ({ id, name }));
}

export const action = ({ context, params: { id = '' }, request }: Route.ActionArgs) =>
  actUpon(visitOf(context), request, id);

/** A case: what was declared, what happened, and what can be done now. */
export default function CasePage({
  loaderData: { me, shown, thread, part, colleagues, actKey },
  actionData,
}: Route.ComponentProps) {
  const words = useWords('case');
  const [search] = useSearchParams();
  useLive('cases');
  const act = formActOf(search.get('tun'));
  const answer = useLasting(actionData);
  const refused: Refused | undefined = answer !== undefined && 'act' in answer ? answer : undefined;
  // What has a form says it there.
  const isSaidElsewhere = refused !== undefined && (refused.act === act || refused.act === 'nachricht');
  return (
    <main id="inhalt" tabIndex={-1}>
      <PageTitle error={refused?.problem !== undefined}>{`${shown.reference} ${shown.title}`}</PageTitle>
      <CaseHead shown={shown} />
      <Presence id={shown.id} />
      <NamesAway people={shown} />
      <ActionBar shown={shown} me={me} actKey={actKey} open={act} />
      {search.get('scans') === 'fehlen' && (
        <p className="b-note b-note--warning" role="status">
          <span className="kern-icon kern-icon--warning" aria-hidden="true" />
          <span>{words('scansMissing')}</span>
        </p>
      )}
      {refused?.problem !== undefined && !isSaidElsewhere && <Refusal problem={refused.problem} />}
      <div className="b-cols b-cols--case">
        <div>
          <Proposal shown={shown} />
          <Declaration shown={shown} />
        </div>
        <div className="b-flow">
          {act !== undefined && shown.allowed.length > 0 ? (
            <Panel
              key={act}
              act={act}
              shown={shown}
              colleagues={colleagues}
              actKey={actKey}
              refused={refused?.act === act ? refused : undefined}
            />
          ) : (
            <Flow shown={shown} thread={thread} part={part} actKey={actKey} refused={refused} />
          )}
        </div>
        <div className="b-rest">
          <Tasks shown={shown} />
          <Linked shown={shown} />
          <Documents shown={shown} />
          <Notices shown={shown} />
          <Money shown={shown} />
        </div>
      </div>
      <p role="status" className="kern-sr-only">
        {search.has('getan') ? words('done') : ''}
      </p>
    </main>
  );
}
