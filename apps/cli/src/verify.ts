import path from 'node:path';
import { parseArgs } from 'node:util';
import { createTokenSigner, type TokenSigner } from '#auth';
import type { MessagesReport } from '#messaging';
import { readRunFile } from '#portal-client';
import { command } from './command';
import { keyFolder } from './config';
import { ProgressBar } from './progress-bar';
import { verifyBundle } from './verify-bundle';
import { counted } from './wording';

/** Differences that are printed; the rest is counted. */
const printed = 50;

/** One thing that is not as it should be, as the audit service tells it. */
interface Difference {
  readonly kind: string;
  readonly streamType: string;
  readonly streamId: string;
  readonly version?: number;
  readonly upToVersion?: number;
  readonly detail?: string;
}

/** What `/internal/comparison` of the audit service says about a city: the logs it can compare. */
interface Comparable {
  readonly sources: readonly string[];
  readonly receiving: boolean;
  readonly notReceivingBecause?: string;
}

/** One page of the comparison of one log. */
interface ComparedPage {
  readonly streams: number;
  readonly events: number;
  readonly behind: number;
  readonly differences: readonly Difference[];
  readonly total?: number;
  /** Where the next page begins; absent at the last one. */
  readonly next?: string;
}

/** What was compared, and everything that differs. */
interface Compared {
  streams: number;
  events: number;
  /** Events that are on their way to the witness. */
  behind: number;
  readonly differences: Difference[];
}

/**
 * `npm run verify`: every stream of every city is hashed and folded anew by its service, compared with each read model and
 * with the witness; the send log of the mails is compared with the witness too, and what lies in the store of documents with what is
 * known of them. Ends with 1 when anything differs or could not be compared. With `--bundle <file>` one case that was taken along is
 * checked instead, without any system.
 */
command(async (config) => {
  const { values } = parseArgs({ options: { bundle: { type: 'string' }, keys: { type: 'string' } } });
  if (values.bundle !== undefined) return verifyBundle(config, values.bundle, values.keys);
  const run = await readRunFile(config.state);
  const port = run.processes.find(({ name }) => name === 'audit')?.port;
  if (port === undefined) throw new Error('The audit service does not run; see the log of npm start.');
  const signer = createTokenSigner('audit', path.join(keyFolder(config), 'audit.private.jwk.json'));
  const audit = `http://127.0.0.1:${port}`;

  const total = nothingYet();
  const differences: string[] = [];
  const failures: string[] = [];
  let deaf: string | undefined;
  for (const tenant of Object.keys(run.tenants)) {
    const comparable = await ask<Comparable>(`${audit}/internal/comparison`, signer, tenant);
    if (!comparable.receiving) deaf = comparable.notReceivingBecause;
    for (const source of comparable.sources) {
      try {
        const compared = await compare(audit, signer, tenant, source);
        total.streams += compared.streams;
        total.events += compared.events;
        total.behind += compared.behind;
        differences.push(...compared.differences.map((difference) => told(tenant, source, difference)));
      } catch (error) {
        failures.push(
          `${source} of ${tenant} was not compared: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }

  const notification = run.processes.find(({ name }) => name === 'notification')?.port;
  for (const tenant of Object.keys(run.tenants)) {
    try {
      const mails = `http://127.0.0.1:${notification}/internal/mails/comparison`;
      for (const difference of await compareMails(mails, signer, tenant))
        differences.push(told(tenant, 'notification', { ...difference, streamType: 'mail' }));
    } catch (error) {
      failures.push(
        `the mails of ${tenant} were not compared: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  for (const service of ['application', 'mailbox', 'payment']) {
    const port = run.processes.find(({ name }) => name === service)?.port;
    for (const tenant of Object.keys(run.tenants)) {
      try {
        const url = `http://127.0.0.1:${port}/internal/documents/comparison`;
        const found = await ask<Pick<ComparedPage, 'differences'>>(url, signer, tenant);
        for (const difference of found.differences)
          differences.push(told(tenant, service, { ...difference, streamType: 'document' }));
      } catch (error) {
        failures.push(
          `the documents of ${service}, ${tenant}, were not compared: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }

  const notices: string[] = [];
  const [anyTenant = ''] = Object.keys(run.tenants);
  for (const { name, port } of run.processes.filter(({ name }) => name in run.postgres.databases)) {
    try {
      const messages = `http://127.0.0.1:${port}/internal/messages`;
      const report = await ask<MessagesReport>(messages, signer, anyTenant);
      notices.push(...parkedIn(name, report));
      failures.push(...heldBy(name, report));
    } catch (error) {
      failures.push(
        `${name} does not say which messages it has put aside: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  for (const notice of notices) console.log(`! ${notice}`);
  for (const difference of differences.slice(0, printed)) console.log(`✗ ${difference}`);
  if (differences.length > printed) console.log(`✗ and ${differences.length - printed} more`);
  for (const failure of failures) console.log(`✗ ${failure}`);
  if (deaf !== undefined) {
    console.log(
      `! The witness is not connected to the broker (${deaf}): what is not-received may only be on its way. Start the broker and verify again.`,
    );
  }
  const way = total.behind > 0 ? `, ${total.behind} more on their way to it` : '';
  console.log(
    `${counted(total.streams, 'stream')} folded anew and compared with their read models; ` +
      `${counted(total.events, 'event')} at the witness${way}; ${counted(differences.length, 'difference')}.`,
  );
  if (differences.length > 0 || failures.length > 0) process.exitCode = 1;
});

/** Compares the send log of one city with what the witness has heard, page by page. */
async function compareMails(
  url: string,
  signer: TokenSigner,
  tenant: string,
): Promise<Omit<Difference, 'streamType'>[]> {
  const differences: Omit<Difference, 'streamType'>[] = [];
  let next: string | undefined;
  do {
    const page: Pick<ComparedPage, 'differences' | 'next'> = await ask(
      next === undefined ? url : `${url}?after=${encodeURIComponent(next)}`,
      signer,
      tenant,
    );
    differences.push(...page.differences);
    next = page.next;
  } while (next !== undefined);
  return differences;
}

/** Compares one log of one city, page by page. */
async function compare(
  audit: string,
  signer: TokenSigner,
  tenant: string,
  source: string,
): Promise<Compared> {
  const sum = nothingYet();
  let bar: ProgressBar | undefined;
  let after = '';
  do {
    const page = await ask<ComparedPage>(`${audit}/internal/comparison/${source}${after}`, signer, tenant);
    bar ??= new ProgressBar(`streams of ${source}, ${tenant}`, Math.max(page.total ?? 0, page.streams));
    bar.step(page.streams);
    sum.streams += page.streams;
    sum.events += page.events;
    sum.behind += page.behind;
    sum.differences.push(...page.differences);
    after = page.next === undefined ? '' : `?after=${page.next}`;
  } while (after !== '');
  bar.end();
  const { differences } = await ask<Pick<ComparedPage, 'differences'>>(
    `${audit}/internal/comparison/${source}/answers`,
    signer,
    tenant,
  );
  sum.differences.push(...differences);
  return sum;
}

/** Messages that were put aside: what nobody believes has had no effect, and an operator sees it through. */
function parkedIn(service: string, { parked }: MessagesReport): string[] {
  return parked.map(
    ({ topic, reason, holds, count, since }) =>
      `${counted(count, 'message')} of ${topic} parked in ${service} since ${since}: ${reason}` +
      (holds ? ', and those of the same key wait behind' : ', without any effect'),
  );
}

/** Streams that are not told, so that no other service hears of what happens there. */
function heldBy(service: string, { held }: MessagesReport): string[] {
  return held.map(
    ({ tenant, streamId, fromVersion, error, heldSince }) =>
      `${tenant}: ${service} cannot tell stream ${streamId} from version ${fromVersion} on, since ${heldSince}: ${error}`,
  );
}

const nothingYet = (): Compared => ({ streams: 0, events: 0, behind: 0, differences: [] });

/** @throws Error with the problem's title unless the answer is 2xx */
async function ask<Body>(url: string, signer: TokenSigner, tenant: string): Promise<Body> {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${await signer.signAsService(tenant)}`, accept: 'application/json' },
  });
  const body: unknown = await answer.json();
  if (!answer.ok) {
    throw new Error(
      `${new URL(url).pathname} answered ${answer.status}: ${(body as { title?: string }).title}`,
    );
  }
  return body as Body;
}

function told(
  tenant: string,
  source: string,
  { kind, streamType, streamId, version, upToVersion, detail }: Difference,
): string {
  const versions =
    upToVersion === undefined ? version && `version ${version}` : `versions ${version} to ${upToVersion}`;
  const place = [`${source}/${streamType}`, streamId, versions].filter(Boolean).join(' ');
  return `${tenant}: ${kind} at ${place}${detail ? ` (${detail})` : ''}`;
}
