import type { StaffSchema } from '#api-client';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** The result of the verification as a plain sentence with its figures; where something differs, what and in which case. */
export function Integrity({ report }: { readonly report: StaffSchema<'IntegrityReport'> }) {
  const words = useWords('audit');
  const { intact, streams, events, differenceCount, checkedAt, changesComparedUntil, sources } = report;
  const away = sources.filter(({ reachable }) => !reachable);
  const kind = intact ? 'success' : 'danger';
  return (
    <section aria-labelledby="stimmt" className="b-stack">
      <h2 id="stimmt">{words('isItTrue')}</h2>
      <div className={`b-note b-note--${kind}`}>
        <span className={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
        <div>
          <p>
            <b>
              {differenceCount > 0
                ? words('differs', { count: differenceCount, events, streams })
                : words(intact ? 'intact' : 'unknown', { events, streams })}
            </b>
          </p>
          <p className="b-small b-muted">
            {words('checked')} <Time at={changesComparedUntil ?? checkedAt} form="second" /> {words('zone')}
          </p>
          {away.map(({ source }) => (
            <p key={source}>{words('away', { source })}</p>
          ))}
        </div>
      </div>
      {differenceCount > 0 && (
        <Scroll label={words('differences')}>
          <table className="b-table">
            <caption className="kern-sr-only">{words('differences')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('what')}</th>
                <th scope="col">{words('source')}</th>
                <th scope="col">{words('stream')}</th>
                <th scope="col">{words('version')}</th>
              </tr>
            </thead>
            <tbody>
              {sources.flatMap(({ source, differences }) =>
                differences.map(({ kind: what, streamId, version, detail }, nth) => (
                  <tr key={`${source} ${streamId} ${nth}`}>
                    <th scope="row">
                      {words(`difference-${what}`)}{' '}
                      {detail !== undefined && <span className="b-muted">{detail}</span>}
                    </th>
                    <td>{source}</td>
                    <td className="b-mono">{streamId}</td>
                    <td>{version ?? ''}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
