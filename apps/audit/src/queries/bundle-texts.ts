import type { WitnessedEvent } from '../domain/witnessed-event';
import { calledThen, type Names } from './case-names';
import type { CaseAt } from './case-replay';

interface Told {
  readonly reference: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly keyId: string;
}

const inBerlin = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'Europe/Berlin',
});
/** A time with its zone said: in autumn the clock shows an hour twice. */
const time = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? '' : `${inBerlin.format(new Date(at))} Uhr (Europe/Berlin)`;

/** What stands in a bundle and how anybody checks it, in both languages. */
export const bundleReadme = {
  de: ({ reference, madeAt, keyId }: Told): string => `Vorgang ${reference}, ausgegeben am ${time(madeAt)}

WAS HIER LIEGT
events/            jedes Ereignis genau so, wie es gespeichert ist, eine Zeile je Ereignis. Inhalte sind verschlüsselt.
witness.json       was der unabhängige Zeuge gehört hat, mit den Prüfsummen, die er behalten hat
history.txt        dieselben Ereignisse zum Lesen: wann, was, wer (mit dem Namen zur Zeit des Ereignisses; heißt die Person heute anders, steht das dabei)
seen/              was die antragstellende Person (citizen) und das Amt (office) heute davon sehen
evidence/          E-Mails mit ihren Zustellbelegen, wer den Vorgang gelesen hat, wie die Personen heißen und hießen, was der Zeuge beanstandet
SHA256SUMS         die Prüfsumme jeder Datei, unterschrieben in SHA256SUMS.sig mit dem Schlüssel ${keyId}
public-key.pem     der öffentliche Teil dieses Schlüssels. Vergleichen Sie ihn mit dem, den die Stadt nennt.

PRÜFEN, ohne das System
  npm run verify -- --bundle DATEI.zip
sagt in Sätzen, ob alles stimmt; wo nicht, nennt es Datei, Fassung und Ereignis.

PRÜFEN, von Hand
  sha256sum -c SHA256SUMS
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
Für jede Zeile in events/: hash = SHA-256 über previousHash, tenant, streamId, version, streamType, type, schemaVersion,
recordedAt, metadata und payload, je eine Zeile (mit LF getrennt); previousHash ist hash der Zeile davor, in der ersten leer.
Jeder hash in witness.json muss der des Ereignisses mit derselben streamId und version sein.
Zeiten in den Dateien sind UTC.
`,
  en: ({ reference, madeAt, keyId }: Told): string => `Case ${reference}, written ${madeAt} (UTC)

WHAT IS HERE
events/            every event exactly as it is stored, one a line. Contents are sealed.
witness.json       what the independent witness heard, with the hashes that it kept
history.txt        the same events to be read: when, what, who (by the name at the time of the event; where it is another today, that is said)
seen/              what the applicant (citizen) and the office see of it today
evidence/          mails with their delivery, who read the case, what people are and were called, what the witness found wrong
SHA256SUMS         the checksum of every file, signed in SHA256SUMS.sig with the key ${keyId}
public-key.pem     the public half of that key. Compare it with the one that the city tells you.

CHECK IT without the system
  npm run verify -- --bundle FILE.zip
says in sentences whether everything holds; where it does not, it names file, version and event.

CHECK IT by hand
  sha256sum -c SHA256SUMS
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
For every line in events/: hash = SHA-256 over previousHash, tenant, streamId, version, streamType, type, schemaVersion,
recordedAt, metadata and payload, one a line (joined by LF); previousHash is the hash of the line before, empty in the first.
Every hash in witness.json must be that of the event with the same streamId and version.
Times in the files are UTC.
`,
} as const;

/** What a party saw, as lines that people read: the oldest first. */
export function readable(parts: readonly CaseAt[]): string {
  const [now] = parts;
  if (now?.state == null) return 'Diesen Vorgang konnte diese Person nicht sehen.\n';
  const entries = parts.flatMap(({ content }) => historyOf(content?.view?.['history'])).sort(byVersion);
  return [
    `Vorgang ${now.state.reference}: Status ${now.state.status}, Stand ${time(now.state.updatedAt)}`,
    '',
    ...entries.map(
      ({ at, label, by, text }) => `${time(at)}  ${label} (${by})${text === '' ? '' : `\n    ${text}`}`,
    ),
    '',
  ].join('\n');
}

/** What happened, as lines that people read: the oldest first, each with who did it by the name of that time. */
export function readableEvents(events: readonly WitnessedEvent[], names: Names): string {
  return events
    .map(({ recordedAt, source, type, version, hash, actor }) => {
      const called = calledThen(names, actor.personId, recordedAt);
      const who =
        called === undefined
          ? actor.personId
          : `${called.then}${called.today === undefined ? '' : `, heute: ${called.today}`}`;
      return `${time(recordedAt)}  ${source}/${version} ${type}  ${who} (${actor.role})  ${hash}\n`;
    })
    .join('');
}

interface Line {
  readonly version: number;
  readonly at: string;
  readonly label: string;
  readonly by: string;
  readonly text: string;
}

const byVersion = (left: Line, right: Line): number => left.version - right.version;

/** As far as it can be read: the answer is another service's, and may be of a newer release. */
function historyOf(history: unknown): readonly Line[] {
  if (!Array.isArray(history)) return [];
  return (history as readonly Readonly<Record<string, unknown>>[]).map((entry) => {
    const label = entry['label'] as { readonly de?: string } | undefined;
    const content = entry['content'] as { readonly text?: unknown } | undefined;
    return {
      version: Number(entry['version']),
      at: String(entry['at'] ?? ''),
      label: label?.de ?? String(entry['type'] ?? ''),
      by: String(entry['by'] ?? ''),
      text: typeof content?.text === 'string' ? content.text : '',
    };
  });
}
