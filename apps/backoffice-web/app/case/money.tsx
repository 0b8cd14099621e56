import { moneyText, useLanguage } from '#pages';
import { useWords } from '../words';
import type { Case } from './acts';
import { ActsBeside, useActsBeside } from './acts-beside';

/** What is owed for the case, and how far its payment is. */
export function Money({ shown }: { readonly shown: Case }) {
  const { order } = shown;
  const words = useWords('case');
  const language = useLanguage();
  const possible = useActsBeside('payment', shown);
  if (order === undefined && possible.length === 0) return null;
  return (
    <section className="b-block" aria-labelledby="zahlung">
      <div className="b-title">
        <h2 id="zahlung">{words('payment')}</h2>
      </div>
      <ActsBeside of={possible} shown={shown} />
      {order !== undefined && (
        <p>
          {moneyText(order.amountCents, language)}{' '}
          <span className="b-muted">{words(`payment-${order.payment}`)}</span>
        </p>
      )}
    </section>
  );
}
