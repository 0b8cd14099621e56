import type { Schema } from '#api-client';
import { unbroken } from '../hyphenated';
import { useLanguage } from '../language';
import { MailLink, PhoneLink } from '../parts/contact-links';
import { useWords } from '../words/use-words';

/** How people reach an office or a person there (N3 D6b D6c). */
export function OfficeContact({ contact }: { readonly contact: Schema<'OfficeContact'> }) {
  const words = useWords('catalogue');
  const language = useLanguage();
  const { person, phone, email, postalAddress, visitingAddress, openingHours } = contact;
  const rows = [
    [words('person'), person],
    [words('phone'), phone && <PhoneLink phone={phone} />],
    [words('email'), email && <MailLink address={email} />],
    [words('post'), postalAddress && unbroken(postalAddress)],
    [words('visit'), visitingAddress && unbroken(visitingAddress)],
    [words('hours'), openingHours && unbroken(openingHours[language])],
  ] as const;
  return (
    <dl className="p-contact">
      {rows.map(
        ([term, value]) =>
          value !== undefined && (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
