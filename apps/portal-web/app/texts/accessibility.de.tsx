import { Link } from 'react-router';
import { MailLink, PhoneLink } from '../parts/contact-links';
import { Time } from '../parts/times';
import { MonitoringBody, OmbudsOffice } from './offices-of-the-state';
import type { Text } from './text';

/** The accessibility statement in German. */
export const accessibility: Text = {
  title: 'Erklärung zur Barriere\u00adfreiheit',
  description: 'Wie barrierefrei dieses Serviceportal ist, und wie Sie Barrieren melden.',
  Body: ({ city: { name, support, accessibility: said, signLanguageVideo } }) => (
    <>
      <p className="p-lead">
        {name} möchte, dass alle dieses Portal nutzen können. Diese Erklärung gilt für dieses Serviceportal.
      </p>
      <h2 className="kern-heading-large">Wie barrierefrei ist das Portal?</h2>
      <p>
        Es gelten § 10 Behindertengleichstellungsgesetz NRW und die Verordnung BITVNRW, und damit die Norm EN
        301 549 und die Richtlinien WCAG 2.1 (Stufe AA). Das Portal ist damit weitgehend vereinbar. Ausnahmen
        stehen im nächsten Abschnitt.
      </p>
      <h2 className="kern-heading-large">Was ist noch nicht barrierefrei?</h2>
      <ul>
        <li>
          Unterlagen, die andere Personen hochladen, zum Beispiel Fotos von Papieren, haben oft keinen
          lesbaren Text. Die zuständige Stelle liest sie Ihnen am Telefon vor.
        </li>
        <li>
          Seiten anderer Anbieter (BundID, AusweisApp, Zahlungsdienste) haben eigene Erklärungen. Darauf haben
          wir keinen Einfluss.
        </li>
        {!signLanguageVideo && (
          <li>
            Ein Video in Deutscher Gebärdensprache gibt es noch nicht. Auf der Seite{' '}
            <Link to="/gebaerdensprache">Gebärdensprache</Link> steht, wie wir Ihnen trotzdem helfen.
          </li>
        )}
        {said?.barriers?.map(({ de }) => (
          <li key={de}>{de}</li>
        ))}
      </ul>
      <h2 className="kern-heading-large">Wann wurde das geprüft?</h2>
      <p>
        {said ? (
          <>
            Diese Erklärung beruht auf einer Selbstbewertung vom <Time at={said.assessedOn} form="day" />.
          </>
        ) : (
          'Diese Erklärung beruht auf einer Selbstbewertung.'
        )}{' '}
        Jede Seite wird vor jeder Änderung am Programm automatisch geprüft: in beiden Sprachen, nur mit der
        Tastatur, auf schmalen Bildschirmen und stark vergrößert.
      </p>
      <h2 className="kern-heading-large">Barrieren melden</h2>
      <p>
        Sie stoßen auf ein Hindernis, oder Sie brauchen einen Inhalt in anderer Form? Schreiben Sie uns:{' '}
        <Link to="/barriere-melden">Barriere melden</Link>. Oder: Telefon <PhoneLink phone={support.phone} />,
        E-Mail <MailLink address={support.feedbackEmail} />.
      </p>
      <h2 className="kern-heading-large">Wenn wir nicht helfen: das Ombudsverfahren</h2>
      <p>
        Antworten wir nicht oder nicht zufriedenstellend, hilft die Ombudsstelle des Landes (§ 10d BGG NRW).
        Das kostet nichts, und Sie brauchen keinen Anwalt.
      </p>
      <OmbudsOffice />
      <h2 className="kern-heading-large">Wer überwacht das?</h2>
      <MonitoringBody />
    </>
  ),
};
