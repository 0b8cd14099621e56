import { Link } from 'react-router';
import { usePaths } from '#pages';
import { useWords } from '../words';
import { addressOf, type Asked, type View } from './asked';

const own: readonly View[] = ['meine', 'neu', 'vertretung', 'mitzeichnen', 'zurueck'];
const office: readonly View[] = ['alle', 'ueberfaellig', 'frei', 'rueckfrage', 'abgeschlossen'];

/** The parts of the work, beside the list. @param standsIn whether the reader stands in for somebody today */
export function Views({ asked, standsIn }: { readonly asked: Asked; readonly standsIn: boolean }) {
  const words = useWords('list');
  return (
    <nav className="b-side" aria-label={words('views')}>
      <h2>{words('ownWork')}</h2>
      <Group
        views={own.filter((view) => view !== 'vertretung' || standsIn || asked.view === view)}
        asked={asked}
      />
      <h2>{words('officeWork')}</h2>
      <Group views={office} asked={asked} />
    </nav>
  );
}

function Group({ views, asked }: { readonly views: readonly View[]; readonly asked: Asked }) {
  const words = useWords('list');
  const to = usePaths();
  return (
    <ul>
      {views.map((view) => (
        <li key={view}>
          <Link
            to={
              to('/vorgaenge') +
              addressOf({ view, size: asked.size, sort: asked.sort, descending: asked.descending })
            }
            aria-current={view === asked.view ? 'page' : undefined}
          >
            {words(`view-${view}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
