import { usePeople, type Known } from '../parts/people';
import { useWords } from '../words';

/** Who acted, by the name of that time; what they are called today stands below it where that is another one. */
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
  return (
    <>
      {then}
      {today !== undefined && (
        <>
          {' '}
          <span className="b-small b-muted">({words('today', { name: today })})</span>
        </>
      )}
    </>
  );
}
