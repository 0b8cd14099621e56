import { moneyText, useLanguage } from '#pages';
import { useWords } from '../words';
import type { Case } from './acts';

/** What is owed for the case, and how far its payment is. */
export function Money({ shown: { order } }: { readonly shown: Case }) {
  const words = useWords('case');
  const language = useLanguage();
  if (order === undefined) return null;
  return (
    <section className="b-block" aria-labelledby="zahlung">
      <div className="b-title">
        <h2 id="zahlung">{words('payment')}</h2>
      </div>
      <p>
        {moneyText(order.amountCents, language)}{' '}
        <span className="b-muted">{words(`payment-${order.payment}`)}</span>
      </p>
    </section>
  );
}
