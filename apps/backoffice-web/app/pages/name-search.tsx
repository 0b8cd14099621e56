import { data, Form, Link } from 'react-router';
import { acting, entered, found, problemOf, useLasting, usePaths } from '#pages';
import { Button, TextField } from '#ui';
import { Acting } from '../parts/acting';
import { FewCases } from '../parts/few-cases';
import { NamesAway } from '../parts/names-away';
import { PageTitle } from '../parts/page-title';
import { usePeople } from '../parts/people';
import { Refusal } from '../parts/refusal';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/name-search';

/** Looks for cases by the names of people. A name stands in no address: what is looked for is sent, and comes back with what was found. */
export async function loader({ context, request }: Route.LoaderArgs) {
  await signedInOr(visitOf(context), request);
  return { actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const name = entered(form, 'name');
  const answer = await visit.api.POST('/api/work-list/search', {
    headers: { 'X-CSRF-Token': acting(form)['X-CSRF-Token'] },
    body: { name },
  });
  const problem = problemOf(answer);
  if (problem?.status === 400 || problem?.status === 422) return data({ name, problem }, problem.status);
  return { name, page: found(answer) };
}

/** Who calls has rarely the reference at hand: their cases in the reader's offices, open or closed, by name, street or mail address. */
export default function NameSearch({ loaderData: { actKey }, actionData }: Route.ComponentProps) {
  const words = useWords('nameSearch');
  const to = usePaths();
  const answer = useLasting(actionData);
  const page = answer !== undefined && 'page' in answer ? answer.page : undefined;
  const problem = answer !== undefined && 'problem' in answer ? answer.problem : undefined;
  const { nameOf } = usePeople(page ?? { names: {} });
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle error={problem !== undefined}>{words('title')}</PageTitle>
      <div className="b-head">
        <h1>{words('title')}</h1>
        <span className="b-muted">{words('about')}</span>
      </div>
      {problem !== undefined && <Refusal problem={problem} />}
      <Form method="post" action={to('/vorgaenge/name')} className="b-stack" role="search">
        <Acting actKey={actKey} />
        <div className="b-form b-form--one">
          <TextField
            id="name"
            label={words('name')}
            hint={words('nameHint')}
            maxLength={100}
            autoComplete="off"
            defaultValue={answer?.name ?? ''}
          />
        </div>
        <Button>{words('find')}</Button>
      </Form>
      <p className="b-note">
        <span className="kern-icon kern-icon--visibility" aria-hidden="true" />
        <span>{words('recorded')}</span>
      </p>
      {page !== undefined && (
        <section className="b-block" aria-labelledby="gefunden">
          <div className="b-title">
            <h2 id="gefunden">{words('found', { count: page.total })}</h2>
          </div>
          <NamesAway people={page} />
          {page.items.length === 0 ? (
            <p>{words('nothing')}</p>
          ) : (
            <FewCases
              items={page.items}
              people={page}
              title={words('cases')}
              about={{
                title: words('applicant'),
                of: ({ applicantId }) => (
                  <Link to={to(`/personen/${applicantId}`)}>{nameOf(applicantId)}</Link>
                ),
              }}
            />
          )}
          {page.total > page.items.length && (
            <p className="b-muted">{words('more', { count: page.total - page.items.length })}</p>
          )}
        </section>
      )}
      <p role="status" className="kern-sr-only">
        {page === undefined ? '' : words('found', { count: page.total })}
      </p>
    </main>
  );
}
