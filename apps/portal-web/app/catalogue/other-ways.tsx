import { useFrame } from '../frame';
import { MailLink, PhoneLink } from '../parts/contact-links';
import { useWords } from '../words/use-words';

/** That most can be done without the internet, too, and whom to ask how (D6a W4 R23b N4, D1b N8). */
export function OtherWays() {
  const words = useWords('catalogue');
  const support = useFrame()?.city.support;
  return (
    <section aria-labelledby="andere-wege" className="p-prose p-anchor">
      <h2 className="kern-heading-large" id="andere-wege" tabIndex={-1}>
        {words('otherWays')}
      </h2>
      <p>{words('otherWaysText')}</p>
      {support && (
        <p>
          {words('otherWaysAsk')} <PhoneLink phone={support.phone} />, <MailLink address={support.email} />
        </p>
      )}
      <p>{words('appointments')}</p>
    </section>
  );
}
