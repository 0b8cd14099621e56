import {
  Citizen,
  dogRegistration,
  mailsTo,
  type RunFile,
  type SeenCase,
  Staff,
  UnexpectedAnswer,
  waitFor,
} from '#portal-client';
import { report } from '../benchmark';
import { restingUsePerSecond, settled, usePerSecond } from './idle';
import type { Measurement } from './measurement';
import { OpenPage } from './open-page';
import { type ByProcess, cpuOf, scaled, since, sumOf } from './processes';

/** So many cases go on at the same time: a few, so that batches do not flatter the figure. */
const atOnce = 4;
/** Before anything is measured, so that every process knows its way. */
const warmUpCases = 40;
const afterwardsSeconds = 5;
/** Mails gather changes for a minute: whoever asked all the time whether they are out would be measured himself. */
const mailLookMs = 2_000;

/** A citizen with an open page. */
interface Applicant {
  readonly citizen: Citizen;
  readonly email: string;
  readonly page: OpenPage;
}

/**
 * One case from draft to close as the story of the demo plays it, with a message of the office: what it costs all processes
 * together, with everything that follows from it: mails, mailbox, witness. What the idle system uses anyway is taken off.
 */
export const cases: Measurement = async (system, { cases: count }) => {
  const { run } = system;
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const auditor = await Staff.signIn(run, 'a.revision');
  const operator = await Staff.signIn(run, 'o.betrieb');
  const applicants = await Promise.all(Array.from({ length: atOnce }, (_, n) => applicant(run, n)));
  const play = async (total: number) => {
    let next = 0;
    return Promise.all(
      applicants.map(async (one) => {
        let closed: SeenCase | undefined;
        for (let n = next++; n < total; n = next++) closed = await playCase(n, one, caseworker);
        return closed;
      }),
    );
  };

  report(`warm-up: ${warmUpCases} cases`);
  await play(warmUpCases);
  await allMailsSent(operator);
  await settled(system);
  const mailsBefore = await mailCount(run, applicants);
  const idle = await restingUsePerSecond(system);

  report(`${count} cases, ${atOnce} at once`);
  const before = cpuOf(system);
  const begin = performance.now();
  const played = await play(count);
  const seconds = (performance.now() - begin) / 1000;
  for (const closed of played) if (closed) await witnessed(auditor, closed);
  await allMailsSent(operator);
  // Notes of what was handled (offsets, checkpoints) come a little later.
  await usePerSecond(system, afterwardsSeconds);
  const elapsed = (performance.now() - begin) / 1000;
  const each = perCase(since(before, cpuOf(system)), scaled(idle, elapsed), count);
  for (const { citizen, page } of applicants) {
    page.close();
    citizen.close();
  }
  const mails = ((await mailCount(run, applicants)) - mailsBefore) / count;
  for (const person of [caseworker, auditor, operator]) person.close();

  const events = played[0]?.version ?? NaN;
  return {
    tables: [
      {
        title: `One case from draft to close (${events} events, ${mails} mails), ${count} cases, ${atOnce} at once, by process`,
        rows: { 'CPU ms': each, 'of that idling, ms/s': idle },
      },
    ],
    figures: [
      { what: 'one case, all processes together', value: sumOf(each), ceiling: 70, unit: ' ms CPU' },
      { what: 'cases per second', value: count / seconds },
    ],
  };
};

async function applicant(run: RunFile, n: number): Promise<Applicant> {
  // A new address each time: an inbox that was kept holds the mails of earlier runs.
  const email = `bench.case${n}.${Date.now().toString(36)}@example.org`;
  const citizen = await Citizen.signIn(run, 'duisburg', email);
  await citizen.consentToElectronicNotices();
  return { citizen, email, page: await OpenPage.of(citizen) };
}

/** From draft to close. @returns the case as it was closed */
async function playCase(n: number, { citizen, page }: Applicant, caseworker: Staff): Promise<SeenCase> {
  const { id } = await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration(n)));
  await caseworker.act(id, 'assign');
  await caseworker.act(id, 'start');
  await caseworker.act(id, 'request-documents', {
    text: 'Bitte reichen Sie den Impfausweis nach.',
    documents: ['Impfausweis'],
  });
  const { version } = await citizen.get<SeenCase>(`/applications/${id}`);
  const supplied = { text: 'Anbei der Impfausweis.', documents: ['impfausweis.pdf'] };
  await citizen.post(`/applications/${id}/supply-documents`, supplied, version);

  const provided = page.told(id, 'notice-available');
  await caseworker.act(id, 'decide', {
    outcome: 'granted',
    text: 'Ihr Hund ist zur Hundesteuer angemeldet.',
    legalRemedies: 'Gegen diesen Bescheid ist der Widerspruch zulässig.',
  });
  await provided;
  await write(caseworker, id, 'Die Hundemarke kommt mit der Post.');

  let toldMore = page.told(id, 'notice-available');
  await citizen.retrieveNotice(id);
  for (;;) {
    // The paper of the notice is told of in the same status: the retrieval may be the one that comes after it.
    await toldMore;
    toldMore = page.told(id, 'notice-available');
    const closed = await caseworker.act(id, 'close').catch(unlessTooEarly);
    if (closed !== undefined) return closed;
  }
}

/** Its notice is not announced yet, or what the last page was told of is followed by something already. */
function unlessTooEarly(error: unknown): undefined {
  if (!(error instanceof UnexpectedAnswer)) throw error;
  if (error.problem === 'notice-not-announced' || error.problem === 'version-conflict') return undefined;
  throw error;
}

async function write(caseworker: Staff, id: string, text: string): Promise<void> {
  const messages = `/applications/${id}/messages`;
  const { headers } = await caseworker.browser.request('GET', `${caseworker.site}/api${messages}`);
  await caseworker.post(messages, { text }, Number(JSON.parse(String(headers.etag))));
}

async function mailCount(run: RunFile, applicants: readonly Applicant[]): Promise<number> {
  const inboxes = await Promise.all(applicants.map(({ email }) => mailsTo(run, email)));
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
