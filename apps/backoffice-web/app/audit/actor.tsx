import { Link } from 'react-router';
import { usePaths } from '#pages';
import { usePeople, type Known } from '../parts/people';
import { useWords } from '../words';

/**
 * Who acted, by the name of that time; what they are called today stands below it where that is another one. A citizen's name leads
 * to who has read it.
 */
export function ActorThen({
  actor,
  at,
  people,
}: {
  readonly actor: { readonly personId: string; readonly role: string };
  readonly at: string;
  readonly people: Known;
}) {
  const words = useWords('people');
  const { then, today } = usePeople(people).actorThen(actor, at);
  const to = usePaths();
  return (
    <>
      {actor.role === 'citizen' ? <Link to={to(`/pruefung/personen/${actor.personId}`)}>{then}</Link> : then}
      {today !== undefined && (
        <>
          {' '}
          <span className="b-small b-muted">({words('today', { name: today })})</span>
        </>
      )}
    </>
  );
}
