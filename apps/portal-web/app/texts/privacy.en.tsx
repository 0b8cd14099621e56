import { Link } from 'react-router';
import { MailLink, PhoneLink } from '../parts/contact-links';
import type { Text } from './text';

/** The privacy statement in English. */
export const privacy: Text = {
  title: 'Privacy',
  description: 'Which data we keep, for what and how long, and which rights you have.',
  Body: ({ city: { name, imprint, support, dataProtectionOfficer: officer } }) => (
    <>
      <p className="p-lead">
        We use your data only to work on your application. We pass nothing on to third parties.
      </p>
      <h2 className="kern-heading-large">Who is responsible?</h2>
      <p>
        {imprint?.postalAddress ?? name}. Phone: <PhoneLink phone={support.phone} />, e-mail:{' '}
        <MailLink address={support.email} />
      </p>
      {officer && (
        <p>
          Our data protection officer answers questions about your data: <MailLink address={officer.email} />
          {officer.phone && (
            <>
              , phone: <PhoneLink phone={officer.phone} />
            </>
          )}
          {officer.postalAddress && <>, {officer.postalAddress}</>}
        </p>
      )}
      <h2 className="kern-heading-large">Which data do we keep?</h2>
      <ul>
        <li>
          <strong>When you read:</strong> nothing about you. No person is counted, there is no advertising,
          and nothing comes from other providers.
        </li>
        <li>
          <strong>When you sign in:</strong> what you enter yourself, or what your account (for example
          BundID) gives us with your consent. You see it under “My data”, always with where it comes from.
        </li>
        <li>
          <strong>In an application:</strong> what you enter, your documents, and what was done with it when.
        </li>
        <li>
          <strong>When you pay:</strong> amount, time and the number that the payment service gave. You enter
          card data there; we do not get them. For a direct debit we keep your IBAN.
        </li>
      </ul>
      <h2 className="kern-heading-large">For what, and on which basis?</h2>
      <p>
        So that the responsible office can decide on your application: Article 6(1)(e) and (3) GDPR with
        section 3 DSG NRW and the law that applies to your application. Account and mailbox are voluntary.
        Where we ask for your consent, you can take it back at any time under “My data”.
      </p>
      <h2 className="kern-heading-large">Who can read your data?</h2>
      <p>
        Only you and the responsible office. Data are encrypted on the way and where they are stored. E-mails
        never contain anything of an application, only a link into the portal. Whoever looks at a case is
        recorded.
      </p>
      <h2 className="kern-heading-large">How long do we keep data?</h2>
      <ul>
        <li>
          <strong>Drafts:</strong> as long as the page of the application says. We remind you before. Then
          they are erased.
        </li>
        <li>
          <strong>Applications:</strong> until the end of the retention period (usually 10 years after the
          year in which they were closed). Then they are offered to the archive and erased.
        </li>
        <li>
          <strong>Your profile:</strong> until you erase it. What the law demands to be kept stays until the
          end of its period; “My data” says what that is.
        </li>
        <li>
          <strong>Sessions:</strong> until you sign out or they end.
        </li>
      </ul>
      <h2 className="kern-heading-large">Cookies</h2>
      <p>
        We only set what is necessary: a cookie for your session when you sign in or begin an application, and
        one for the dark appearance when you choose it.
      </p>
      <h2 className="kern-heading-large">Your rights</h2>
      <ul>
        <li>
          You can see, download, correct and erase what we keep about you:{' '}
          <Link to="/en/meine-daten">My data</Link>.
        </li>
        <li>You can ask us to restrict what is done with your data, and object to it.</li>
        <li>
          You can complain to the data protection commissioner of North Rhine-Westphalia: Landesbeauftragte
          für Datenschutz und Informationsfreiheit Nordrhein-Westfalen, Postfach 20 04 44, 40102 Düsseldorf,{' '}
          <MailLink address="poststelle@ldi.nrw.de" />.
        </li>
      </ul>
    </>
  ),
};
