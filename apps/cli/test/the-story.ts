import {
  Citizen,
  dogRegistration,
  type Items,
  mailsTo,
  type RunFile,
  Staff,
  type ThreadItem,
  waitFor,
} from '#portal-client';
import { type Story, tellStory } from '../src/story';
import type { RunningSystem } from './running-system';

/** How the citizen's list stood after each step: the version of the stream, and the status. */
export const stages = [
  [1, 'draft'],
  [1, 'draft'], // filled in, which is no entry of the case file
  [4, 'filed'], // reviewed and submitted, and a copy of it was made
  [4, 'filed'], // the entry in the mailbox
  [4, 'filed'], // found in the work list
  [5, 'in-processing'],
  [6, 'in-processing'],
  [7, 'action-required'],
  [8, 'in-processing'],
  [13, 'notice-available'], // decided, provided, told of, and so announced; and the notice was made
  [14, 'notice-available'], // retrieved
  [15, 'closed'],
];

/** The mails of the story until its end. Which of two that leave at the same moment arrives first, nobody promises. */
export const subjects = [
  'Stadt Duisburg: Ihr Anmeldelink',
  'Stadt Duisburg: Ihr Antrag ist eingegangen',
  'Stadt Duisburg: Ihre Mitwirkung ist nötig', // and: taken
  'Stadt Duisburg: Neuer Bescheid', // and: documents supplied, decided
];

export function stagesOf({ steps }: Story) {
  return steps.map(({ version, list }) => [version, list]);
}

export function subjectsOf({ mails }: Story): string[] {
  return mails.map(({ subject }) => subject).sort();
}

export function theStory(system: () => RunningSystem): void {
  let story: Story;
  let conversation: Conversation;
  beforeAll(async () => {
    const { run } = system();
    // Both at once, so that the minutes in which their last mails are gathered pass together.
    [story, conversation] = await Promise.all([tellStory(run, () => undefined), converse(run)]);
  }, 240_000);

  test('D20 R9 H2 at every step the list says what the fold of the events says, and nothing else', () => {
    expect(stagesOf(story)).toStrictEqual(stages);
    expect(story.steps.map(({ fold }) => fold)).toStrictEqual(story.steps.map(({ list }) => list));
  });

  test('D10 D22 W14 N5 changes are told by mail, several within a minute by one, from the sender of the city', () => {
    expect(subjectsOf(story)).toStrictEqual(subjects);
    expect(new Set(story.mails.map(({ messageId }) => messageId)).size).toBe(subjects.length);
    expect(story.mails.map(({ deliveries }) => deliveries)).toStrictEqual(subjects.map(() => 1));
    expect(new Set(story.mails.map(({ from }) => from))).toStrictEqual(
      new Set(['Sachbearbeiterportal Duisburg <serviceportal@duisburg.example>']),
    );
  });

  test('D22 a mail carries one link into the portal, and no details', () => {
    const portal = system().run.tenants['duisburg']?.portal ?? '';
    for (const { subject, text } of story.mails) {
      const [link = '', ...more] = text.match(/https?:\/\/\S+/g) ?? [];
      expect(more).toStrictEqual([]);
      expect(link.slice(0, portal.length)).toBe(portal);
      expect(link.slice(portal.length)).toMatch(
        /^(api\/sign-in\/email\/callback\?token=\S+|(antraege|postkorb)\/[0-9a-f-]{36})$/,
      );
      const said = `${subject} ${text.replace(link, '')}`.toLowerCase();
      if (/\/(antraege|postkorb)\//.test(link))
        expect(text).toContain(`\nAktenzeichen: ${story.reference}\n`);
      for (const detail of details()) expect(said).not.toContain(detail.toLowerCase());
    }
  });

  test('N6 the filing is confirmed once', () => {
    const confirming = story.mails.filter(({ subject, text }) =>
      `${subject} ${text}`.includes('Ihr Antrag ist eingegangen'),
    );
    expect(confirming.map(({ subject }) => subject)).toStrictEqual([
      'Stadt Duisburg: Ihr Antrag ist eingegangen',
    ]);
  });

  test('D10 W14 the mail about the notice names what else has changed, and what changes later follows a minute after it', async () => {
    const notice = story.mails.find(({ subject }) => subject === 'Stadt Duisburg: Neuer Bescheid');
    expect(notice?.text).toContain('– Über Ihren Antrag ist entschieden\n');
    expect(notice?.text).toContain('– Ihre Antwort ist eingegangen\n');
    await waitFor(
      'the mail about the closing',
      async () =>
        (await mailsTo(system().run, story.email)).find(
          ({ subject }) => subject === 'Stadt Duisburg: Ihr Vorgang ist abgeschlossen',
        ),
      90_000,
    );
  }, 100_000);

  test('the auditor sees what the citizen saw then', () => {
    expect(
      story.replayed.map(({ state, statusLabel }) => [state.version, state.status, statusLabel]),
    ).toStrictEqual([
      [2, 'submitted', 'Eingereicht'],
      [7, 'action-required', 'Rückfrage – Ihre Mitwirkung ist nötig'],
      [15, 'closed', 'Abgeschlossen'],
    ]);
    expect(story.replayed.map(({ content }) => [content.available, content.agrees])).toStrictEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  test('D9 each look of the staff at the case is recorded: the office’s and the auditor’s own', () => {
    const looks = (role: string) =>
      story.accesses.filter((access) => access.role === role).map(({ purpose }) => purpose);
    expect(looks('caseworker')).toStrictEqual(Array.from({ length: 5 }, () => 'case-view'));
    expect(looks('auditor').slice(-4)).toStrictEqual([
      'state-as-citizen',
      'state-as-citizen',
      'state-as-citizen',
      'accesses',
    ]);
  });

  test('D21 D9 H2 citizen and office write to each other, and nobody else reads it', async () => {
    const said = ['citizen: Brauchen Sie die Chipnummer?', 'office: Nein, danke.'];
    expect(conversation).toStrictEqual({ citizen: said, office: said, stranger: 404, otherOffice: 404 });
    const mail = await waitFor(
      'the mail about the answer, which came within a minute after the filing',
      async () =>
        (await mailsTo(system().run, anna)).find(
          ({ subject }) => subject === 'Stadt Duisburg: Neue Nachricht',
        ),
      90_000,
    );
    expect(mail.text).not.toContain('danke');
  }, 100_000);
}

/** The citizen who asks the office something. */
const anna = 'anna.schreibt@example.org';

/** What each of those who ask for a thread reads in it, or the status that they get instead. */
interface Conversation {
  readonly citizen: readonly string[];
  readonly office: readonly string[];
  readonly stranger: number;
  readonly otherOffice: number;
}

/** A citizen files, asks the office something, and is answered. */
async function converse(run: RunFile): Promise<Conversation> {
  const [citizen, stranger, office, otherOffice] = await Promise.all([
    Citizen.signIn(run, 'duisburg', anna),
    Citizen.signIn(run, 'duisburg', 'jemand.anders@example.org'),
    Staff.signIn(run, 'm.nguyen'),
    Staff.signIn(run, 'k.becker'),
  ]);
  const { id } = await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration()));
  const messages = `/applications/${id}/messages`;
  const ask = (person: Citizen | Staff) =>
    person.browser.request<Items<ThreadItem>>('GET', `${person.site}/api${messages}`);
  const write = async (person: Citizen | Staff, text: string) => {
    const { headers } = await waitFor('the thread', async () => {
      const answer = await ask(person);
      return answer.status === 200 && answer.body.items.length > 0 && answer; // filing opens it
    });
    await person.post(messages, { text }, Number(JSON.parse(String(headers.etag))));
  };
  await write(citizen, 'Brauchen Sie die Chipnummer?');
  await write(office, 'Nein, danke.');

  const thread = async (person: Citizen | Staff) =>
    (await person.get<Items<ThreadItem>>(messages)).items
      .filter(({ kind }) => kind === 'message')
      .map(({ author, text }) => `${author}: ${text}`);
  const conversation = {
    ...{ citizen: await thread(citizen), office: await thread(office) },
    stranger: (await ask(stranger)).status,
    otherOffice: (await ask(otherOffice)).status,
  };
  for (const person of [citizen, stranger, office, otherOffice]) person.close();
  return conversation;
}

/** Everything that somebody entered or wrote in the story, and what would tell what the case is about. */
function details(): string[] {
  const { holder, home, dog } = dogRegistration();
  const { city: _, ...address } = home; // the name of the city is its own, too
  const entered = [holder, address, dog].flatMap(Object.values<string>).filter((value) => value.length > 2);
  return [...entered, 'Hund', 'Impfausweis', 'Steueramt', 'Nguyen', 'bewilligt', 'angemeldet'];
}
