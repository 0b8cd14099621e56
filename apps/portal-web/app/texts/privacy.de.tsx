import { Link } from 'react-router';
import { MailLink, PhoneLink } from '../parts/contact-links';
import type { Text } from './text';

/** The privacy statement in German. */
export const privacy: Text = {
  title: 'Datenschutz',
  description: 'Welche Daten wir speichern, wofür, wie lange, und welche Rechte Sie haben.',
  Body: ({ city: { name, imprint, support, dataProtectionOfficer: officer } }) => (
    <>
      <p className="p-lead">
        Wir nutzen Ihre Daten nur, um Ihren Antrag zu bearbeiten. Wir geben sie nicht an Dritte weiter.
      </p>
      <h2 className="kern-heading-large">Wer ist verantwortlich?</h2>
      <p>
        {imprint?.postalAddress ?? name}. Telefon: <PhoneLink phone={support.phone} />, E-Mail:{' '}
        <MailLink address={support.email} />
      </p>
      {officer && (
        <p>
          Fragen zum Datenschutz beantwortet unsere Stelle für den Datenschutz:{' '}
          <MailLink address={officer.email} />
          {officer.phone && (
            <>
              , Telefon: <PhoneLink phone={officer.phone} />
            </>
          )}
          {officer.postalAddress && <>, {officer.postalAddress}</>}
        </p>
      )}
      <h2 className="kern-heading-large">Welche Daten speichern wir?</h2>
      <ul>
        <li>
          <strong>Beim Lesen:</strong> nichts über Sie. Es gibt keine Zählung von Personen, keine Werbung und
          keine Inhalte von anderen Anbietern.
        </li>
        <li>
          <strong>Bei der Anmeldung:</strong> was Sie selbst angeben oder was Ihr Konto (zum Beispiel die
          BundID) uns mit Ihrer Zustimmung gibt. Sie sehen es unter „Meine Daten“, immer mit der Herkunft.
        </li>
        <li>
          <strong>Im Antrag:</strong> Ihre Angaben, Ihre Unterlagen und den Verlauf der Bearbeitung.
        </li>
        <li>
          <strong>Beim Bezahlen:</strong> Betrag, Zeitpunkt und die Nummer des Zahlungsdienstes. Kartendaten
          geben Sie dort ein; wir bekommen sie nicht. Bei einer Lastschrift speichern wir Ihre IBAN.
        </li>
      </ul>
      <h2 className="kern-heading-large">Wofür, und auf welcher Grundlage?</h2>
      <p>
        Damit die zuständige Stelle über Ihren Antrag entscheiden kann: Artikel 6 Absatz 1 Buchstabe e und
        Absatz 3 DSGVO mit § 3 DSG NRW und dem Gesetz, das für Ihren Antrag gilt. Das Konto und der Postkorb
        sind freiwillig. Wo wir Sie um Ihre Zustimmung bitten, können Sie sie unter „Meine Daten“ jederzeit
        widerrufen.
      </p>
      <h2 className="kern-heading-large">Wer kann Ihre Daten lesen?</h2>
      <p>
        Nur Sie und die zuständige Stelle. Daten werden verschlüsselt übertragen und verschlüsselt
        gespeichert. E-Mails enthalten nie den Inhalt eines Antrags, nur einen Link ins Portal. Jede Einsicht
        in einen Vorgang wird festgehalten.
      </p>
      <h2 className="kern-heading-large">Wie lange speichern wir Daten?</h2>
      <ul>
        <li>
          <strong>Entwürfe:</strong> so lange, wie auf der Seite des Antrags steht. Vorher erinnern wir Sie.
          Danach werden sie gelöscht.
        </li>
        <li>
          <strong>Anträge:</strong> bis zum Ende der Aufbewahrungsfrist (in der Regel 10 Jahre nach dem Jahr
          des Abschlusses). Dann werden sie dem Archiv angeboten und gelöscht.
        </li>
        <li>
          <strong>Ihr Profil:</strong> bis Sie es löschen. Was das Gesetz aufzubewahren verlangt, bleibt bis
          zum Ende seiner Frist; „Meine Daten“ sagt, was das ist.
        </li>
        <li>
          <strong>Sitzungen:</strong> bis zum Abmelden oder bis sie ablaufen.
        </li>
      </ul>
      <h2 className="kern-heading-large">Cookies</h2>
      <p>
        Wir setzen nur, was nötig ist: einen Cookie für Ihre Sitzung, wenn Sie sich anmelden oder einen Antrag
        beginnen, und einen für die dunkle Darstellung, wenn Sie sie wählen.
      </p>
      <h2 className="kern-heading-large">Ihre Rechte</h2>
      <ul>
        <li>
          Sie können sehen, herunterladen, berichtigen und löschen, was wir über Sie gespeichert haben:{' '}
          <Link to="/meine-daten">Meine Daten</Link>.
        </li>
        <li>Sie können verlangen, dass wir die Verarbeitung einschränken, und ihr widersprechen.</li>
        <li>
          Sie können sich beschweren bei der Landesbeauftragten für Datenschutz und Informationsfreiheit
          Nordrhein-Westfalen, Postfach 20 04 44, 40102 Düsseldorf,{' '}
          <MailLink address="poststelle@ldi.nrw.de" />.
        </li>
      </ul>
    </>
  ),
};
