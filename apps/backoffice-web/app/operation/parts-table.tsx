import { useLanguage } from '#pages';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { ailingOf, type PartReading } from './needs';
import { bytesIn } from './bytes';

/** Every service: whether it runs, on what it rests, how much it keeps, and which release it is. */
export function PartsTable({ parts }: { readonly parts: readonly PartReading[] }) {
  const words = useWords('operation');
  const language = useLanguage();
  const bytes = bytesIn(language);
  return (
    <Scroll label={words('parts')}>
      <table className="b-table">
        <caption className="kern-sr-only">{words('parts')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('part')}</th>
            <th scope="col">{words('state')}</th>
            <th scope="col">{words('inWords')}</th>
            <th scope="col">{words('since')}</th>
            <th scope="col">{words('stored')}</th>
            <th scope="col">{words('release')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => {
            const { service, reading } = part;
            const ailing = ailingOf([part]);
            const isBad = reading?.ready !== true;
            return (
              <tr key={service}>
                <th scope="row">
                  {words(`service-${service}`)} <span className="b-small b-muted">{service}</span>
                </th>
                <td>
                  <span
                    className={
                      isBad ? 'b-state b-state--bad' : ailing.length > 0 ? 'b-state b-state--warn' : 'b-state'
                    }
                  >
                    {words(
                      reading === undefined
                        ? 'isAway'
                        : isBad
                          ? 'isNotReady'
                          : ailing.length > 0
                            ? 'isDegraded'
                            : 'isFine',
                    )}
                  </span>
                </td>
                <td>
                  {reading === undefined
                    ? words('nothingKnown')
                    : ailing.length === 0
                      ? words('restsOnAll', { count: reading.restsOn.length })
                      : ailing.map(({ part: name }) => name).join(', ')}
                </td>
                <td>{reading !== undefined && <Time at={reading.startedAt} />}</td>
                <td>
                  {reading?.storage
                    .filter(({ name }) => name === 'database')
                    .map(({ usedBytes }) => (usedBytes === undefined ? '' : bytes(usedBytes)))
                    .join('')}
                </td>
                <td className="b-mono">
                  {reading !== undefined && (
                    <>
                      {reading.release} <span className="b-muted">Node {reading.node}</span>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
