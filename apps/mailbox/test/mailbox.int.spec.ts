import { randomUUID } from 'node:crypto';
import { eventually, type TestClaims } from '#testing';
import { actingOn, messagesOf, type Mailbox, type Thread } from './acting-on-mailbox';
import { Case, caseworkerOf, startMailbox, type CaseFileTexts, type RunningMailbox } from './running-mailbox';

const texts: CaseFileTexts = new Map();
let mailbox: RunningMailbox;
beforeAll(async () => void (mailbox = await startMailbox(texts)));
afterAll(() => mailbox.stop());

const { read, filedCase, write, expectNowhere } = actingOn(() => mailbox);

describe('a thread follows its case', () => {
  test('D20 after filing an entry appears in the mailbox, once, however often the event is delivered', async () => {
    const theCase = new Case();
    const filed = theCase.next('ApplicationFiled');
    await mailbox.tell(filed);
    await mailbox.tell(filed);
    await mailbox.tell(theCase.next('ProcessingStarted', { status: 'in-processing' }));
    await eventually('both entries', async () => (await read(theCase)).items.length === 2);
    const { items } = await read(theCase);
    expect(items.map(({ entryKind, title }) => [entryKind, title])).toEqual([
      ['application-filed', 'Ihr Antrag ist eingegangen'],
      ['processing-started', 'Die Bearbeitung hat begonnen'],
    ]);
    const list = (await (await mailbox.send('GET', '/portal/mailbox', theCase.citizen)).json()) as Mailbox;
    expect(list).toMatchObject({
      unread: 2,
      items: [{ applicationId: theCase.id, unread: 2, latest: { kind: 'processing-started' } }],
    });
  });

  test('R9 H2 what the office asks for stands in the entry, in the language of the page and sealed in the database', async () => {
    const theCase = await filedCase();
    texts.set(`/internal/applications/${theCase.id}/document-request?version=3`, {
      text: 'Bitte reichen Sie Ihren Fahrzeugschein nach.',
      documents: ['Fahrzeugschein'],
    });
    await mailbox.tell(
      theCase.next('DocumentsRequested', { status: 'action-required', actionRequired: true }),
    );
    const request = await eventually('the request', async () =>
      (await read(theCase)).items.find(({ entryKind }) => entryKind === 'documents-requested'),
    );
    expect(request).toMatchObject({
      text: 'Bitte reichen Sie Ihren Fahrzeugschein nach.',
      documents: ['Fahrzeugschein'],
      unread: true,
    });
    const english = await mailbox.send('GET', messagesOf('portal', theCase), theCase.citizen, undefined, {
      'accept-language': 'en',
    });
    expect(((await english.json()) as Thread).items[0]?.title).toBe('Your application has been received');
    await expectNowhere('Fahrzeugschein');
  });

  test('a case that was forwarded is read by its new office and no longer by the old one (D9, W1)', async () => {
    const theCase = await filedCase();
    theCase.office = 'strassenverkehr';
    await mailbox.tell(theCase.next('CaseForwarded', { status: 'in-processing' }));
    await eventually('the new office', async () => (await read(theCase)).office === 'strassenverkehr');
    expect(
      (await mailbox.send('GET', messagesOf('backoffice', theCase), caseworkerOf('strassenverkehr'))).status,
    ).toBe(200);
    expect(
      (await mailbox.send('GET', messagesOf('backoffice', theCase), caseworkerOf('buergerservice'))).status,
    ).toBe(404);
  });
});

test('R10a the thread of what was taken over into an account is that account’s, and the guest’s no more', async () => {
  const theCase = await filedCase();
  const account = { ...theCase.citizen, sub: randomUUID() };
  await mailbox.tell(theCase.next('ApplicationClaimed', { applicantId: account.sub, statusChanged: false }));
  const page = () => mailbox.send('GET', messagesOf('portal', theCase), account);
  await eventually('the account to have it', async () => (await page()).status === 200);
  expect(((await (await page()).json()) as Thread).items.map(({ entryKind }) => entryKind)).toEqual([
    'application-filed',
    'application-claimed',
  ]);
  expect((await mailbox.send('GET', messagesOf('portal', theCase), theCase.citizen)).status).toBe(404);
  const list = (await (await mailbox.send('GET', '/portal/mailbox', account)).json()) as Mailbox;
  expect(list.items.map(({ applicationId }) => applicationId)).toEqual([theCase.id]);
});

describe('D21 citizen and office write to each other', () => {
  test('D9 H2 a message is read by the other side and counted as unread until it is', async () => {
    const theCase = await filedCase();
    const caseworker = caseworkerOf('buergerservice');
    expect((await write(theCase, theCase.citizen, 'Wann ist mein Ausweis fertig?')).status).toBe(201);
    const office = await read(theCase, caseworker);
    expect(office.unread).toBe(1);
    expect(office.items.at(-1)).toMatchObject({
      kind: 'message',
      author: 'citizen',
      text: 'Wann ist mein Ausweis fertig?',
      unread: true,
    });

    const marked = await mailbox.send(
      'POST',
      `${messagesOf('backoffice', theCase)}/read`,
      caseworker,
      undefined,
      { 'if-match': office.etag },
    );
    expect(await marked.json()).toEqual({ unread: 0 });
    expect((await read(theCase, caseworker)).unread).toBe(0);
    expect((await write(theCase, caseworker, 'Nächste Woche.')).status).toBe(201);
    expect((await read(theCase)).items.at(-1)).toMatchObject({
      author: 'office',
      text: 'Nächste Woche.',
      unread: true,
    });
    const work = (await (await mailbox.send('GET', '/backoffice/mailbox', caseworker)).json()) as Mailbox;
    expect(work.items.find(({ applicationId }) => applicationId === theCase.id)).toMatchObject({
      unread: 0,
      latest: { kind: 'message' },
    });
  });

  test('D11 H5 R9 a message is readable neither in the database nor in Kafka', async () => {
    const theCase = await filedCase();
    await write(theCase, theCase.citizen, 'Mein Sohn heißt Jürgen Geheim');
    await eventually('the contract event', () =>
      mailbox.published.events.some(
        ({ type, data }) => type === 'mailbox.MessageWritten' && data.applicationId === theCase.id,
      ),
    );
    await expectNowhere('Geheim');
  });

  test('nobody writes about a draft, and the office does not see it', async () => {
    const theCase = new Case();
    await mailbox.tell(theCase.next('ApplicationDrafted', { status: 'draft' }));
    const thread = await eventually('the thread of the draft', () => read(theCase));
    expect(thread.items).toEqual([]);
    texts.set(`/internal/applications/${theCase.id}/filing`, { filed: false });
    const refused = await write(theCase, theCase.citizen, 'Hallo?');
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      type: 'urn:serviceportal:problem:application-not-filed',
      allowed: [],
    });
    expect(
      (await mailbox.send('GET', messagesOf('backoffice', theCase), caseworkerOf('buergerservice'))).status,
    ).toBe(404);
  });

  test('who writes between the filing and its arrival in the mailbox is told to try again in a moment', async () => {
    const theCase = new Case();
    await mailbox.tell(theCase.next('ApplicationDrafted', { status: 'draft' }));
    await eventually('the thread of the draft', () => read(theCase));
    texts.set(`/internal/applications/${theCase.id}/filing`, { filed: true });
    const early = await write(theCase, theCase.citizen, 'Hallo?');
    expect([early.status, early.headers.get('retry-after')]).toEqual([409, '2']);
    expect(await early.json()).toMatchObject({
      type: 'urn:serviceportal:problem:mailbox-catching-up',
      title: 'Ihr Antrag ist gestellt; Ihr Postfach erfährt es gerade.',
    });
    await mailbox.tell(theCase.next('ApplicationFiled'));
    await eventually('the filing', async () => (await read(theCase)).items.length === 1);
    expect((await write(theCase, theCase.citizen, 'Hallo?')).status).toBe(201);
  });

  test('while nobody can tell whether the application is filed, nobody says no', async () => {
    const theCase = new Case();
    await mailbox.tell(theCase.next('ApplicationDrafted', { status: 'draft' }));
    await eventually('the thread of the draft', () => read(theCase));
    const refused = await write(theCase, theCase.citizen, 'Hallo?');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({ type: 'urn:serviceportal:problem:temporarily-unavailable' });
  });

  test('a repeated request is one message and gets the first answer; the key for another text is refused', async () => {
    const theCase = await filedCase();
    const { etag } = await read(theCase);
    const once = { 'if-match': etag, 'idempotency-key': randomUUID() };
    const send = (text: string) =>
      mailbox.send('POST', messagesOf('portal', theCase), theCase.citizen, { text }, once);
    const [first, second] = [await send('Eine Frage'), await send('Eine Frage')];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await send('Eine andere Frage')).status).toBe(422);
    expect((await read(theCase)).items.filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  test('who has not seen the newest message is told so', async () => {
    const theCase = await filedCase();
    const { etag } = await read(theCase);
    await write(theCase, caseworkerOf('buergerservice'), 'Eine Neuigkeit');
    const path = messagesOf('portal', theCase);
    expect(
      (await mailbox.send('POST', path, theCase.citizen, { text: 'x' }, { 'if-match': etag })).status,
    ).toBe(412);
    expect((await mailbox.send('POST', path, theCase.citizen, { text: 'x' })).status).toBe(428);
    expect(
      (await mailbox.send('POST', `${path}/read`, theCase.citizen, undefined, { 'if-match': etag })).status,
    ).toBe(412);
  });

  test.each<[string, unknown]>([
    ['no text', {}],
    ['an empty text', { text: ' \n' }],
    ['a text that is too long', { text: 'ä'.repeat(5_001) }],
    ['a text with NUL', { text: 'a\u0000b' }],
    ['a number', { text: 5 }],
    ['an unknown field', { text: 'Hallo', html: '<b>Hallo</b>' }],
  ])('%s is refused and nothing is written', async (_what, body) => {
    const theCase = await filedCase();
    const { etag } = await read(theCase);
    expect(
      (await mailbox.send('POST', messagesOf('portal', theCase), theCase.citizen, body, { 'if-match': etag }))
        .status,
    ).toBe(400);
    expect((await read(theCase)).etag).toBe(etag);
  });

  test('what looks like HTML is text', async () => {
    const theCase = await filedCase();
    await write(theCase, theCase.citizen, '<img src=x onerror=alert(1)>');
    expect((await read(theCase)).items.at(-1)?.text).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('D9 W1 only the citizen and the responsible office read a thread', () => {
  const strangers: [string, 'portal' | 'backoffice', (theCase: Case) => TestClaims, number][] = [
    ['another citizen', 'portal', () => new Case().citizen, 404],
    ['the citizen in another city', 'portal', ({ citizen }) => ({ ...citizen, tenant: 'wuppertal' }), 404],
    ['another office', 'backoffice', () => caseworkerOf('strassenverkehr'), 404],
    [
      'an office of that name in another city',
      'backoffice',
      () => caseworkerOf('buergerservice', 'wuppertal'),
      404,
    ],
    ['a citizen in the back-office', 'backoffice', ({ citizen }) => citizen, 403],
    ['an auditor', 'backoffice', () => ({ sub: randomUUID(), roles: ['auditor'] }), 403],
  ];

  test.each(strangers)('%s', async (_who, site, claims, status) => {
    const theCase = await filedCase();
    const { etag } = await read(theCase);
    const path = messagesOf(site, theCase);
    expect((await mailbox.send('GET', path, claims(theCase))).status).toBe(status);
    expect(
      (await mailbox.send('POST', path, claims(theCase), { text: 'Hallo' }, { 'if-match': etag })).status,
    ).toBe(status);
    expect(
      (await mailbox.send('POST', path, claims(theCase), { text: 'Hallo' }, { 'if-match': '"99"' })).status,
    ).toBe(status);
    expect(
      (await mailbox.send('POST', `${path}/read`, claims(theCase), undefined, { 'if-match': etag })).status,
    ).toBe(status);
    expect((await read(theCase)).etag).toBe(etag);
  });

  test('law 7: whoever acts for the citizen reads and writes, and only while acting for them', async () => {
    const theCase = await filedCase();
    const first = { sub: randomUUID(), actingFor: theCase.applicantId };
    const second = { sub: randomUUID(), actingFor: theCase.applicantId };
    for (const representative of [first, second]) {
      expect((await mailbox.send('GET', messagesOf('portal', theCase), representative)).status).toBe(200);
      const list = (await (await mailbox.send('GET', '/portal/mailbox', representative)).json()) as Mailbox;
      expect(list.items.map(({ applicationId }) => applicationId)).toEqual([theCase.id]);
      const { sub } = representative;
      expect((await mailbox.send('GET', messagesOf('portal', theCase), { sub })).status).toBe(404);
    }
    expect((await write(theCase, second, 'Ich schreibe für sie.')).status).toBe(201);
  });

  test('every reading by the staff is recorded and told, one by the citizen is not', async () => {
    const theCase = await filedCase();
    const caseworker = caseworkerOf('buergerservice');
    await read(theCase, caseworker);
    await read(theCase, caseworker);
    await read(theCase);
    const accesses = await eventually('both records', () => {
      const found = mailbox.published.events.filter(
        ({ type, data }) =>
          type === 'mailbox.CaseAccessed' && 'purpose' in data && data.applicationId === theCase.id,
      );
      return found.length === 2 && found;
    });
    expect(accesses.map(({ data }) => data)).toEqual(
      Array(2).fill({
        applicationId: theCase.id,
        personId: caseworker.sub,
        role: 'caseworker',
        purpose: 'read-messages',
      }),
    );
  });
});
