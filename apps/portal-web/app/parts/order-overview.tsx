import type { Schema } from '#api-client';
import { Link } from 'react-router';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';

/** What is to be paid: each item with its reason, the tax in it, the sum, and when it is paid (R28c, R21). */
export function OrderOverview({
  order,
  signInPath,
  isDue = false,
}: {
  readonly order: Schema<'OrderOverviewView'>;
  /** Where somebody signs in first, who has not and could (R28c: "Hier geht es zur Anmeldung"). */
  readonly signInPath?: string;
  /** Whether it is being paid here: when that will be need not be said any more. */
  readonly isDue?: boolean;
}) {
  const words = useWords('pay');
  const to = usePaths();
  return (
    <section className="p-box p-stack" aria-labelledby="kosten">
      <h2 className="kern-heading-large" id="kosten">
        {words('overview')}
      </h2>
      {order.signInFirst !== undefined && (
        <p>
          {order.signInFirst}{' '}
          <Link className="p-link" to={signInPath ?? to('/anmelden')}>
            {words('signInHere')}
          </Link>
        </p>
      )}
      <div>
        {order.items.map(({ key, text, reason, quantity, unit, total }) => (
          <p className="p-total" key={key}>
            <span>
              {quantity > 1 ? words('times', { text, quantity, unit }) : text}
              {reason !== undefined && <span className="p-small p-muted p-reason">{reason}</span>}
            </span>
            <span className="p-num">{total}</span>
          </p>
        ))}
        <p className="p-total p-total--sum">
          <span>{words('sum')}</span>
          <span className="p-num">{order.sum}</span>
        </p>
      </div>
      <p className="p-small p-muted">
        {!isDue && `${order.says} `}
        {order.tax === undefined ? words('noTax') : words('withTax', { tax: order.tax })}
      </p>
    </section>
  );
}
