import type { ReactNode } from 'react';
import { unbroken } from '../hyphenated';
import { useLanguage } from '../language';
import { MailLink, PhoneLink } from '../parts/contact-links';
import { useWords } from '../words/use-words';
import type { ShownService } from './demands';

/** How the same can be done without the internet (D6a W4 R23b N4), or that it exists online only. */
export function OtherChannels({ service }: { readonly service: ShownService }) {
  const words = useWords('service');
  const language = useLanguage();
  const { phone, email, postalAddress, visitingAddress, openingHours } =
    service.responsibleOffice?.contact ?? {};
  const rows = service.channels
    .filter((channel) => channel !== 'online')
    .map((channel): [string, ReactNode] => {
      switch (channel) {
        case 'post':
          return [words('byPost'), postalAddress && unbroken(postalAddress)];
        case 'email':
          return [words('byEmail'), email && <MailLink address={email} />];
        case 'phone':
          return [words('byPhone'), phone && <PhoneLink phone={phone} />];
        case 'in-person':
          return [
            words('inPerson'),
            unbroken([visitingAddress, openingHours?.[language]].filter(Boolean).join(', ')) ||
              words('askFirst'),
          ];
      }
    });
  return (
    <section aria-labelledby="wege" className="p-prose">
      <h2 className="kern-heading-large" id="wege">
        {words('otherWays')}
      </h2>
      {rows.length === 0 ? (
        <p>{words('onlineOnly')}</p>
      ) : (
        <>
          <p>{words('otherWaysText')}</p>
          <ul>
            {rows.map(([way, where]) => (
              <li key={way}>
                <strong>{way}:</strong> {where}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{useWords('catalogue')('appointments')}</p>
    </section>
  );
}
