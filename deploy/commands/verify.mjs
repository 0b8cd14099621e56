// @ts-check
import path from 'node:path';
import { createTokenSigner } from '#auth';
import { ProgressBar } from './progress-bar.mjs';
import { defaultStateDirectory, readRunFile } from './run-file.mjs';
import { counted } from './wording.mjs';

/**
 * `npm run verify`: every stream of every city is hashed and folded anew by its service, compared with each read model and
 * with the witness. Ends with 1 when anything differs or could not be compared.
 */

/** Differences that are printed; the rest is counted. */
const printed = 50;

/** @param {string} url @param {import('#auth').TokenSigner} signer @param {string} tenant */
async function ask(url, signer, tenant) {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${await signer.signAsService(tenant)}`, accept: 'application/json' },
  });
  const body = /** @type {any} */ (await answer.json());
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${body.title}`);
  return body;
}

/**
 * Compares one log of one city, page by page.
 * @param {string} audit @param {import('#auth').TokenSigner} signer @param {string} tenant @param {string} source
 */
async function compare(audit, signer, tenant, source) {
  const sum = { streams: 0, events: 0, behind: 0, differences: /** @type {any[]} */ ([]) };
  /** @type {ProgressBar | undefined} */
  let bar;
  let after = '';
  do {
    const page = await ask(`${audit}/internal/comparison/${source}${after}`, signer, tenant);
    bar ??= new ProgressBar(`streams of ${source}, ${tenant}`, Math.max(page.total ?? 0, page.streams));
    bar.step(page.streams);
    sum.streams += page.streams;
    sum.events += page.events;
    sum.behind += page.behind;
    sum.differences.push(...page.differences);
    after = page.next === undefined ? '' : `?after=${page.next}`;
  } while (after !== '');
  bar?.end();
  return sum;
}

try {
  const run = await readRunFile();
  const port = run.processes.find(({ name }) => name === 'audit')?.port;
  if (port === undefined) throw new Error('The audit service does not run; see the log of npm start.');
  const keys = path.join(process.env.STATE_DIR ?? defaultStateDirectory, 'keys');
  const signer = createTokenSigner('audit', path.join(keys, 'audit.private.jwk.json'));
  const audit = `http://127.0.0.1:${port}`;

  const total = { streams: 0, events: 0, behind: 0, differences: /** @type {any[]} */ ([]) };
  const failures = [];
  /** @type {string | undefined} */
  let deaf;
  for (const tenant of Object.keys(run.tenants)) {
    const { sources, receiving, notReceivingBecause } = await ask(
      `${audit}/internal/comparison`,
      signer,
      tenant,
    );
    if (!receiving) deaf = notReceivingBecause;
    for (const source of sources) {
      try {
        const { streams, events, behind, differences } = await compare(audit, signer, tenant, source);
        total.streams += streams;
        total.events += events;
        total.behind += behind;
        total.differences.push(...differences.map((difference) => ({ tenant, source, ...difference })));
      } catch (error) {
        failures.push(
          `${source} of ${tenant} was not compared: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
  }

  for (const { tenant, source, kind, streamType, streamId, version, detail } of total.differences.slice(
    0,
    printed,
  )) {
    const place = [`${source}/${streamType}`, streamId, version && `version ${version}`]
      .filter(Boolean)
      .join(' ');
    console.log(`✗ ${tenant}: ${kind} at ${place}${detail ? ` (${detail})` : ''}`);
  }
  if (total.differences.length > printed) console.log(`✗ and ${total.differences.length - printed} more`);
  for (const failure of failures) console.log(`✗ ${failure}`);
  if (deaf !== undefined) {
    console.log(
      `! The witness is not connected to the broker (${deaf}): what is not-received may only be on its way. Start the broker and verify again.`,
    );
  }
  const way = total.behind > 0 ? `, ${total.behind} more on their way to it` : '';
  console.log(
    `${counted(total.streams, 'stream')} folded anew and compared with their read models; ` +
      `${counted(total.events, 'event')} at the witness${way}; ${counted(total.differences.length, 'difference')}.`,
  );
  if (total.differences.length > 0 || failures.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
