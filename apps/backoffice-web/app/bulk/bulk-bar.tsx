import { useEffect, useState } from 'react';
import { Form } from 'react-router';
import { usePaths } from '#pages';
import { Acting } from '../parts/acting';
import type { Colleague } from '../case/acts';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';
import { bulkForm, selected } from './selection';

/** What can be done with the cases whose boxes are ticked; it works without script, too. Only heads assign to others. */
export function BulkBar({
  colleagues,
  actKey,
  reason,
}: {
  /** Whom one may assign to; none for who is no head of an office. */
  readonly colleagues: readonly Colleague[];
  readonly actKey: string;
  /** What was entered before. */
  readonly reason?: string;
}) {
  const words = useWords('bulk');
  const to = usePaths();
  const count = useTicked();
  const keyFor = useKeyFor();
  // With nothing selected the keys do nothing.
  const keyOf = (usual: string): string | undefined => (count ? keyFor(usual) : undefined);
  return (
    <Form id={bulkForm} method="post" action={to('/vorgaenge/sammel')} className="b-row b-bulk">
      <Acting actKey={`${actKey}-${bulkForm}`} />
      <Chosen count={count} />
      <button type="submit" className="b-link" name="was" value="uebernehmen" aria-keyshortcuts={keyOf('a')}>
        {words('uebernehmen-go')}
      </button>
      <label>
        <span className="kern-sr-only">{words('reason')}</span>
        <input
          className="b-choose b-choose--wide"
          size={38}
          name="grund"
          defaultValue={reason}
          maxLength={2_000}
          placeholder={words('reason')}
          autoComplete="off"
          aria-keyshortcuts={keyOf('f')}
        />
      </label>
      <button type="submit" className="b-link" name="was" value="freigeben">
        {words('freigeben-go')}
      </button>
      {colleagues.length > 0 && (
        <>
          <label>
            <span className="kern-sr-only">{words('assignTo')}</span>
            <select className="b-choose" name="wem" defaultValue="" aria-keyshortcuts={keyOf('z')}>
              <option value="">{words('nobody')}</option>
              {colleagues.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="b-link" name="was" value="zuweisen">
            {words('zuweisen-go')}
          </button>
        </>
      )}
    </Form>
  );
}

/** What is selected, and the ways to all and back to nothing. Without script the bar says only what it is for. */
function Chosen({ count }: { readonly count: number | undefined }) {
  const words = useWords('bulk');
  if (count === undefined) return <span className="b-muted">{words('bar')}</span>;
  if (count === 0)
    return (
      <button type="button" className="b-link" onClick={() => boxes(false).forEach((box) => box.click())}>
        {words('all')}
      </button>
    );
  return (
    <>
      <span role="status" className="b-strong">
        {words('chosen', { count })}
      </span>
      <button
        type="button"
        className="b-link"
        aria-keyshortcuts="Escape"
        onClick={() => boxes(true).forEach((box) => box.click())}
      >
        {words('clear')}
      </button>
    </>
  );
}

/** How many boxes are ticked; undefined while no script runs. */
function useTicked(): number | undefined {
  const [count, setCount] = useState<number>();
  useEffect(() => {
    const counted = (): void => setCount(boxes(true).length);
    counted();
    document.addEventListener('change', counted);
    return () => document.removeEventListener('change', counted);
  }, []);
  return count;
}

/** The boxes of the list that are ticked, or that are not. */
const boxes = (ticked: boolean): HTMLInputElement[] =>
  [...document.querySelectorAll<HTMLInputElement>(`input[name=${selected}]`)].filter(
    ({ checked }) => checked === ticked,
  );
