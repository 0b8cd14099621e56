import { Link } from 'react-router';
import { MailLink, PhoneLink } from '../parts/contact-links';
import type { Text } from './text';

/** How to use the portal, in Leichte Sprache: short main clauses, one thought each, hard words explained where they stand. */
export const easyLanguage: Text = {
  title: 'Leichte Sprache',
  description: 'So nutzen Sie das Serviceportal. Alles in Leichter Sprache.',
  Body: ({ city: { name, support, listName } }) => (
    <div className="p-easy">
      <p className="p-lead">Willkommen!</p>
      <p>Das ist die Internet-Seite von: {name}.</p>
      <p>Die Seite heißt: Service-Portal.</p>
      <p>Hier können Sie viele Dinge erledigen.</p>
      <p>Sie müssen dafür nicht zum Amt gehen.</p>
      <h2 className="kern-heading-large">Was kann ich hier machen?</h2>
      <p>Sie können zum Beispiel:</p>
      <ul>
        <li>einen Hund anmelden</li>
        <li>eine Urkunde bestellen</li>
        <li>einen Park-Ausweis bekommen</li>
      </ul>
      <p>Das schwere Wort dafür ist: Dienst-Leistung.</p>
      <p>
        Alle Dienst-Leistungen finden Sie hier:{' '}
        <Link to="/dienstleistungen">Dienst-Leistungen von A bis Z</Link>.
      </p>
      <p>Sie können alles lesen.</p>
      <p>Sie müssen sich dafür nicht anmelden.</p>
      <h2 className="kern-heading-large">Wie stelle ich einen Antrag?</h2>
      <p>Ein Antrag ist eine Bitte an das Amt.</p>
      <p>So geht es:</p>
      <ol>
        <li>Suchen Sie Ihre Dienst-Leistung.</li>
        <li>
          Lesen Sie die Seite. <br />
          Da steht: Das kostet es. Das brauchen Sie. So lange dauert es.
        </li>
        <li>
          Drücken Sie auf den großen Knopf. <br />
          Manchmal müssen Sie sich anmelden.
        </li>
        <li>Füllen Sie die Felder aus.</li>
        <li>Prüfen Sie alles noch einmal.</li>
        <li>Senden Sie den Antrag ab.</li>
      </ol>
      <p>Sie brauchen eine Pause?</p>
      <p>Das ist kein Problem.</p>
      <p>Wir speichern alles.</p>
      <p>Sie können später weiter-machen.</p>
      <h2 className="kern-heading-large">Was ist eine Anmeldung?</h2>
      <p>Bei der Anmeldung sagen Sie uns: Das bin ich.</p>
      <p>Dann kennt das Portal Ihren Namen.</p>
      <p>Manchmal brauchen Sie dafür die BundID.</p>
      <p>Die BundID ist ein Konto im Internet.</p>
      <p>Sie gehört dem Staat und kostet nichts.</p>
      <h2 className="kern-heading-large">Was passiert mit meinem Antrag?</h2>
      <p>Menschen im Amt lesen Ihren Antrag.</p>
      <p>
        Im Portal sehen Sie: So weit ist das Amt. <br />
        Die Seite dafür heißt: <Link to="/antraege">{listName.de}</Link>.
      </p>
      <p>Wenn es etwas Neues gibt, bekommen Sie eine E-Mail.</p>
      <p>In der E-Mail steht nur: Es gibt etwas Neues.</p>
      <p>Alles andere lesen Sie im Portal.</p>
      <p>So kann niemand anders Ihre Sachen lesen.</p>
      <h2 className="kern-heading-large">Kann ich alles gut lesen und bedienen?</h2>
      <p>Alle Menschen sollen das Portal nutzen können.</p>
      <p>Das schwere Wort dafür ist: Barriere-Freiheit.</p>
      <p>
        Hier steht, was gut geht und was noch nicht:{' '}
        <Link to="/barrierefreiheit">Erklärung zur Barriere-Freiheit</Link>. <br />
        Dieser Text ist nicht in Leichter Sprache.
      </p>
      <p>Etwas geht nicht?</p>
      <p>
        Sagen Sie es uns: <Link to="/barriere-melden">Barriere melden</Link>.
      </p>
      <h2 className="kern-heading-large">Wer hilft mir?</h2>
      <p>Sie haben Fragen?</p>
      <p>
        Rufen Sie uns an: <PhoneLink phone={support.phone} />
      </p>
      <p>
        Oder schreiben Sie uns: <MailLink address={support.email} />
      </p>
      <p>Sie können auch zum Amt kommen.</p>
      <p>Auf jeder Seite steht, wo das Amt ist.</p>
    </div>
  ),
};
