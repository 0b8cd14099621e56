import { Link } from 'react-router';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';

/** Who is responsible, and how they are reached (N3). @param office its key */
export function ContactOfOffice({ office }: { readonly office: string }) {
  const words = useWords('oneCase');
  const to = usePaths();
  const language = useLanguage();
  const found = useFrame()?.city.offices.find(({ key }) => key === office);
  if (found === undefined) return null;
  const { name, contact } = found;
  return (
    <section className="p-small" aria-labelledby="kontakt">
      <h2 className="kern-heading-small" id="kontakt">
        {words('responsible')}
      </h2>
      <p>
        <Link className="p-link" to={to(`/einrichtungen/${office}`)}>
          {name[language]}
        </Link>
        {contact.person !== undefined && (
          <>
            <br />
            {contact.person}
          </>
        )}
      </p>
      {contact.phone !== undefined && (
        <p>
          <a className="p-link p-tap" href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>
            {contact.phone}
          </a>
        </p>
      )}
      {contact.email !== undefined && (
        <p>
          <a className="p-link p-tap" href={`mailto:${contact.email}`}>
            {contact.email}
          </a>
        </p>
      )}
    </section>
  );
}
