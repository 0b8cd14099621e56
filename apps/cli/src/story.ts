import { randomUUID } from 'node:crypto';
import {
  Citizen,
  dogRegistration,
  type Items,
  type ListedCase,
  type Mail,
  type MailboxEntry,
  mailsTo,
  type RunFile,
  type SeenCase,
  Staff,
  waitFor,
} from '#portal-client';

/** How a case stood after a step: in the citizen's list, and as the fold of its events. */
export interface StoryStep {
  readonly step: string;
  readonly list: string;
  readonly fold: string;
  readonly version: number;
}

/** The case as somebody saw it at a moment, by the auditor's replay. */
export interface Replayed {
  readonly statusLabel: string;
  readonly state: { readonly version: number; readonly status: string };
  readonly content: { readonly available: boolean; readonly agrees: boolean };
}

/** What there is to check once the story was told. */
export interface Story {
  readonly id: string;
  readonly reference: string;
  /** Anna's address. */
  readonly email: string;
  readonly steps: readonly StoryStep[];
  readonly mails: readonly Mail[];
  readonly replayed: readonly Replayed[];
  /** Each look of the staff at the case. */
  readonly accesses: readonly { readonly role: string; readonly purpose: string }[];
}

/**
 * Plays the story of one application against a running system, as people would: a citizen files, a caseworker processes,
 * the citizen follows, an auditor replays. After every step the citizen's list stands beside the fold of the events.
 * @param tell takes one line of the story
 * @throws Error at the first step that does not go as people would expect
 */
export async function tellStory(run: RunFile, tell: (line: string) => void): Promise<Story> {
  const email = `anna.${randomUUID()}@example.org`;
  const steps: StoryStep[] = [];
  let id = '';

  const seen = () => citizen.get<SeenCase>(`/applications/${id}`);
  /** Tells a step, with the citizen's list beside the fold; they have to agree. */
  const told = async (step: string) => {
    if (!id) return tell(`  ${step}`);
    const row = (await citizen.myApplications()).find((item) => item.id === id);
    if (row === undefined) throw new Error('the case is not in the list');
    const detail = await seen();
    tell(
      `  ${step.padEnd(62)} list: v${String(row.version).padEnd(2)} ${row.statusLabel.padEnd(42)} fold: v${String(detail.version).padEnd(2)} ${detail.statusLabel}`,
    );
    if (row.status !== detail.status || row.version !== detail.version) {
      throw new Error(
        `the list says ${row.status} (v${row.version}), the fold ${detail.status} (v${detail.version})`,
      );
    }
    steps.push({ step, list: row.status, fold: detail.status, version: row.version });
  };
  /** Waits until the case has got somewhere by itself, e.g. through the mailbox service. */
  const arrived = (what: string, status: string) =>
    waitFor(what, async () => (await seen()).status === status);
  const mails = () => mailsTo(run, email);
  const mailed = (count: number, what: string) =>
    waitFor(`the mail that says: ${what}`, async () => {
      const arrived = await mails();
      return arrived.length >= count && arrived;
    });

  tell('\nAnna signs in and files');
  const citizen = await Citizen.signIn(run, 'duisburg', email);
  await told(`asks for a sign-in link, opens it from the inbox (${email})`);
  await citizen.consentToElectronicNotices();
  await told('consents to notices in her mailbox instead of on paper');
  const services = await citizen.get<Items<{ title: { de: string } }>>('/services?query=hund');
  await told(`looks for "hund": ${services.items.map(({ title }) => title.de).join(', ')}`);
  let application = await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' });
  id = application.id;
  await told(`begins ${application.reference}`);
  application = await citizen.patch(`/applications/${id}/form`, dogRegistration(), application.version);
  await told('fills in the form');
  application = await citizen.submit(application);
  await citizen.paperOf(id, 'copy');
  await told('reviews everything, confirms, submits; a copy is added');
  const entry = await waitFor('the entry in the mailbox', async () => {
    const { items } = await citizen.get<Items<MailboxEntry>>('/mailbox');
    return items.find((thread) => thread.applicationId === id);
  });
  await told(`finds an entry in the mailbox (${entry.unread} unread)`);
  await mailed(2, 'received');

  tell('\nA caseworker of the tax office takes the case');
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const found = await caseworker.get<Items<ListedCase>>(
    `/work-list?status=filed&query=${application.reference}`,
  );
  await told(`finds it in the work list: ${found.items.map((item) => item.reference).join(', ')}`);
  await caseworker.act(id, 'assign');
  await told('takes it');
  await caseworker.act(id, 'start');
  await told('begins processing');
  await caseworker.act(id, 'request-documents', {
    text: 'Bitte reichen Sie den Impfausweis nach.',
    documents: ['Impfausweis'],
  });
  await told('asks for the vaccination card; the clock pauses');

  tell('\nAnna is told, and answers');
  const request = await waitFor('the mail that asks for cooperation', async () =>
    (await mails()).find((mail) => mail.subject.includes('Mitwirkung')),
  );
  tell(`  mail from ${request.from}: "${request.subject}", Aktenzeichen ${application.reference}`);
  if (!request.text.includes(application.reference))
    throw new Error('the mail does not say which case it is about');
  if (/impfausweis|hund/i.test(request.text + request.subject))
    throw new Error('the mail carries content of the case');
  application = await seen();
  await citizen.post(
    `/applications/${id}/supply-documents`,
    { text: 'Anbei der Impfausweis.', documents: ['impfausweis.pdf'] },
    application.version,
  );
  await told('supplies the document; the clock runs on');

  tell('\nThe caseworker decides');
  await caseworker.act(id, 'decide', {
    outcome: 'granted',
    text: 'Ihr Hund ist zur Hundesteuer angemeldet.',
    legalRemedies: 'Gegen diesen Bescheid ist der Widerspruch zulässig.',
  });
  await arrived('the notice in the mailbox', 'notice-available');
  await citizen.paperOf(id, 'notice');
  const announcement = await waitFor(
    'the day of announcement',
    async () => (await seen()).notices.at(-1)?.announcement,
  );
  await told('grants it; the notice is laid into the mailbox, Anna is told');
  tell(`  announced on ${announcement.effectiveOn}: "${announcement.reason}"`);
  const news = await waitFor('the mail about the notice', async () =>
    (await mails()).find((mail) => mail.subject.includes('Bescheid')),
  );
  tell(`  mail from ${news.from}: "${news.subject}"`);
  const notice = await citizen.retrieveNotice(id);
  await waitFor('the record that the notice was retrieved', async () =>
    (await seen()).history.some(({ type }) => type === 'NoticeRetrieved'),
  );
  await told('Anna retrieves the notice');
  tell(`  it says: "${notice.text}"`);
  await caseworker.act(id, 'close');
  await told('closes the case');

  tell('\nAn auditor replays the case');
  const auditor = await Staff.signIn(run, 'a.revision');
  const last = steps.at(-1)?.version ?? 0;
  await waitFor(`version ${last} at the witness`, async () => {
    const known = await auditor.get<Replayed>(`/audit/applications/${id}/state`).catch(() => undefined);
    return known !== undefined && known.state.version >= last;
  });
  const replayed: Replayed[] = [];
  for (const moment of [2, 7, last]) {
    const then = await auditor.get<Replayed>(`/audit/applications/${id}/state?asOf=${moment}&as=citizen`);
    tell(`  as of version ${String(moment).padStart(2)} the citizen saw: ${then.statusLabel}`);
    replayed.push(then);
  }
  const { accesses } = await auditor.get<Pick<Story, 'accesses'>>(`/audit/applications/${id}/accesses`);
  tell(`  staff looked at the case ${accesses.length} times, each look is recorded`);
  const allMails = await mails();
  tell(
    `\n${application.reference}: ${last} events, ${allMails.length} mails, list and fold agreed at each of ${steps.length} steps.`,
  );
  tell('What changed since the last mail comes in one more, a minute after it.');
  tell(`Replay it yourself: npm run replay -- ${application.reference}`);
  for (const person of [citizen, caseworker, auditor]) person.close();
  return { id, reference: application.reference, email, steps, mails: allMails, replayed, accesses };
}
