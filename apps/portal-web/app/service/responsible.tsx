import { Link } from 'react-router';
import type { Schema } from '#api-client';
import { OfficeContact } from '../catalogue/office-contact';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';

/** The responsible office with its contact, and its own page (N3 D6b D6c). */
export function Responsible({ office }: { readonly office: Schema<'Office'> | undefined }) {
  const words = useWords('service');
  const language = useLanguage();
  const to = usePaths();
  if (office === undefined) return null;
  const name = office.name[language];
  return (
    <section aria-labelledby="amt" className="p-stack">
      <h2 className="kern-heading-large" id="amt">
        {words('responsible')}
      </h2>
      <p className="p-row__title">{name}</p>
      <OfficeContact contact={office.contact} />
      <p>
        <Link className="p-link p-tap" to={to(`/einrichtungen/${office.key}`)}>
          {words('officePage', { name })}
        </Link>
      </p>
    </section>
  );
}
