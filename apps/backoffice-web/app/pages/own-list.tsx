import { data, Form, Link, redirect } from 'react-router';
import type { StaffSchema } from '#api-client';
import { acting, found, pathIn, problemOf, usePaths, useLasting } from '#pages';
import { Button } from '#ui';
import { keepWanted, keptAs } from '../list/own-list.server';
import { allColumns, usualColumns } from '../list/columns';
import { nameOfSort, sizes, sortsOffered, usualList } from '../list/asked';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/own-list';

export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  return { own: found(await visit.api.GET('/api/own-lists', {})), actKey: newKey() };
}

/** Keeps how somebody wants their list, or does something with a search of theirs. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const answer = await keepWanted(visit, form, { headers: { ...acting(form) } });
  const problem = problemOf(answer);
  if (problem !== undefined) return data({ problem }, problem.status);
  return redirect(pathIn(visit.language, keptAs(form)));
}

/** How somebody wants their work list: columns, order, lines of a page, and the searches that they come back to. */
export default function OwnList({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const { own, actKey } = loaderData;
  const words = useWords('list');
  const to = usePaths();
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle>{words('arrangeTitle')}</PageTitle>
      <h1>{words('arrangeTitle')}</h1>
      <p>
        <Link to={to('/vorgaenge')}>{words('toList')}</Link>
      </p>
      {actionData !== undefined && <Refusal problem={actionData.problem} />}
      <section aria-labelledby="liste" className="b-block b-stack">
        <h2 id="liste">{words('asIWant')}</h2>
        <Wanted key={JSON.stringify(own.settings)} settings={own.settings} actKey={actKey} />
      </section>
      <section aria-labelledby="suchen" className="b-block b-stack">
        <h2 id="suchen">{words('searches')}</h2>
        {own.searches.length === 0 && <p className="b-muted">{words('noSearches')}</p>}
        <ul className="b-stack">
          {own.searches.map((search) => (
            <Search key={`${search.id} ${search.name}`} search={search} actKey={actKey} />
          ))}
        </ul>
      </section>
    </main>
  );
}

function Wanted({
  settings,
  actKey,
}: {
  readonly settings: StaffSchema<'ListSettingsView'> | undefined;
  readonly actKey: string;
}) {
  const words = useWords('list');
  const to = usePaths();
  const columns = settings?.columns ?? usualColumns;
  const isDescending = settings === undefined ? usualList.descending : settings.direction === 'descending';
  return (
    <Form method="post" action={to('/vorgaenge/einrichten')} className="b-stack">
      <Acting actKey={`${actKey}-liste`} />
      <fieldset>
        <legend>{words('columns')}</legend>
        <div className="b-boxes">
          {allColumns.map((column) => (
            <label key={column}>
              <input type="checkbox" name="spalte" value={column} defaultChecked={columns.includes(column)} />{' '}
              {words(column)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="b-row">
        <label>
          {words('sortedBy')}{' '}
          <select
            className="b-choose"
            name="sortierung"
            defaultValue={nameOfSort(settings?.sort ?? usualList.sort)}
          >
            {sortsOffered.map((sort) => (
              <option key={sort} value={nameOfSort(sort)}>
                {words(`sort-${sort}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="kern-sr-only">{words('direction')}</span>
          <select className="b-choose" name="richtung" defaultValue={isDescending ? 'ab' : 'auf'}>
            <option value="auf">{words('ascending')}</option>
            <option value="ab">{words('descending')}</option>
          </select>
        </label>
        <label>
          {words('rows')}{' '}
          <select className="b-choose" name="zeilen" defaultValue={settings?.rows ?? usualList.size}>
            {sizes.map((size) => (
              <option key={size} value={size}>
                {size}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="b-row">
        <Button name="was" value="liste">
          {words('save')}
        </Button>
        {settings !== undefined && (
          <Button weight="tertiary" name="was" value="ueblich">
            {words('asUsual')}
          </Button>
        )}
      </p>
    </Form>
  );
}

function Search({
  search: { id, name, query },
  actKey,
}: {
  readonly search: StaffSchema<'SavedSearchView'>;
  readonly actKey: string;
}) {
  const words = useWords('list');
  const to = usePaths();
  return (
    <li>
      <Form method="post" action={to('/vorgaenge/einrichten')} className="b-row">
        <Acting actKey={`${actKey}-${id}`} />
        <input type="hidden" name="welche" value={id} />
        <label className="b-field">
          <span className="kern-sr-only">{words('nameOf', { name })}</span>
          <input name="name" required maxLength={60} defaultValue={name} autoComplete="off" />
        </label>
        <Button weight="secondary" name="was" value="umbenennen" aria-label={words('renameOf', { name })}>
          {words('rename')}
        </Button>
        <Button weight="tertiary" name="was" value="loeschen" aria-label={words('deleteOf', { name })}>
          {words('delete')}
        </Button>
        <Link to={`${to('/vorgaenge')}?${query}`} aria-label={words('openOf', { name })}>
          {words('show')}
        </Link>
      </Form>
    </li>
  );
}
