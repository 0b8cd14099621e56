import { LinkButton } from '#ui';
import type { Schema } from '#api-client';
import { isOwed, type Case } from '../case-course';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';
import { moneyText, useDates } from './times';

/** A fee that is fixed after the review: nothing is to be paid yet. */
export function FeeToCome({ fee }: { readonly fee: Schema<'ShownFee'> | undefined }) {
  const words = useWords('oneCase');
  const language = useLanguage();
  if (fee?.payment !== 'after-review') return null;
  return (
    <section className="p-stack p-gap-s" aria-labelledby="gebuehr">
      <h2 className="kern-heading-medium" id="gebuehr">
        {words('feeTitle')}
      </h2>
      <p>
        {fee.amountCents > 0 && words('feeFrom', { amount: moneyText(fee.amountCents, language) })}{' '}
        {words('feeLater')} <strong>{words('feeNotNow')}</strong>
      </p>
    </section>
  );
}

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
  const refund = useWords('refund');
  const { weekday } = useDates();
  const to = usePaths();
  const language = useLanguage();
  const { order, status, id } = shown;
  if (order === undefined) return null;
  const amount = moneyText(payment?.owedCents ?? order.amountCents, language);
  const isOpen = isOwed(status, order.payment);
  return (
    <section
      className={`p-stack${isOpen ? ` p-box${urgent ? ' p-box--due' : ''}` : ' p-gap-s'}`}
      aria-labelledby="gebuehr"
    >
      <h2 className={isOpen ? 'kern-heading-large' : 'kern-heading-medium'} id="gebuehr">
        {words('fee', { amount })}
      </h2>
      {/* While it is open, the badge above and the button below say so. */}
      {payment && !isOpen && <p>{payment.statusLabel}</p>}
      {payment?.status === 'settled' && <p className="p-small">{words('beingBooked')}</p>}
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
      {payment?.allowed.includes('give-refund-account') && (
        <p>
          <LinkButton weight="secondary" to={to(`/antraege/${id}/erstattung`)}>
            {refund('give')}
          </LinkButton>
        </p>
      )}
      {payment?.documents.map(({ documentId, kind }) => (
        <p key={documentId}>
          <a className="p-link p-tap" href={`/api/payments/${order.id}/documents/${documentId}`}>
            <span className="kern-icon kern-icon--download" aria-hidden="true" />
            {words(kind)}
          </a>
        </p>
      ))}
    </section>
  );
}
