import { Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { useLanguage, usePaths } from '#pages';
import { useWords } from '../words';
import { addressOf, searchOf, type Asked, type View } from './asked';

const own: readonly View[] = ['meine', 'neu', 'vertretung', 'mitzeichnen', 'zurueck'];
const office: readonly View[] = ['alle', 'ueberfaellig', 'frei', 'rueckfrage', 'abgeschlossen'];

/** What is counted of each part of the work. */
const countedAs: Readonly<Partial<Record<View, keyof Counts>>> = {
  ...{ alle: 'open', meine: 'mine', neu: 'unread', vertretung: 'standingIn', mitzeichnen: 'toApprove' },
  ...{ zurueck: 'sentBack', frei: 'free', ueberfaellig: 'overdue', rueckfrage: 'waiting' },
};
type Counts = StaffSchema<'WorkListCountsView'>;

/** The parts of the work, beside the list. @param standsIn whether the reader stands in for somebody today */
export function Views({
  asked,
  standsIn,
  searches,
  counts,
}: {
  readonly asked: Asked;
  readonly standsIn: boolean;
  readonly searches: readonly StaffSchema<'SavedSearchView'>[];
  /** Absent while they cannot be told. */
  readonly counts: Counts | undefined;
}) {
  const words = useWords('list');
  const to = usePaths();
  return (
    <nav className="b-side" aria-label={words('views')}>
      <h2>{words('ownWork')}</h2>
      <Group
        views={own.filter((view) => view !== 'vertretung' || standsIn || asked.view === view)}
        asked={asked}
        counts={counts}
      />
      <h2>{words('officeWork')}</h2>
      <Group views={office} asked={asked} counts={counts} />
      {searches.length > 0 && <h2>{words('searches')}</h2>}
      <ul>
        {searches.map(({ id, name, query }) => (
          <li key={id}>
            <Link
              to={`${to('/vorgaenge')}?${query}`}
              aria-current={query === searchOf(asked) ? 'page' : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <h2>{words('own')}</h2>
      <ul>
        <li>
          <Link to={to('/vorgaenge/einrichten')}>{words('arrange')}</Link>
        </li>
      </ul>
    </nav>
  );
}

/** What stays when another part of the work is looked at. */
const keptOf = ({ size, sort, descending, usual }: Asked) => ({ size, sort, descending, usual });

function Group({
  views,
  asked,
  counts,
}: {
  readonly views: readonly View[];
  readonly asked: Asked;
  readonly counts: Counts | undefined;
}) {
  const words = useWords('list');
  const to = usePaths();
  return (
    <ul>
      {views.map((view) => (
        <li key={view}>
          <Link
            to={to('/vorgaenge') + addressOf({ ...keptOf(asked), view })}
            aria-current={view === asked.view ? 'page' : undefined}
          >
            {words(`view-${view}`)} <Count view={view} counts={counts} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** How many cases there are in a part of the work; what is past its date is red. */
function Count({ view, counts }: { readonly view: View; readonly counts: Counts | undefined }) {
  const language = useLanguage();
  const name = countedAs[view];
  if (counts === undefined || name === undefined) return null;
  const count = counts[name];
  return (
    <span className={name === 'overdue' && count > 0 ? 'b-many b-late' : 'b-many'}>
      {new Intl.NumberFormat(language).format(count)}
    </span>
  );
}
