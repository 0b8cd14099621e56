import { Facts } from '#ui';
import { useFeeText } from '../catalogue/fee-text';
import { useLanguage } from '../language';
import { useWords } from '../words/use-words';
import { methodsOf, type ShownService } from './demands';

/** The three answers of a service's page: fee (R21), duration, and what it takes to sign in (D15a D16 R8). */
export function ServiceFacts({ service }: { readonly service: ShownService }) {
  const words = useWords('service');
  const feeText = useFeeText();
  const access = useAccess(service);
  const language = useLanguage();
  const { fee, processingDays, statutoryPeriod, documents } = service;
  const afterwards = documents.length > 0 ? 'afterFiling' : 'afterSending';
  const begins = fee.payment === 'before-filing' ? 'afterPayment' : afterwards;
  const note = [fee.note?.[language], fee.payment !== 'none' && words(`pay-${fee.payment}`)].filter(Boolean);
  return (
    <Facts
      facts={[
        {
          term: words('fee'),
          value: feeText(fee),
          ...(note.length > 0 && { more: note.join('; ') }),
        },
        {
          term: words('duration'),
          value: processingDays === undefined ? words('varies') : words('days', { count: processingDays }),
          more:
            statutoryPeriod === undefined
              ? words(begins)
              : words('statutory', { count: statutoryPeriod.months }),
        },
        access,
      ]}
    />
  );
}

/** Whether one has to sign in, by what, and on which level (D12, D13, D15a, R8, W7). */
function useAccess(service: ShownService) {
  const words = useWords('service');
  const names = useWords('names');
  const term = words('signIn');
  const { filing, levelOfAssurance } = service;
  if (filing.signIn === 'none') return { term, value: words('signInNone'), more: words('signInNoneMore') };
  if (filing.signIn === 'optional')
    return { term, value: words('signInOptional'), more: words('signInOptionalMore') };
  const methods = methodsOf(service);
  const value =
    levelOfAssurance === 'none'
      ? words('signInRequired')
      : words('signInWith', {
          methods: methods.map((method) => names(`method-${method}`)).join(words('or')),
        });
  return { term, value, more: words(`level-${levelOfAssurance}`) };
}
