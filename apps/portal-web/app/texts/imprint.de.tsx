import { MailLink, PhoneLink } from '../parts/contact-links';
import type { Text } from './text';

/** The imprint in German. */
export const imprint: Text = {
  title: 'Impressum',
  description: 'Wer dieses Serviceportal anbietet.',
  Body: ({ city: { name, imprint: said, support } }) => (
    <>
      <p className="p-lead">Dieses Portal bietet an: {name}.</p>
      {said && (
        <>
          <h2 className="kern-heading-large">Anschrift</h2>
          <p>{said.postalAddress}</p>
          <h2 className="kern-heading-large">Vertretung</h2>
          <p>
            {name} ist eine Körperschaft des öffentlichen Rechts. Sie wird vertreten durch{' '}
            {said.representedBy.de}.
          </p>
          {said.vatId && <p>Umsatzsteuer-Identifikationsnummer: {said.vatId}</p>}
        </>
      )}
      <h2 className="kern-heading-large">Kontakt</h2>
      <p>
        Telefon: <PhoneLink phone={support.phone} />
        <br />
        E-Mail: <MailLink address={support.email} />
      </p>
      <h2 className="kern-heading-large">Kosten</h2>
      <p>
        Das Portal können Sie kostenlos nutzen. Wenn eine Dienstleistung eine Gebühr kostet, steht sie auf
        ihrer Seite, bevor Sie etwas ausfüllen.
      </p>
      <h2 className="kern-heading-large">Technik</h2>
      <p>
        Sie brauchen einen aktuellen Browser, sonst nichts. Nur für den Online-Ausweis brauchen Sie zusätzlich
        die AusweisApp. Bei Wartungen eines Teils können Sie in der Regel weiterarbeiten.
      </p>
      <h2 className="kern-heading-large">Links auf andere Seiten</h2>
      <p>Für den Inhalt fremder Seiten, auf die wir verweisen, sind ihre Anbieter verantwortlich.</p>
    </>
  ),
};
