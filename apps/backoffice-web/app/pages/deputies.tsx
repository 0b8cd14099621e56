import { data, redirect, useSearchParams } from 'react-router';
import { acting, entered, found, pathIn, problemOf, withQuery, useLasting } from '#pages';
import { DeputyForm, type RefusedDeputy } from '../deputies/deputy-form';
import { DeputyTable } from '../deputies/deputy-table';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/deputies';

/** Who stands in for whom: of one's offices for heads, for everybody else what concerns them. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const [deputies, colleagues] = await Promise.all([
    visit.api.GET('/api/deputies', {}),
    visit.api.GET('/api/colleagues', {}),
  ]);
  return {
    deputies: found(deputies),
    colleagues: (colleagues.data?.items ?? []).map(({ id, name }) => ({ id, name })),
    actKey: newKey(),
  };
}

/** Names somebody who stands in, or ends that. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const typed = (name: string) => entered(form, name).trim();
  const header = acting(form);
  const answer =
    typed('act') === 'beenden'
      ? await visit.api.DELETE('/api/deputies/{id}', {
          params: { path: { id: typed('id') } },
          headers: { ...header },
        })
      : await visit.api.POST('/api/deputies', {
          params: { header },
          body: {
            ...(typed('wen') !== '' && { personId: typed('wen') }),
            ...{ deputyId: typed('wer'), from: typed('von'), until: typed('bis') },
          },
        });
  const problem = problemOf(answer);
  if (problem !== undefined) {
    const kept = Object.fromEntries(['wen', 'wer', 'von', 'bis'].map((name) => [name, typed(name)]));
    return data({ problem, typed: kept } satisfies RefusedDeputy, problem.status);
  }
  return redirect(withQuery(pathIn(visit.language, '/vertretungen'), { getan: typed('act') }));
}

/** Deputies with a period: what is named now, and the form to name another. */
export default function Deputies({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const { deputies, colleagues, actKey } = loaderData;
  const words = useWords('deputies');
  const [search] = useSearchParams();
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle error={actionData !== undefined}>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      <p className="b-muted">{words('about')}</p>
      {actionData !== undefined && <Refusal problem={actionData.problem} />}
      <section aria-labelledby="eingetragen" className="b-block">
        <h2 id="eingetragen">{words('known')}</h2>
        <DeputyTable deputies={deputies} actKey={actKey} />
      </section>
      <section aria-labelledby="neu" className="b-block">
        <h2 id="neu">{words('another')}</h2>
        <DeputyForm key={actKey} colleagues={colleagues} actKey={actKey} refused={actionData} />
      </section>
      <p role="status" className="kern-sr-only">
        {search.has('getan') && actionData === undefined ? words('done') : ''}
      </p>
    </main>
  );
}
