import { Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { useFrame, worksOnCases } from '../frame';
import { addressOf } from '../list/asked';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';

export type Item = StaffSchema<'ConfigurationItemView'>;
type Version = Item['versions'][number];

/** So much of a hash tells versions of one file apart. */
export const shortHash = (version: string): string => version.slice(0, 8);

/** `Commit 4edc177a`, or who operates it. */
export function useAdopter(): (adoptedBy: string) => string {
  const words = useWords('configuration');
  return (adoptedBy) => {
    const [kind, ...name] = adoptedBy.split(' ');
    const who = name.join(' ');
    return kind === 'commit' ? words('commit', { id: who.slice(0, 10) }) : words('operator', { name: who });
  };
}

/** The files of one kind, each with its versions, the newest first. */
export function VersionsTable({
  kind,
  items,
}: {
  readonly kind: Item['kind'];
  readonly items: readonly Item[];
}) {
  const words = useWords('configuration');
  const to = usePaths();
  const adopter = useAdopter();
  const isService = kind === 'service';
  return (
    <Scroll label={words(`kind-${kind}`)}>
      <table className="b-table b-versions">
        <caption className="kern-sr-only">{words(`kind-${kind}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{words('what')}</th>
            <th scope="col">{words('version')}</th>
            <th scope="col">{words('adopted')}</th>
            <th scope="col">{words('by')}</th>
            {isService && <th scope="col">{words('approval')}</th>}
            {isService && <th scope="col">{words('cases')}</th>}
          </tr>
        </thead>
        {items.map((item) => (
          <tbody key={item.key}>
            {item.versions.map((version, index) => (
              <tr key={version.version}>
                <th scope="row">
                  {index === 0 ? (
                    <>
                      {item.title} <span className="b-small b-muted">{item.file}</span>
                    </>
                  ) : (
                    <span className="b-muted">
                      <span className="kern-sr-only">{item.title}: </span>
                      {words('earlier')}
                    </span>
                  )}
                </th>
                <td>
                  <Link
                    className="b-ref"
                    to={to(`/konfiguration/${kind}/${item.key}/${version.version}`)}
                    aria-label={words('open', { what: item.title, version: shortHash(version.version) })}
                  >
                    {shortHash(version.version)}
                  </Link>{' '}
                  <span className="b-small">{words(version.inForce ? 'inForce' : 'notInForce')}</span>
                </td>
                <td>
                  <Time at={version.adoptedAt} />
                </td>
                <td>{adopter(version.adoptedBy)}</td>
                {isService && <td>{words(version.approval ?? 'no-approval')}</td>}
                {isService && (
                  <td>
                    <Cases service={item.key} version={version} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Scroll>
  );
}

/** How many cases run under a version; who works on cases is led to them. */
function Cases({ service, version }: { readonly service: string; readonly version: Version }) {
  const words = useWords('configuration');
  const to = usePaths();
  const me = useFrame()?.me;
  const { open = 0, all = 0 } = version;
  const opened = words('openCases', { count: open });
  return (
    <>
      {open > 0 && me !== undefined && worksOnCases(me) ? (
        <Link to={to('/vorgaenge') + addressOf({ service, version: version.version })}>{opened}</Link>
      ) : (
        opened
      )}
      <span className="b-muted">, {words('allCases', { count: all })}</span>
    </>
  );
}
