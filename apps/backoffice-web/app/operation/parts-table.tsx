import { useLanguage } from '#pages';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { ailingOf, type FrontReading, type PartReading } from './needs';
import { bytesIn } from './bytes';

/** Every part: whether it runs, on what it rests, how much it keeps, and which release it is. */
export function PartsTable({
  fronts,
  parts,
}: {
  readonly fronts: readonly FrontReading[];
  readonly parts: readonly PartReading[];
}) {
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
          {fronts.map((front) => (
            <FrontRow key={front.service} front={front} />
          ))}
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
                      ? words('restsOnAll')
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

/** A part that keeps nothing and rests on the others. */
function FrontRow({ front: { service, answers, startedAt, node } }: { readonly front: FrontReading }) {
  const words = useWords('operation');
  return (
    <tr>
      <th scope="row">
        {words(`service-${service}`)} <span className="b-small b-muted">{service}</span>
      </th>
      <td>
        <span className={answers ? 'b-state' : 'b-state b-state--bad'}>
          {words(answers ? 'isFine' : 'isAway')}
        </span>
      </td>
      <td>{words(answers ? `front-${service}` : 'nothingKnown')}</td>
      <td>{startedAt !== undefined && <Time at={startedAt} />}</td>
      <td />
      <td className="b-mono">{node !== undefined && <span className="b-muted">Node {node}</span>}</td>
    </tr>
  );
}
