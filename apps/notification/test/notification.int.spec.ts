import { randomUUID } from 'node:crypto';
import type { ContractEvent } from '#contracts';
import { eventually, type TestClaims } from '#testing';
import { caseEvent, caseOf, messageEvent, startWorld, told, type World } from './running-notification';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.start();
}, 180_000);
afterAll(() => world.remove());
afterEach(() => {
  world.mailServer.react = () => 'accept';
});

let people = 0;
/** An address that no other test uses. */
const address = () => `person-${(people += 1)}@example.org`;
const mailTo = (email: string) => eventually(`a mail to ${email}`, () => world.mailServer.to(email)[0]);

describe('which mails are sent', () => {
  test('D10 D22 W14 a changed status leads to a mail from the city, with a link into its portal and no details', async () => {
    const email = address();
    const event = caseEvent('ProcessingStarted', world.person(email));
    await world.tell(event);
    const mail = await mailTo(email);
    expect(mail.from).toBe('Sachbearbeiterportal Duisburg <serviceportal@duisburg.example>');
    expect(mail.subject).toBe('Stadt Duisburg: Die Bearbeitung hat begonnen');
    expect(mail.text).toContain('\nAktenzeichen: DU-2026-000123-7\n');
    expect(mail.text).toContain(`\nhttp://duisburg.localhost:8080/antraege/${event.subject}\n`);
    for (const detail of ['bewohnerparkausweis', 'buergerservice', 'in-processing', 'In Bearbeitung']) {
      expect(mail.raw).not.toContain(detail);
    }
    expect(mail.raw).toContain('Auto-Submitted: auto-generated');
  });

  test.each([
    ['duisburg', 'Sachbearbeiterportal Duisburg <serviceportal@duisburg.example>'],
    ['rees', /<digital@/],
    ['dueren', /<webmaster@/],
  ])('D22b the mails of %s come from %s', async (tenant, sender) => {
    const email = address();
    await world.tell(caseEvent('ProcessingStarted', world.person(email), {}, tenant));
    const mail = await mailTo(email);
    if (typeof sender === 'string') expect(mail.from).toBe(sender);
    else expect(mail.from).toMatch(sender);
    expect(mail.text).toContain(`\nhttp://${tenant}.localhost:8080/antraege/`);
  });

  test('each person is written to in their language, and each city writes in its own name', async () => {
    const [german, english] = [address(), address()];
    await world.tell(
      caseEvent('DocumentsRequested', world.person(german), {}, 'wuppertal'),
      caseEvent('DocumentsRequested', world.person(english, 'en'), {}, 'duisburg'),
    );
    expect((await mailTo(english)).subject).toBe('Stadt Duisburg: we need something from you');
    const fromWuppertal = await mailTo(german);
    expect(fromWuppertal.subject).toMatch(/: Ihre Mitwirkung ist nötig$/);
    expect(fromWuppertal.from).toContain('wuppertal');
    expect(fromWuppertal.text).toContain('http://wuppertal.localhost:8080/antraege/');
  });

  test('D10 D21 a message of the office leads to a mail, one of the citizen or an unchanged status does not', async () => {
    const email = address();
    const person = world.person(email);
    const unheard = caseEvent('FormSaved', person);
    const { subject, tenant, data } = unheard;
    const behindIt = told(
      'application.CaseAssigned',
      { ...data, statusChanged: false },
      { tenant, streamId: subject, version: 2 },
    );
    const silent = [messageEvent(person, 'office'), behindIt];
    const loud = messageEvent(person, 'citizen');
    await world.tell(unheard, ...silent, loud);
    expect((await mailTo(email)).subject).toBe('Stadt Duisburg: Neue Nachricht');
    for (const event of silent) await eventually(`${event.type} is handled`, () => isHandled(event.id));
    for (const event of [unheard, ...silent]) expect(await world.mailOf(event)).toBeUndefined();
    expect(await isHandled(unheard.id)).toBe(false);
  });

  test('R10b a sign-in link is mailed as identity made it', async () => {
    const email = address();
    const url = 'http://duisburg.localhost:8080/sign-in/email?token=secret-of-the-link';
    await world.tell(
      told('identity.SignInLinkRequested', { linkId: world.signInLink({ email, language: 'de', url }) }),
    );
    const mail = await mailTo(email);
    expect(mail.subject).toBe('Stadt Duisburg: Ihr Anmeldelink');
    expect(mail.text).toContain(`\n${url}\n`);
  });

  test('a link that leads elsewhere is never mailed', async () => {
    const email = address();
    const event = told('identity.SignInLinkRequested', {
      linkId: world.signInLink({ email, language: 'de', url: 'http://elsewhere.example/sign-in' }),
    });
    await world.tell(event);
    await eventually('two attempts', async () => ((await world.mailOf(event))?.attempts ?? 0) >= 2);
    expect(world.mailServer.to(email)).toEqual([]);
  });

  test('a new way in to an account is told to its owner, without naming it', async () => {
    const email = address();
    await world.tell(told('identity.WayInAdded', { personId: world.person(email), method: 'bundid' }));
    const mail = await mailTo(email);
    expect(mail.subject).toBe('Stadt Duisburg: Neue Anmeldung für Ihr Konto');
    expect(mail.text).toContain('\nhttp://duisburg.localhost:8080/meine-daten\n');
    expect(mail.text).not.toContain('bundid');
  });

  test('a person whom identity does not know gets no mail, and operators see why', async () => {
    const event = caseEvent('CaseClosed', randomUUID());
    await world.tell(event);
    expect(await eventually('it is given up', async () => settled(await world.mailOf(event)))).toMatchObject({
      state: 'failed',
      reason: 'recipient-unknown',
    });
  });
});

test('staff are told what there is and nothing of any case, with a link into the back-office; told twice it is one mail', async () => {
  const email = address();
  const personId = world.person(email);
  const tell = (who: TestClaims, kinds: readonly string[] = ['date', 'assigned']) =>
    world.send(
      'POST',
      '/internal/alert-mails',
      who,
      { 'content-type': 'application/json' },
      JSON.stringify({ mailId: personId, personId, kinds }),
    );
  const application = { kind: 'service', sub: 'service:application' } as const;
  expect((await tell({ ...application, sub: 'service:mailbox' })).status).toBe(403);
  expect((await tell(application, ['gossip'])).status).toBe(400);
  for (let times = 0; times < 2; times += 1) expect((await tell(application)).status).toBe(202);
  const mail = await mailTo(email);
  expect(mail.subject).toBe('Stadt Duisburg: Ein Vorgang wurde Ihnen zugewiesen');
  expect(mail.text).toContain('\nhttp://backoffice.duisburg.localhost:8080/hinweise\n');
  expect(mail.text).toContain('– Ein Zieldatum ist nahe oder überschritten');
  expect(mail.text).not.toContain('Aktenzeichen');
  const rows = await world.query('SELECT FROM notification.mails WHERE recipient_id = $1', [personId]);
  expect(rows).toHaveLength(1);
});

test('law 1: the application service learns when the mail about an entry was sent, or that it cannot be', async () => {
  const sent = caseEvent('NoticeProvided', world.person(address()), { noticeId: randomUUID() });
  const undeliverable = caseEvent('NoticeProvided', randomUUID(), { noticeId: randomUUID() });
  const application = { kind: 'service', sub: 'service:application' } as const;
  const progress = async ({ subject, streamversion }: ContractEvent, who: TestClaims = application) => {
    const path = `/internal/applications/${subject}/mails/${streamversion}`;
    const answer = await world.send('GET', path, who);
    return answer.status === 200 ? answer.json() : answer.status;
  };
  expect(await progress(sent)).toBe(404);
  await world.tell(sent, undeliverable);
  await eventually('the mail is sent', async () => (await world.mailOf(sent))?.state === 'sent');
  expect(await progress(sent)).toEqual({ state: 'sent', sentAt: expect.stringMatching(/^\d{4}-.*Z$/) });
  await eventually('the other is given up', async () => settled(await world.mailOf(undeliverable)));
  expect(await progress(undeliverable)).toEqual({ state: 'failed' });
  expect(await progress(sent, { ...application, sub: 'service:mailbox' })).toBe(403);
  expect(await progress(sent, { ...application, tenant: 'wuppertal' })).toBe(404);
});

describe('changes of one case within a minute are one mail', () => {
  /** A case whose filing was confirmed by mail just now. */
  const filedCase = async () => {
    const email = address();
    const person = world.person(email);
    const applicationId = randomUUID();
    const happens = caseOf(person, 'duisburg', applicationId);
    const filed = happens('ApplicationFiled');
    await world.tell(filed);
    await mailTo(email);
    const subjects = () => world.mailServer.to(email).map(({ subject }) => subject.replace(/^.*?: /, ''));
    const texts = () => world.mailServer.to(email).map(({ text }) => text);
    return { happens, filed, subjects, texts, message: () => messageEvent(person, 'citizen', applicationId) };
  };
  const count = (texts: string[], sentence: string) => texts.filter((text) => text.includes(sentence)).length;
  const handled = (event: { id: string }) => eventually(`${event.id} is handled`, () => isHandled(event.id));

  test('D10 W14 the first goes at once; what follows goes together, under the subject that matters most, naming all', async () => {
    const { happens, subjects, texts, message } = await filedCase();
    const written = message();
    const closed = happens('CaseClosed');
    const following = [happens('ProcessingStarted'), written, happens('CaseForwarded'), closed];
    for (const event of following) {
      await world.tell(event);
      await handled(event);
    }
    expect(subjects()).toEqual(['Ihr Antrag ist eingegangen']);
    expect(await world.mailOf(closed)).toMatchObject({ state: 'gathered' });

    await world.aMinutePasses();
    await eventually('the second mail', () => subjects().length === 2);
    expect(subjects()[1]).toBe('Neue Nachricht');
    for (const named of [
      '– Die Bearbeitung hat begonnen\n',
      '– Eine andere Stelle bearbeitet Ihren Antrag\n',
      '– Ihr Vorgang ist abgeschlossen\n',
      'Aktenzeichen: DU-2026-000123-7\n',
    ])
      expect(texts()[1]).toContain(named);

    const reopened = happens('CaseReopened');
    await world.tell(reopened);
    await handled(reopened);
    expect(subjects()).toHaveLength(2);
    await world.aMinutePasses();
    await eventually('the third mail', () => subjects().length === 3);
    expect(subjects()[2]).toBe('Ihr Vorgang ist wieder aufgenommen');
  });

  test('a request for cooperation and a notice are never held back, and take along what waits', async () => {
    const { happens, subjects, texts } = await filedCase();
    const started = happens('ProcessingStarted');
    await world.tell(started);
    await handled(started);
    await world.tell(happens('DocumentsRequested'));
    await eventually('the request', () => subjects().length === 2);
    expect(subjects()[1]).toBe('Ihre Mitwirkung ist nötig');
    expect(texts()[1]).toContain('– Die Bearbeitung hat begonnen\n');

    const decided = happens('DecisionIssued');
    await world.tell(happens('DocumentsSupplied'), decided);
    await handled(decided);
    expect(subjects()).toHaveLength(2);
    await world.tell(happens('NoticeProvided'));
    await eventually('the notice', () => subjects().length === 3);
    expect(subjects()[2]).toBe('Neuer Bescheid');
    expect(texts()[2]).toContain('– Über Ihren Antrag ist entschieden\n');
    expect(texts()[2]).toContain('– Ihre Antwort ist eingegangen\n');
  });

  test('a decision waits for its notice, and is told alone where none comes', async () => {
    const { happens, subjects } = await filedCase();
    await world.aMinutePasses();
    const decided = happens('DecisionIssued');
    await world.tell(decided);
    await handled(decided);
    expect(await world.mailOf(decided)).toMatchObject({ state: 'queued', attempts: 0 });
    await world.aMinutePasses();
    await eventually('the decision', () => subjects().length === 2);
    expect(subjects()[1]).toBe('Über Ihren Antrag ist entschieden');
  });

  test('N6 the filing is confirmed once: not again with a notice, nor with one after a reopening', async () => {
    const { happens, subjects, texts } = await filedCase();
    for (const names of [
      ['DecisionIssued', 'NoticeProvided'],
      ['CaseReopened', 'DecisionIssued', 'NoticeProvided'],
    ]) {
      const already = count(subjects(), 'Neuer Bescheid');
      for (const name of names) await world.tell(happens(name));
      await eventually('the notice', () => count(subjects(), 'Neuer Bescheid') === already + 1);
    }
    expect(count(texts(), 'Ihr Antrag ist eingegangen') + count(texts(), 'Ihr Antrag ist bei uns')).toBe(1);
  });

  test('N6 a notice about an application whose filing nothing has confirmed confirms it, once', async () => {
    const email = address();
    const happens = caseOf(world.person(email));
    const texts = () => world.mailServer.to(email).map(({ text }) => text);
    await world.tell(happens('NoticeProvided'));
    await eventually('the first notice', () => texts().length === 1);
    const late = happens('ApplicationFiled');
    await world.tell(late, happens('NoticeProvided'));
    await eventually('the second notice', () => texts().length === 2);
    expect(texts().map((text) => text.includes('– Ihr Antrag ist eingegangen\n'))).toEqual([true, false]);
    await handled(late);
    expect(await world.mailOf(late)).toBeUndefined();
  });

  test('two cases, or two people of one case, do not wait for each other', async () => {
    const { happens, subjects } = await filedCase();
    const email = address();
    await world.tell(
      happens('ProcessingStarted'),
      happens('CaseClosed', { applicantId: world.person(email) }),
    );
    expect((await mailTo(email)).subject).toBe('Stadt Duisburg: Ihr Vorgang ist abgeschlossen');
    expect(subjects()).toHaveLength(1);
  });

  test('what is gathered survives a kill: it is sent once, at its time, with all that it gathered', async () => {
    const { happens, subjects, texts } = await filedCase();
    const [started, closed] = [happens('ProcessingStarted'), happens('CaseClosed')];
    await world.tell(started, closed);
    await handled(closed);
    world.kill();
    await world.start();
    expect(subjects()).toHaveLength(1);
    await world.aMinutePasses();
    await eventually('the mail', async () => (await world.mailOf(started))?.state === 'sent', 40_000);
    expect(subjects()).toEqual(['Ihr Antrag ist eingegangen', 'Ihr Vorgang ist abgeschlossen']);
    expect(texts()[1]).toContain('– Die Bearbeitung hat begonnen\n');
  }, 120_000);
});

describe('once', () => {
  test('an event that Kafka delivers again leads to one mail', async () => {
    const email = address();
    const event = caseEvent('ProcessingStarted', world.person(email));
    const later = caseEvent('CaseClosed', world.person(address()));
    await world.tell(event, event, later);
    await mailTo(email);
    await eventually('the later event is handled', async () => (await world.mailOf(later))?.state === 'sent');
    await eventually('the mail is settled', async () => (await world.mailOf(event))?.state === 'sent');
    expect(world.mailServer.to(email)).toHaveLength(1);
  });

  test('killed between the acceptance and the note, it sends the same mail under the same name, which its receiver recognises', async () => {
    const email = address();
    const event = caseEvent('CaseClosed', world.person(email));
    world.mailServer.react = (mail) => {
      if (mail.to === email) world.kill();
      return 'accept';
    };
    await world.tell(event);
    await eventually('the mail server accepts the mail', () => world.mailServer.to(email).length === 1);
    expect(await world.mailOf(event)).toMatchObject({ state: 'sending' });

    world.mailServer.react = () => 'accept';
    await world.start();
    await eventually('the second delivery', () => world.mailServer.to(email).length === 2, 40_000);
    await eventually('the mail is settled', async () => (await world.mailOf(event))?.state === 'sent');
    const [first, second] = world.mailServer.to(email);
    expect(second?.messageId).toBe(first?.messageId);
    expect(first?.messageId).toMatch(/^<[0-9a-f-]{36}@duisburg\.example>$/);
    expect(second?.raw).toBe(first?.raw);
  }, 240_000);

  test('killed before the acceptance, it sends the mail after its restart', async () => {
    const email = address();
    const event = caseEvent('CaseClosed', world.person(email));
    world.mailServer.react = (mail) => {
      if (mail.to !== email) return 'accept';
      world.kill();
      return 451;
    };
    await world.tell(event);
    await eventually('the kill', async () => (await world.mailOf(event))?.state === 'sending');
    await eventually('the service is gone', () =>
      world.health('live').then(
        () => false,
        () => true,
      ),
    );
    world.mailServer.react = () => 'accept';
    await world.start();
    await eventually('the mail', async () => (await world.mailOf(event))?.state === 'sent', 40_000);
    expect(world.mailServer.to(email)).toHaveLength(1);
  }, 240_000);
});

describe('a mail server that is away or refuses', () => {
  test('D10 mails wait while the mail server is down, and each is sent once when it is back', async () => {
    await world.mailServer.stop();
    const emails = Array.from({ length: 12 }, address);
    const events = emails.map((email) => caseEvent('CaseReopened', world.person(email)));
    await world.tell(...events);
    for (const event of events)
      await eventually('a postponed mail', async () => ((await world.mailOf(event))?.attempts ?? 0) >= 1);
    await eventually('health names the mail server, and nothing else', async () => {
      const { parts } = (await (await world.health('ready')).json()) as {
        parts: Record<string, { status: string }>;
      };
      return parts['mail']?.status === 'down' && parts['database']?.status === 'up';
    });

    await world.mailServer.start();
    for (const event of events)
      await eventually('a sent mail', async () => (await world.mailOf(event))?.state === 'sent', 40_000);
    expect(emails.map((email) => world.mailServer.to(email).length)).toEqual(emails.map(() => 1));
  }, 90_000);

  test('a sign-in link overtakes the mails that wait', async () => {
    const [link, ...others] = Array.from({ length: 20 }, address);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    world.mailServer.react = async (): Promise<'accept'> => {
      await gate;
      return 'accept';
    };
    const events = others.map((email) => caseEvent('CaseReopened', world.person(email)));
    await world.tell(...events);
    for (const event of events) await eventually('a queued mail', () => world.mailOf(event));
    const url = 'http://duisburg.localhost:8080/sign-in/email?token=secret-of-the-link';
    const request = told('identity.SignInLinkRequested', {
      linkId: world.signInLink({ email: link ?? '', language: 'de', url }),
    });
    await world.tell(request);
    await eventually('the link is queued', () => world.mailOf(request));
    const already = world.mailServer.accepted.length;
    open();
    for (const event of events)
      await eventually('a sent mail', async () => (await world.mailOf(event))?.state === 'sent');
    const place = world.mailServer.accepted.slice(already).findIndex(({ to }) => to === link);
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThan(10); // behind the five that were on their way, and those that were claimed with them
  });

  test('a mail server that thinks longer than a claim lasts gets the mail once', async () => {
    const email = address();
    const event = caseEvent('ProcessingStarted', world.person(email));
    let attempts = 0;
    const claimRunsOut = async (): Promise<boolean> => {
      const [row] = await world.query<{ old: boolean }>(
        `SELECT now() > queued_at + interval '8 seconds' AS old FROM notification.mails WHERE event_id = $1`,
        [event.id],
      );
      return row?.old === true;
    };
    world.mailServer.react = async (mail): Promise<'accept'> => {
      if (mail.to !== email) return 'accept';
      attempts += 1;
      await eventually('the first claim would have run out', claimRunsOut);
      return 'accept';
    };
    await world.tell(event);
    await eventually('it is sent', async () => (await world.mailOf(event))?.state === 'sent');
    expect(attempts).toBe(1);
  });

  test('a refusal for now is tried again', async () => {
    const email = address();
    let refusals = 0;
    world.mailServer.react = (mail) => (mail.to === email && (refusals += 1) <= 2 ? 451 : 'accept');
    await world.tell(caseEvent('ProcessingStarted', world.person(email)));
    await mailTo(email);
    expect(refusals).toBe(3);
  });

  test('a refusal for good is visible to operators of the city alone, who can have it tried again', async () => {
    const email = address();
    world.mailServer.react = (mail) => (mail.to === email ? 550 : 'accept');
    const event = caseEvent('ProcessingStarted', world.person(email));
    await world.tell(event);
    await eventually('it is given up', async () => (await world.mailOf(event))?.state === 'failed');

    const operator = { roles: ['operator'] } as const;
    const list = async (claims: object) =>
      (
        (await (await world.send('GET', '/operations/mail?state=failed', claims)).json()) as {
          items: { mailId: string; eventId: string }[];
        }
      ).items;
    const listed = (await list(operator)).find(({ eventId }) => eventId === event.id);
    expect(listed).toMatchObject({
      kind: 'processing-started',
      state: 'failed',
      reason: 'smtp-550',
      attempts: 1,
    });
    expect(JSON.stringify(listed)).not.toContain('@example.org');
    expect(await list({ ...operator, tenant: 'wuppertal' })).toEqual([]);
    expect((await world.send('GET', '/operations/mail', {})).status).toBe(403);

    const replay = `/operations/mail/${listed?.mailId}/replay`;
    expect((await world.send('POST', replay, { ...operator, tenant: 'wuppertal' })).status).toBe(404);
    expect((await world.send('POST', replay, {})).status).toBe(403);
    world.mailServer.react = () => 'accept';
    expect((await world.send('POST', replay, operator)).status).toBe(204);
    await mailTo(email);
    await eventually('it is sent', async () => (await world.mailOf(event))?.state === 'sent');
    expect((await world.send('POST', replay, operator)).status).toBe(409);

    // What an auditor has of it as evidence, by the audit service alone.
    const evidence = `/internal/applications/${event.subject}/mails`;
    expect((await world.send('GET', evidence, operator)).status).toBe(403);
    const told = await (await world.send('GET', evidence, { kind: 'service', sub: 'service:audit' })).json();
    expect(told).toEqual({
      items: [expect.objectContaining({ eventId: event.id, state: 'sent', sentAt: expect.any(String) })],
    });
    expect(JSON.stringify(told)).not.toContain('@example.org');
  });
});

test('an address, a secret or a link stands neither in the log nor in the database', async () => {
  const log = world.log();
  expect(log).toContain('a mail waits and is tried again');
  expect(log).toContain('a mail was given up');
  for (const secret of ['@example.org', 'person-', 'secret-of-the-link']) {
    expect(log).not.toContain(secret);
    const [stored] = await world.query<{ found: number }>(
      `SELECT (SELECT count(*) FROM notification.mails AS m WHERE position($1 IN m::text) > 0)::int
         + (SELECT count(*) FROM messaging.parked AS p WHERE position($1 IN p::text) > 0)::int AS found`,
      [secret],
    );
    expect(stored).toEqual({ found: 0 });
  }
});

function settled<Mail extends { state: string }>(mail: Mail | undefined): Mail | undefined {
  return mail && ['sent', 'failed'].includes(mail.state) ? mail : undefined;
}

async function isHandled(eventId: string): Promise<boolean> {
  return (await world.query('SELECT FROM messaging.inbox WHERE event_id = $1', [eventId])).length === 1;
}

test('the send log is compared with what the witness has heard, both ways', async () => {
  const [mine, other] = [world.person('mine@example.org'), world.person('other@example.org')];
  const events = Array.from({ length: 6 }, () => caseEvent('ApplicationFiled', mine));
  const [filed, lost, misdirected, forged, misplaced, untold] = events as [
    ContractEvent,
    ContractEvent,
    ContractEvent,
    ContractEvent,
    ContractEvent,
    ContractEvent,
  ];
  await world.tell(filed, misdirected, forged, misplaced, untold);
  await eventually('the mails are queued', async () =>
    (
      await Promise.all([filed, misdirected, forged, misplaced, untold].map((event) => world.mailOf(event)))
    ).every(Boolean),
  );
  await world.query(
    'UPDATE notification.mails SET recipient_id = $1 WHERE event_id = $2',
    [other, misdirected.id],
    'duisburg',
  );
  await world.query(
    'UPDATE notification.mails SET application_id = $1 WHERE event_id = $2',
    [filed.subject, misplaced.id],
    'duisburg',
  );
  await world.query(
    `WITH changed AS (UPDATE notification.mails SET kind = 'message' WHERE event_id = $1 RETURNING application_id)
     UPDATE notification.correspondences SET filing_confirmed = false WHERE application_id IN (SELECT application_id FROM changed)`,
    [untold.id],
    'duisburg',
  );
  world.heard.push(filed, lost, misdirected, misplaced, untold, caseEvent('NoticeRetrieved', mine));
  const found: { kind: string; streamId: string }[] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? '' : `?after=${encodeURIComponent(next)}`;
    const answer = await world.send('GET', `/internal/mails/comparison${after}`, {
      kind: 'service',
      sub: 'service:audit',
    });
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as { differences: typeof found; next?: string };
    found.push(...page.differences);
    next = page.next;
  } while (next !== undefined);
  // A mail to staff belongs to no event, and is none too many.
  expect(found.filter(({ streamId }) => streamId === 'alerts')).toEqual([]);
  const own = [filed, lost, misdirected, misplaced, untold, forged].map(({ subject }) => subject);
  expect(
    found.filter(({ streamId }) => own.includes(streamId)).map(({ kind, streamId }) => [kind, streamId]),
  ).toEqual([
    ['mail-missing', lost.subject],
    ['mail-differs', misdirected.subject],
    ['mail-differs', misplaced.subject],
    ['mail-differs', untold.subject],
    ['mail-without-event', forged.subject],
  ]);
});
