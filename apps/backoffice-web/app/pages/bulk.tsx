import { Link } from 'react-router';
import { found, usePaths, useLasting } from '#pages';
import { BulkBar } from '../bulk/bulk-bar';
import { actUponMany } from '../bulk/bulk.server';
import { boxValue, bulkForm, selected } from '../bulk/selection';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/bulk';

export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const isHead = me.roles.includes('head-of-office');
  const colleagues = isHead ? found(await visit.api.GET('/api/colleagues', {})).items : [];
  return { colleagues: colleagues.map(({ id, name }) => ({ id, name })), actKey: newKey() };
}

export const action = ({ context, request }: Route.ActionArgs) => actUponMany(visitOf(context), request);

/** What became of each case: what was skipped first, with why. */
export default function Bulk({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const words = useWords('bulk');
  const to = usePaths();
  const act = actionData?.act ?? 'uebernehmen';
  const became = actionData?.became ?? [];
  const [done, skipped] = [
    became.filter(({ why }) => why === undefined),
    became.filter(({ why }) => why !== undefined),
  ];
  const title = words(`title-${act}`);
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{title}</PageTitle>
      <h1>{title}</h1>
      {actionData?.problem !== undefined && <Refusal problem={actionData.problem} />}
      {actionData?.kept !== undefined && (
        <>
          <BulkBar {...loaderData} reason={actionData.kept.reason} />
          <ul className="b-boxes">
            {actionData.kept.seen.map((seen) => (
              <li key={seen.id}>
                <label>
                  <input
                    type="checkbox"
                    form={bulkForm}
                    name={selected}
                    value={boxValue(seen)}
                    defaultChecked
                  />{' '}
                  {seen.reference}
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      {actionData?.problem === undefined && (
        <p role="status">
          {became.length === 0 ? (
            words('noneChosen')
          ) : (
            <>
              <b>{words('done', { count: done.length })}</b>
              {skipped.length > 0 && ` ${words('skipped', { count: skipped.length })}`}
            </>
          )}
        </p>
      )}
      {skipped.length > 0 && (
        <section aria-labelledby="uebersprungen" className="b-block">
          <h2 id="uebersprungen">{words('skippedList')}</h2>
          <table className="b-table">
            <caption className="kern-sr-only">{words('skippedList')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('reference')}</th>
                <th scope="col">{words('why')}</th>
              </tr>
            </thead>
            <tbody>
              {skipped.map(({ id, reference, why }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to={to(`/vorgaenge/${id}`)}>{reference}</Link>
                  </th>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {done.length > 0 && (
        <section aria-labelledby="erledigt" className="b-block">
          <h2 id="erledigt">{words('doneList')}</h2>
          <ul className="b-row">
            {done.map(({ id, reference }) => (
              <li key={id}>
                <Link to={to(`/vorgaenge/${id}`)}>{reference}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <Link to={to('/vorgaenge')}>{words('toList')}</Link>
      </p>
    </main>
  );
}
