import { Link } from 'react-router';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { MailLink, PhoneLink } from './contact-links';
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
    <section className="p-small p-prose p-reach" aria-labelledby="kontakt">
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
          <PhoneLink phone={contact.phone} />
        </p>
      )}
      {contact.email !== undefined && (
        <p>
          <MailLink address={contact.email} />
        </p>
      )}
    </section>
  );
}
