import { Form } from 'react-router';
import { usePaths } from '#pages';
import { Acting } from '../parts/acting';
import type { Colleague } from '../case/acts';
import { useWords } from '../words';
import { bulkForm } from './selection';

/** What can be done with the cases whose boxes are ticked; it works without script, too. Only heads assign to others. */
export function BulkBar({
  colleagues,
  actKey,
}: {
  /** Whom one may assign to; none for who is no head of an office. */
  readonly colleagues: readonly Colleague[];
  readonly actKey: string;
}) {
  const words = useWords('bulk');
  const to = usePaths();
  return (
    <Form id={bulkForm} method="post" action={to('/vorgaenge/sammel')} className="b-row b-bulk">
      <Acting actKey={`${actKey}-${bulkForm}`} />
      <span className="b-muted">{words('bar')}</span>
      <button type="submit" className="b-link" name="was" value="uebernehmen">
        {words('uebernehmen-go')}
      </button>
      <label>
        <span className="kern-sr-only">{words('reason')}</span>
        <input
          className="b-choose b-choose--wide"
          size={38}
          name="grund"
          maxLength={2_000}
          placeholder={words('reason')}
          autoComplete="off"
        />
      </label>
      <button type="submit" className="b-link" name="was" value="freigeben">
        {words('freigeben-go')}
      </button>
      {colleagues.length > 0 && (
        <>
          <label>
            <span className="kern-sr-only">{words('assignTo')}</span>
            <select className="b-choose" name="wem" defaultValue="">
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
