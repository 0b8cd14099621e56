import { mailsTo, type RunFile, type SeenCase, Staff, waitFor } from '#portal-client';
import { report } from '../benchmark';
import { type Applicant, applicants, casesAtOnce, playCases, warmUpCases } from './case-steps';
import { restingUsePerSecond, settled, usePerSecond } from './idle';
import type { Measurement } from './measurement';
import { type ByProcess, cpuOf, scaled, since, sumOf } from './processes';

const afterwardsSeconds = 5;
/** Mails gather changes for a minute: whoever asked all the time whether they are out would be measured himself. */
const mailLookMs = 2_000;

/**
 * One case from draft to close as the story of the demo plays it, with a message of the office: what it costs all processes
 * together, with everything that follows from it: mails, mailbox, witness. What the idle system uses anyway is taken off.
 */
export const cases: Measurement = async (system, { cases: count }) => {
  const { run } = system;
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const auditor = await Staff.signIn(run, 'a.revision');
  const operator = await Staff.signIn(run, 'o.betrieb');
  const among = await applicants(run);

  report(`warm-up: ${warmUpCases} cases`);
  await playCases(warmUpCases, among, caseworker);
  await allMailsSent(operator);
  await settled(system);
  const mailsBefore = await mailCount(run, among);
  const idle = await restingUsePerSecond(system);

  report(`${count} cases, ${casesAtOnce} at once`);
  const before = cpuOf(system);
  const begin = performance.now();
  const played = await playCases(count, among, caseworker);
  const seconds = (performance.now() - begin) / 1000;
  for (const closed of played) if (closed) await witnessed(auditor, closed);
  await allMailsSent(operator);
  // Notes of what was handled (offsets, checkpoints) come a little later.
  await usePerSecond(system, afterwardsSeconds);
  const elapsed = (performance.now() - begin) / 1000;
  const each = perCase(since(before, cpuOf(system)), scaled(idle, elapsed), count);
  for (const { citizen, page } of among) {
    page.close();
    citizen.close();
  }
  const mails = ((await mailCount(run, among)) - mailsBefore) / count;
  for (const person of [caseworker, auditor, operator]) person.close();

  const events = played[0]?.version ?? NaN;
  return {
    tables: [
      {
        title: `One case from draft to close (${events} events, ${mails} mails), ${count} cases, ${casesAtOnce} at once, by process`,
        rows: { 'CPU ms': each, 'of that idling, ms/s': idle },
      },
    ],
    figures: [
      { what: 'one case, all processes together', value: sumOf(each), ceiling: 70, unit: ' ms CPU' },
      { what: 'cases per second', value: count / seconds },
    ],
  };
};

async function mailCount(run: RunFile, among: readonly Applicant[]): Promise<number> {
  const inboxes = await Promise.all(among.map(({ email }) => mailsTo(run, email)));
  return inboxes.reduce((sum, mails) => sum + mails.length, 0);
}

/** Waits until no mail is under way, those that gather changes for a minute included. */
async function allMailsSent(operator: Staff): Promise<void> {
  await waitFor(
    'the last mail',
    async () => {
      const path = '/operations/notification/mail?limit=1';
      const { counts } = await operator.get<{ counts: Readonly<Record<string, number>> }>(path);
      return counts['queued'] === 0 && counts['sending'] === 0;
    },
    300_000,
    mailLookMs,
  );
}

/** Waits until the witness knows a case as it is. */
async function witnessed(auditor: Staff, { id, version }: SeenCase): Promise<void> {
  await waitFor(
    `version ${version} at the witness`,
    async () => {
      const known = await auditor
        .get<{ state: { version: number } }>(`/audit/applications/${id}/state`)
        .catch(() => undefined);
      return known !== undefined && known.state.version >= version;
    },
    300_000,
  );
}

const perCase = (used: ByProcess, idle: ByProcess, count: number): ByProcess =>
  Object.fromEntries(
    Object.entries(used).map(([name, figure]) => [name, (figure - (idle[name] ?? 0)) / count]),
  );
