import { parseArgs } from 'node:util';
import { readRunFile, type RunFile, Staff, UnexpectedAnswer } from '#portal-client';
import { command } from './command';
import { contentLine, counted } from './wording';

const usage =
  'npm run replay -- <application id or reference> [--as-of <version, day or ISO time>] [--as citizen|caseworker|auditor]';
/** Through whose eyes. */
const parties = ['citizen', 'caseworker', 'auditor'];
const clock = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Berlin',
});
const time = (at: string) => clock.format(new Date(at));

/** A case as a party saw it at a moment: `GET /api/audit/applications/{id}/state`. */
interface Seen {
  readonly as: string;
  readonly visible: boolean;
  readonly statusLabel: string;
  readonly state: {
    readonly reference: string;
    readonly version: number;
    readonly updatedAt: string;
    readonly serviceKey: string;
    readonly office: string;
    readonly outcome?: string;
  };
  /** What the application service tells about the same moment; absent where there is nothing to tell. */
  readonly content?: {
    readonly available: boolean;
    readonly agrees: boolean;
    readonly differing: readonly string[];
    readonly view?: { readonly history: readonly HistoryEntry[]; readonly form?: unknown };
  };
}

interface HistoryEntry {
  readonly at: string;
  readonly version: number;
  readonly label: string | { readonly de: string };
  readonly by: string;
  readonly content?: { readonly text?: string } & Record<string, unknown>;
}

/** An event in the copy of the witness. */
interface WitnessedEvent {
  readonly recordedAt: string;
  readonly source: string;
  readonly streamType: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly data: { readonly status?: string; readonly purpose?: string };
  readonly actor: { readonly role: string };
  readonly hash: string;
}

/** A place at which the copy of the witness is broken. */
interface Finding {
  readonly kind: string;
  readonly source: string;
  readonly streamId: string;
  readonly version: number;
}

/**
 * `npm run replay -- <application> [--as-of <version, day or ISO time>] [--as citizen|caseworker|auditor]`: a case as it stood
 * then, as that party saw it, out of the copy of the witness. Ends with 1 when a chain is broken or the application
 * service tells another story.
 */
command(async ({ state }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'as-of': { type: 'string' }, as: { type: 'string', default: 'auditor' } },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new Error(`Which application?\n${usage}`);
  if (!parties.includes(values.as))
    throw new Error(`--as ${values.as}: it can be ${parties.join(', ')}.\n${usage}`);
  const asOf = values['as-of'] === undefined ? '' : `asOf=${encodeURIComponent(values['as-of'])}`;
  const path = `/audit/applications/${encodeURIComponent(name)}`;
  const { auditor, seen } = await askAuditors(
    await readRunFile(state),
    `${path}/state?as=${encodeURIComponent(values.as)}&${asOf}`,
  );
  const { events, findings } = await auditor.get<{ events: WitnessedEvent[]; findings: Finding[] }>(
    `${path}/events?${asOf}`,
  );
  auditor.close();

  const moment = values['as-of'] === undefined ? 'now' : `as of ${values['as-of']}`;
  if (!seen.visible && events.length === 0) console.log(`${name} ${moment}: nobody had begun this case yet.`);
  else if (!seen.visible) console.log(`${name} ${moment}: the ${seen.as} could not see this case.`);
  else showCase(seen, moment, events, findings);

  const streams = new Set(events.map(({ streamId }) => streamId)).size;
  const broken = findings.map((it) => `${it.kind} at ${it.source} ${it.streamId} version ${it.version}`);
  if (events.length === 0) return;
  console.log(
    broken.length === 0
      ? `\n✓ ${counted(events.length, 'event')} in ${counted(streams, 'stream')} at the witness, each names the hash of the one before.`
      : `\n✗ the copy of the witness is broken: ${broken.join('; ')}`,
  );
  if (seen.content?.available === false)
    console.log('✗ the application service does not answer; content is not shown.');
  else if (seen.content)
    console.log(
      seen.content.agrees
        ? '✓ the application service tells the same.'
        : `✗ the application service tells something else: ${seen.content.differing.join(', ')}`,
    );
  if (broken.length > 0 || (seen.content && !seen.content.agrees)) process.exitCode = 1;
});

/** The auditor whose city has the case. A city's auditor sees that city's cases only, so each is asked. */
async function askAuditors(run: RunFile, path: string): Promise<{ auditor: Staff; seen: Seen }> {
  for (const { user, roles } of run.logins.staff) {
    if (!roles.includes('auditor')) continue;
    const auditor = await Staff.signIn(run, user);
    try {
      return { auditor, seen: await auditor.get<Seen>(path) };
    } catch (error) {
      auditor.close();
      if (!(error instanceof UnexpectedAnswer) || error.status !== 404) throw error;
    }
  }
  throw new Error(
    'No auditor of this installation knows such a case. A draft that was never filed is shown to nobody.',
  );
}

function showCase(
  seen: Seen,
  moment: string,
  events: readonly WitnessedEvent[],
  findings: readonly Finding[],
): void {
  const { reference, version, updatedAt, serviceKey, office, outcome } = seen.state;
  console.log(`${reference} ${moment}, as the ${seen.as} saw it`);
  console.log(
    `  ${seen.statusLabel}${outcome ? ` (${outcome})` : ''}, version ${version} of ${time(updatedAt)}`,
  );
  console.log(`  service ${serviceKey}, office ${office}\n`);
  const own = seen.as === 'auditor' ? undefined : seen.content?.view;
  console.log(own ? historyTable(own.history) : eventTable(events, findings));
  if (own?.form) console.log(`\nform: ${JSON.stringify(own.form, null, 2)}`);
}

/** Everything that happened, with the chain of hashes: what an auditor sees. */
function eventTable(events: readonly WitnessedEvent[], findings: readonly Finding[]): string {
  return table(
    ['time (Berlin)', 'source', 'version', 'event', 'status', 'by', 'hash'],
    events.map((event) => {
      const wrong = findings.find((it) => it.streamId === event.streamId && it.version === event.version);
      return [
        time(event.recordedAt),
        event.source === event.streamType ? event.source : `${event.source}/${event.streamType}`,
        String(event.version),
        event.type,
        event.data.status ?? event.data.purpose ?? '',
        event.actor.role,
        `${event.hash.slice(0, 12)} ${wrong ? `✗ ${wrong.kind}` : '✓'}`,
      ];
    }),
  );
}

/** What the party saw of the history. */
function historyTable(history: readonly HistoryEntry[]): string {
  return table(
    ['time (Berlin)', 'version', 'entry', 'by', 'text'],
    history.map(({ at, version, label, by, content }) => [
      time(at),
      String(version),
      typeof label === 'string' ? label : label.de,
      by,
      content === undefined ? '' : shorten(contentLine(content)),
    ]),
  );
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(titles), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replaceAll('\n', ' ');
