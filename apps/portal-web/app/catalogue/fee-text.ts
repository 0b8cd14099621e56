import { useLanguage } from '../language';
import { moneyText } from '../parts/times';
import { useWords } from '../words/use-words';
import type { ServiceLine } from './lines';

/** A fee as everybody reads it before filling anything in (R21): `kostenlos`, `30,70 €`, `ab 10,00 €`. */
export function useFeeText(): (
  fee: Pick<ServiceLine['fee'], 'amountCents' | 'byForm' | 'payment'>,
) => string {
  const words = useWords('catalogue');
  const language = useLanguage();
  return ({ amountCents, byForm, payment }) => {
    if (payment === 'none') return words('free');
    const amount = moneyText(amountCents, language);
    return byForm || payment === 'after-review' ? words('from', { amount }) : amount;
  };
}
