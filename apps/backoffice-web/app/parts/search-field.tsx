import { useKeyFor } from './use-own-keys';

/** What is searched for, as `q`; one key leads there. */
export function SearchField({
  label,
  hint,
  query,
}: {
  readonly label: string;
  readonly hint: string;
  readonly query: string | undefined;
}) {
  const keyFor = useKeyFor();
  return (
    <label className="b-field">
      <span className="kern-icon kern-icon--search" aria-hidden="true" />
      <span className="kern-sr-only">{label}</span>
      <input
        type="search"
        name="q"
        defaultValue={query}
        placeholder={hint}
        maxLength={100}
        autoComplete="off"
        aria-keyshortcuts={keyFor('/')}
      />
      <kbd aria-hidden="true">{keyFor('/')}</kbd>
    </label>
  );
}
