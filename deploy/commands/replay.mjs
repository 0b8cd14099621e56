// @ts-check
import { parseArgs } from 'node:util';
import { UnexpectedAnswer } from './browser.mjs';
import { Staff } from './people.mjs';
import { readRunFile } from './run-file.mjs';
import { contentLine, counted } from './wording.mjs';

/**
 * `npm run replay -- <application> [--as-of <ISO time or version>] [--as citizen|caseworker|auditor]`: a case as it stood
 * then, as that party saw it, out of the copy of the witness. Ends with 1 when a chain is broken or the application
 * service tells another story.
 */

const usage =
  'npm run replay -- <application id or reference> [--as-of <ISO time or version>] [--as citizen|caseworker|auditor]';
const clock = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Berlin',
});
const time = (/** @type {string} */ at) => clock.format(new Date(at));

/**
 * The auditor whose city has the case. A city's auditor sees that city's cases only, so each is asked.
 * @param {import('./run-file.d.mts').RunFile} run @param {string} path
 */
async function askAuditors(run, path) {
  for (const { user, roles } of run.logins.staff) {
    if (!roles.includes('auditor')) continue;
    const auditor = await Staff.signIn(run, user);
    try {
      return { auditor, state: await auditor.get(path) };
    } catch (error) {
      auditor.close();
      if (!(error instanceof UnexpectedAnswer) || error.status !== 404) throw error;
    }
  }
  throw new Error(
    'No auditor of this installation knows such a case. A draft that was never filed is shown to nobody.',
  );
}

/** @param {string[]} titles @param {string[][]} rows */
function table(titles, rows) {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(titles), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Everything that happened, with the chain of hashes: what an auditor sees. @param {any[]} events @param {any[]} findings */
function eventTable(events, findings) {
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

/** What the party saw of the history. @param {any[]} history */
function historyTable(history) {
  return table(
    ['time (Berlin)', 'version', 'entry', 'by', 'text'],
    history.map(({ at, version, label, by, content }) => [
      time(at),
      String(version),
      label.de ?? label,
      by,
      content === undefined ? '' : shorten(contentLine(content)),
    ]),
  );
}

/** @param {string} text */
const shorten = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replaceAll('\n', ' ');

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'as-of': { type: 'string' }, as: { type: 'string', default: 'auditor' } },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new Error(usage);
  const asOf = values['as-of'] === undefined ? '' : `asOf=${encodeURIComponent(values['as-of'])}`;
  const run = await readRunFile();
  const path = `/audit/applications/${encodeURIComponent(name)}`;
  const { auditor, state: seen } = await askAuditors(
    run,
    `${path}/state?as=${encodeURIComponent(values.as)}&${asOf}`,
  );
  const { events, findings } = await auditor.get(`${path}/events?${asOf}`);
  auditor.close();

  const moment = values['as-of'] === undefined ? 'now' : `as of ${values['as-of']}`;
  if (!seen.visible) {
    console.log(`${name} ${moment}: the ${seen.as} could not see this case.`);
  } else {
    const { reference, version, updatedAt, serviceKey, office, outcome } = seen.state;
    console.log(`${reference} ${moment}, as the ${seen.as} saw it`);
    console.log(
      `  ${seen.statusLabel}${outcome ? ` (${outcome})` : ''}, version ${version} of ${time(updatedAt)}`,
    );
    console.log(`  service ${serviceKey}, office ${office}\n`);
    const own = seen.as !== 'auditor' && seen.content.view;
    console.log(own ? historyTable(seen.content.view.history) : eventTable(events, findings));
    if (own?.form) console.log(`\nform: ${JSON.stringify(own.form, null, 2)}`);
  }

  const streams = new Set(events.map((/** @type {any} */ { streamId }) => streamId)).size;
  const broken = findings.map(
    (/** @type {any} */ it) => `${it.kind} at ${it.source} ${it.streamId} version ${it.version}`,
  );
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
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
