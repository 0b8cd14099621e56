import { useWords } from '../words';

/** Says why names are missing, and what does not go meanwhile; nothing where they are there. */
export function NamesAway({ people }: { readonly people: { readonly namesAway?: boolean } }) {
  const words = useWords('people');
  if (people.namesAway !== true) return null;
  return (
    <p className="b-note b-note--warning" role="status">
      <span className="kern-icon kern-icon--warning" aria-hidden="true" />
      <span>
        <b>{words('namesAway')}</b> {words('namesAwayText')}
      </span>
    </p>
  );
}
