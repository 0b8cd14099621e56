import { eventually } from '#testing';
import { actingOn, type Item } from './acting-on-mailbox';
import { Case, startMailbox, type CaseFileTexts, type RunningMailbox } from './running-mailbox';

const texts: CaseFileTexts = new Map();
/** The notice as a document of its case. */
const paperId = '0197a3c2-0000-7000-8000-0000000000e1';
let mailbox: RunningMailbox;
beforeAll(async () => void (mailbox = await startMailbox(texts)));
afterAll(() => mailbox.stop());

const { read, filedCase, expectNowhere } = actingOn(() => mailbox);

const pathOf = ({ id }: Pick<Item, 'id'>) => `/portal/mailbox/notices/${id}`;
const noticesOf = async (theCase: Case) =>
  (await read(theCase)).items.filter(({ kind }) => kind === 'notice');

/** Tells of a decision and waits until its notice, or its entry, has arrived. */
async function decide(theCase: Case, version: number, more: object = {}): Promise<Item | undefined> {
  texts.set(`/internal/applications/${theCase.id}/notice?version=${version}`, {
    text: `Bescheid Nummer ${version}.`,
    legalRemedies: 'Klage binnen eines Monats.',
    documentId: paperId,
  });
  const entries = async () =>
    (await read(theCase)).items.filter(({ entryKind }) => entryKind === 'decision-issued').length;
  const before = await entries();
  const decision = { status: 'decided-granted', outcome: 'granted', delivery: 'mailbox', ...more };
  const event = theCase.next('DecisionIssued', decision);
  expect(event.streamversion).toBe(version);
  await mailbox.tell(event);
  await eventually('the decision', async () => (await entries()) > before);
  return (await noticesOf(theCase)).at(-1);
}

async function toldOf(theCase: Case, type: string) {
  await eventually(`the contract event ${type}`, () =>
    mailbox.published.events.some(
      (event) =>
        event.type === type && 'applicationId' in event.data && event.data.applicationId === theCase.id,
    ),
  );
  return mailbox.published.events
    .filter(({ data }) => 'applicationId' in data && data.applicationId === theCase.id)
    .map((event) => event.type);
}

test('law 1: a notice is retrieved by a POST of its person, once; GET and HEAD record nothing and show no content', async () => {
  const theCase = await filedCase();
  const notice = await decide(theCase, 3);
  if (notice === undefined) throw new Error('the notice has not arrived');
  expect(notice).toMatchObject({ retrieved: false, replaced: false, provisionEnded: false, unread: true });
  expect(notice.text).toBeUndefined();

  const { etag } = await read(theCase);
  const lookedAt = await mailbox.send('GET', pathOf(notice), theCase.citizen);
  expect(await lookedAt.json()).toEqual({
    noticeId: notice.id,
    applicationId: theCase.id,
    title: expect.stringMatching(/^Bescheid vom \d\d\.\d\d\.\d{4}$/),
    providedAt: expect.any(String),
    replaced: false,
    provisionEnded: false,
  });
  expect((await mailbox.send('HEAD', pathOf(notice), theCase.citizen)).status).toBe(200);
  expect((await read(theCase)).etag).toBe(etag);

  const retrieve = `${pathOf(notice)}/retrieve`;
  expect((await mailbox.send('POST', retrieve, new Case().citizen)).status).toBe(404);
  expect((await mailbox.send('GET', retrieve, theCase.citizen)).status).toBe(405);
  const first = await mailbox.send('POST', retrieve, theCase.citizen);
  expect(first.status).toBe(200);
  const shown = (await first.json()) as object;
  expect(shown).toMatchObject({
    text: 'Bescheid Nummer 3.',
    legalRemedies: 'Klage binnen eines Monats.',
    documentId: paperId,
    retrievedAt: expect.any(String),
  });
  expect(await (await mailbox.send('POST', retrieve, theCase.citizen)).json()).toEqual(shown);
  expect(await (await mailbox.send('GET', pathOf(notice), theCase.citizen)).json()).toEqual(shown);
  expect(await noticesOf(theCase)).toMatchObject([{ retrieved: true }]);
  expect(await toldOf(theCase, 'mailbox.NoticeRetrieved')).toEqual([
    'mailbox.ThreadOpened',
    'mailbox.EntryAdded',
    'mailbox.EntryAdded',
    'mailbox.NoticeDeposited',
    'mailbox.NoticeRetrieved',
  ]);
  await expectNowhere('Nummer 3');
});

test('law 8: a later notice says which one it replaces, and titles tell them apart', async () => {
  const theCase = await filedCase();
  await decide(theCase, 3);
  await decide(theCase, 4, { outcome: 'rejected', status: 'decided-rejected', replaces: 3 });
  const [former, later] = await noticesOf(theCase);
  const [day] = /\d\d\.\d\d\.\d{4}/.exec(former?.title ?? '') ?? [];
  expect([former, later]).toMatchObject([
    { title: `Bescheid vom ${day} (ersetzt am ${day})`, replaced: true },
    { title: `2. Bescheid vom ${day}, ersetzt den Bescheid vom ${day}`, replaced: false },
  ]);
});

test('law 8: a notice in the mailbox says which one it replaces also where that one went by post', async () => {
  const theCase = await filedCase();
  await decide(theCase, 3, { delivery: 'post' });
  await decide(theCase, 4, { replaces: 3 });
  const [notice] = await noticesOf(theCase);
  expect(notice?.title).toMatch(/^Bescheid vom ([\d.]{10}), ersetzt den Bescheid vom \1$/);
});

test('law 1: a notice for who has not consented comes by post, and the former one is replaced all the same', async () => {
  const theCase = await filedCase();
  await decide(theCase, 3);
  await decide(theCase, 4, { delivery: 'post', replaces: 3 });
  expect(await noticesOf(theCase)).toMatchObject([{ replaced: true }]);
  expect(
    (await read(theCase)).items.filter(({ entryKind }) => entryKind === 'decision-issued'),
  ).toMatchObject([{}, { text: expect.stringContaining('Der Bescheid kommt mit der Post') }]);
});

test('law 1: a notice whose provision has ended can be seen and no longer retrieved', async () => {
  const theCase = await filedCase();
  const notice = await decide(theCase, 3);
  if (notice === undefined) throw new Error('the notice has not arrived');
  await mailbox.tell(theCase.next('ProvisionEnded', { status: 'decided-granted', noticeId: notice.id }));
  await toldOf(theCase, 'mailbox.ProvisionEnded');
  const refused = await mailbox.send('POST', `${pathOf(notice)}/retrieve`, theCase.citizen);
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { type: 'urn:serviceportal:problem:provision-ended', allowed: [] },
  ]);
  const lookedAt = await mailbox.send('GET', pathOf(notice), theCase.citizen);
  expect(await lookedAt.json()).toMatchObject({ provisionEnded: true });
  expect(await noticesOf(theCase)).toMatchObject([{ retrieved: false, provisionEnded: true }]);
});
