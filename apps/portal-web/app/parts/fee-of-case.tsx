import { LinkButton } from '#ui';
import type { Schema } from '#api-client';
import { isOwed, type Case } from '../case-course';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';
import { moneyText, useDates } from './times';

/** What is owed for a case, how far its payment is, and the way to pay or to the receipt. @param urgent nothing else waits for the person */
export function FeeOfCase({
  shown,
  payment,
  urgent,
}: {
  readonly shown: Case;
  readonly payment: Schema<'PaymentView'> | undefined;
  readonly urgent: boolean;
}) {
  const words = useWords('oneCase');
  const { weekday } = useDates();
  const to = usePaths();
  const language = useLanguage();
  const { order, status, id } = shown;
  if (order === undefined) return null;
  const amount = moneyText(payment?.owedCents ?? order.amountCents, language);
  const isOpen = isOwed(status, order.payment);
  const wasPaid =
    order.payment === 'settled' || order.payment === 'reconciled' || order.payment === 'refunded';
  return (
    <section
      className={`p-stack${isOpen ? ` p-box${urgent ? ' p-box--due' : ''}` : ' p-gap-s'}`}
      aria-labelledby="gebuehr"
    >
      <h2 className={isOpen ? 'kern-heading-large' : 'kern-heading-medium'} id="gebuehr">
        {words('fee', { amount })}
      </h2>
      {payment && <p>{payment.statusLabel}</p>}
      {isOpen && order.payBy !== undefined && (
        <p>
          <strong>{words('payBy', { on: weekday(order.payBy) })}</strong>
        </p>
      )}
      {isOpen && (
        <div className="p-actions">
          <LinkButton weight={urgent ? 'primary' : 'secondary'} to={to(`/antraege/${id}/bezahlen`)}>
            {words('pay', { amount })}
          </LinkButton>
        </div>
      )}
      {wasPaid && (
        <p>
          <a className="p-link p-tap" href={`/api/payments/${order.id}/receipt`}>
            <span className="kern-icon kern-icon--download" aria-hidden="true" />
            {words('receipt')}
          </a>
        </p>
      )}
    </section>
  );
}
