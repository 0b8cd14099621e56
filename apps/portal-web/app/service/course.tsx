import { useWords } from '../words/use-words';
import { methodsOf, type ShownService } from './demands';

/** How it goes, from the beginning to the notice, in the order of this service: sign in, fill in, prove, pay, wait. */
export function Course({ service }: { readonly service: ShownService }) {
  const words = useWords('service');
  const names = useWords('names');
  const { filing, eidPerApplication, signatureOnPaper, fee, processingDays } = service;
  const methods = methodsOf(service).map((method) => names(`method-${method}`));
  const steps = [
    filing.signIn === 'required' && words('stepSignIn', { methods: methods.join(words('or')) }),
    words('stepFillIn'),
    eidPerApplication === true && words('stepEid'),
    signatureOnPaper === true && words('stepSignature'),
    fee.payment !== 'none' && words(`step-${fee.payment}`),
    processingDays === undefined ? words('stepDecide') : words('stepDecideIn', { count: processingDays }),
    words(filing.signIn === 'required' ? 'stepNotice' : 'stepNoticeGuest'),
  ].filter((step) => step !== false);
  return (
    <section aria-labelledby="ablauf" className="p-prose">
      <h2 className="kern-heading-large" id="ablauf">
        {words('course')}
      </h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
