import { useLanguage } from '#pages';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { bytesIn } from './bytes';
import { soonDays, type RunningOut, type Stored } from './needs';

/** Certificates and keys by when they run out, with what to do. */
export function RunsOut({ expiries }: { readonly expiries: readonly RunningOut[] }) {
  const words = useWords('operation');
  return (
    <section aria-labelledby="laeuft-ab" className="b-block">
      <div className="b-title">
        <h2 id="laeuft-ab">{words('runsOut')}</h2>
      </div>
      {expiries.length === 0 ? (
        <p className="b-muted">{words('nothingRunsOut')}</p>
      ) : (
        <Scroll label={words('runsOut')}>
          <table className="b-table">
            <caption className="kern-sr-only">{words('runsOut')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('what')}</th>
                <th scope="col">{words('validUntil')}</th>
                <th scope="col">{words('whatToDo')}</th>
              </tr>
            </thead>
            <tbody>
              {expiries.map(({ kind, name, validUntil, days, services }) => (
                <tr key={`${kind} ${name} ${validUntil}`}>
                  <th scope="row">
                    {words(`expiry-${kind}`)} <span className="b-mono">{name}</span>{' '}
                    <span className="b-small b-muted">{services.join(', ')}</span>
                  </th>
                  <td>
                    <Time at={validUntil} form="day" />{' '}
                    <span className={days < 0 ? 'b-over' : days <= soonDays ? 'b-near' : 'b-muted'}>
                      {days < 0 ? words('hasRunOut') : words('inDays', { count: days })}
                    </span>
                  </td>
                  <td>{days <= soonDays ? words(`expiryDo-${kind}`) : words('nothingToDo')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** What is kept, and where there is still room. */
export function Storage({ stored }: { readonly stored: readonly Stored[] }) {
  const words = useWords('operation');
  const bytes = bytesIn(useLanguage());
  const said = (value: number | undefined) => (value === undefined ? words('notKnown') : bytes(value));
  return (
    <section aria-labelledby="speicher" className="b-block">
      <div className="b-title">
        <h2 id="speicher">{words('storage')}</h2>
      </div>
      <Scroll label={words('storage')}>
        <table className="b-table">
          <caption className="kern-sr-only">{words('storage')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('what')}</th>
              <th scope="col">{words('used')}</th>
              <th scope="col">{words('free')}</th>
              <th scope="col">{words('whatToDo')}</th>
            </tr>
          </thead>
          <tbody>
            {stored.map((place) => (
              <tr key={`${place.service} ${place.name}`}>
                <th scope="row">
                  {words(`storage-${place.name}`)} <span className="b-small b-muted">{place.service}</span>
                </th>
                <td>{said(place.usedBytes)}</td>
                <td>
                  {place.freeBytes === undefined || place.totalBytes === undefined ? (
                    <span className="b-muted">{words(`free-${place.name}`)}</span>
                  ) : (
                    <span className={place.isNearlyFull ? 'b-near' : undefined}>
                      {words('freeOf', {
                        free: bytes(place.freeBytes),
                        total: bytes(place.totalBytes),
                        percent: Math.floor((100 * place.freeBytes) / place.totalBytes),
                      })}
                    </span>
                  )}
                </td>
                <td>{words(place.isNearlyFull ? 'makeRoom' : 'nothingToDo')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
