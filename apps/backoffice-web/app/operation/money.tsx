import type { StaffSchema } from '#api-client';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** Payments of which our books and the provider's say different things. The treasury resolves them. */
export function Differences({
  reconciliation,
}: {
  /** Undefined while the payment service is away. */
  readonly reconciliation: StaffSchema<'OperatedReconciliation'> | undefined;
}) {
  const words = useWords('operation');
  return (
    <section aria-labelledby="zahlungen" className="b-block">
      <div className="b-title">
        <h2 id="zahlungen">{words('differencesTitle')}</h2>
        {reconciliation?.lastRunEndedAt !== undefined && (
          <span className="b-small b-muted">
            {words('reconciled', { count: reconciliation.compared })}{' '}
            <Time at={reconciliation.lastRunEndedAt} />
          </span>
        )}
      </div>
      {reconciliation === undefined && <p>{words('paymentsUnknown')}</p>}
      {reconciliation?.differences.length === 0 && <p className="b-muted">{words('noDifferences')}</p>}
      {reconciliation !== undefined && reconciliation.differences.length > 0 && (
        <Scroll label={words('differencesTitle')}>
          <table className="b-table">
            <caption className="kern-sr-only">{words('differencesTitle')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('reference')}</th>
                <th scope="col">{words('differs')}</th>
                <th scope="col">{words('whatTreasuryDoes')}</th>
              </tr>
            </thead>
            <tbody>
              {reconciliation.differences.map(({ differenceId, reference, means, advice }) => (
                <tr key={differenceId}>
                  <th scope="row" className="b-ref">
                    {reference}
                  </th>
                  <td>{means}</td>
                  <td>{advice}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
