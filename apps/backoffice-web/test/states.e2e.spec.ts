import { shownPages, type ApiAnswers, type ShownPages } from './shown-by';

/** States of pages that a whole system is seldom in: what is said of them, and what to do. */

let pages: ShownPages;
beforeAll(async () => {
  pages = await shownPages();
});
afterAll(() => pages.stop());

const me = '0197a3c2-0000-7000-8000-00000000000c';
const other = '0197a3c2-0000-7000-8000-00000000000d';
const applicant = '0197a3c2-0000-7000-8000-00000000000a';
const at = '2026-11-26T10:00:00.000Z';

const frame = (...roles: readonly string[]): ApiAnswers => ({
  '/api/tenant': {
    key: 'duisburg',
    name: 'Stadt Duisburg',
    offices: [],
    hosts: { portal: ['duisburg.localhost'], backoffice: ['backoffice.duisburg.localhost'] },
    colours: {},
    support: {},
    topics: [],
  },
  '/api/me': { personId: me, roles, offices: ['steueramt'], attributes: { name: { value: 'Minh Nguyen' } } },
  '/api/alerts/unread': { unread: 0 },
});

describe('what an operator reads first', () => {
  const services = ['identity', 'application', 'mailbox', 'payment', 'notification', 'audit'] as const;
  const reading = (service: string, more: object = {}) => ({
    ...{ service, ready: true, restsOn: [{ name: 'database', status: 'up' }], release: '1', node: '24.7.0' },
    ...{ startedAt: at, storage: [], expiries: [], ...more },
  });
  const well: ApiAnswers = {
    ...frame('operator'),
    ...Object.fromEntries(
      services.flatMap((service) => [
        [`/api/operations/${service}/health`, reading(service)],
        [`/api/operations/${service}/parked`, { items: [] }],
      ]),
    ),
    '/robots.txt': '',
    '/api/operations/configuration': { inForce: [], refused: [] },
    '/api/operations/notification/mail': {
      ...{ items: [], counts: { failed: 0, queued: 0, sending: 0, sent: 3, gathered: 0 } },
    },
    '/api/operations/payment/reconciliation': { differences: [], compared: 0 },
    '/api/operations/audit/integrity': {
      ...{ intact: true, events: 9, streams: 3, differenceCount: 0, checkedAt: at, sources: [] },
    },
  };
  const ends = (days: number) => new Date(Date.now() + (days + 0.5) * 86_400_000).toISOString();

  test('nothing, where all is well', async () => {
    pages.answers = well;
    const text = await pages.read('/betrieb');
    expect(text).toContain('Nichts: Alle Teile antworten, und nichts ist liegen geblieben.');
    expect(text).not.toContain('brauchen heute jemanden');
  });

  test.each<[string, ApiAnswers, readonly string[]]>([
    [
      'a part that is away',
      { '/api/operations/mailbox/health': undefined, '/api/operations/mailbox/parked': undefined },
      ['Postkorb: antwortet nicht.', 'Sein Protokoll sagt, warum.', '1 Sache braucht heute jemanden'],
    ],
    [
      'pages for citizens that are away',
      { '/robots.txt': undefined },
      ['Seiten für Bürger*innen: antwortet nicht.', '1 Sache braucht heute jemanden'],
    ],
    [
      'what a part rests on that is down',
      {
        '/api/operations/audit/health': reading('audit', {
          ready: false,
          restsOn: [{ name: 'broker', status: 'down', reason: 'nobody answers' }],
        }),
      },
      ['Kafka ist nicht zu erreichen.', 'Prüfen Sie die Broker', 'nobody answers', 'nimmt nichts an'],
    ],
    [
      'a message that was put aside',
      {
        '/api/operations/payment/parked': {
          items: [
            {
              ...{ id: 'parked-1', eventType: 'application.ApplicationFiled', reason: 'handler-failed' },
              ...{ error: 'no such order', parkedAt: at, attempts: 5 },
            },
          ],
        },
      },
      [
        'payment: eine Nachricht ist zur Seite gelegt (application.ApplicationFiled)',
        ...['Beheben Sie die Ursache', 'no such order', 'Noch einmal verarbeiten', 'Für immer aufgeben'],
      ],
    ],
    [
      'a mail that failed',
      {
        '/api/operations/notification/mail': {
          items: [
            {
              ...{
                mailId: 'mail-1',
                kind: 'application-filed',
                reason: 'smtp-554',
                attempts: 3,
                queuedAt: at,
              },
              state: 'failed',
            },
          ],
          counts: { failed: 1, queued: 0, sending: 0, sent: 3, gathered: 0 },
        },
      },
      [
        '1 E-Mail ließ sich nicht zustellen.',
        ...['Der Mailserver lehnte ab.', 'SPF-Eintrag der Stadt prüfen', 'Noch einmal versuchen'],
      ],
    ],
    [
      'a payment that differs',
      {
        '/api/operations/payment/reconciliation': {
          differences: [
            {
              ...{ differenceId: 'd-1', reference: 'DU-2026-000123-7', means: 'Zu viel bezahlt.' },
              advice: 'Den Rest erstatten.',
            },
          ],
          compared: 1,
        },
      },
      [
        '1 Zahlung stimmt nicht mit den Büchern des Anbieters überein. Die Kasse klärt das.',
        ...['DU-2026-000123-7', 'Zu viel bezahlt.', 'Den Rest erstatten.'],
      ],
    ],
    [
      'a record that differs',
      {
        '/api/operations/audit/integrity': {
          ...{ intact: false, events: 9, streams: 3, differenceCount: 1, checkedAt: at, sources: [] },
        },
      },
      [
        '1 Aufzeichnung stimmt nicht.',
        'Ändern Sie nichts an den Datenbanken',
        'Von 9 Ereignissen in 3 Akten',
      ],
    ],
    [
      'a key that runs out, and a certificate that has',
      {
        '/api/operations/identity/health': reading('identity', {
          expiries: [
            { kind: 'saml-certificate', name: 'CN=Stadt', validUntil: ends(-2) },
            { kind: 'signing-key', name: 'identity-1', validUntil: ends(9) },
          ],
        }),
      },
      [
        'Schlüssel, mit dem ein Dienst unterschreibt identity-1: in 9 Tagen.',
        ...['Neuen Schlüssel anlegen', 'CN=Stadt: abgelaufen.', 'Metadaten beim Anbieter erneuern'],
      ],
    ],
    [
      'a disk that is nearly full, and releases that are mixed',
      {
        '/api/operations/mailbox/health': reading('mailbox', {
          release: '2',
          storage: [{ name: 'documents', usedBytes: 95, freeBytes: 5, totalBytes: 100 }],
        }),
      },
      ['Der Platz für Dokumente (mailbox) ist fast voll.', 'in verschiedenen Fassungen: 1, 2.'],
    ],
    [
      'a file of the city that is refused',
      {
        '/api/operations/configuration': {
          inForce: [],
          refused: [{ file: 'duisburg/tenant.yaml', line: 7, reason: 'unknown key' }],
        },
      },
      ['nicht angenommen, bis sie berichtigt ist: duisburg/tenant.yaml:7.', 'unknown key'],
    ],
  ])('%s, in words with what to do', async (_, answers, words) => {
    pages.answers = { ...well, ...answers };
    const text = await pages.read('/betrieb');
    for (const said of words) expect(text).toContain(said);
    expect(text).not.toContain('Nichts: Alle Teile antworten');
  });
});

describe('while identity does not answer', () => {
  const row = {
    ...{ id: 'case-1', reference: 'DU-2026-000123-7', version: 4, title: 'Hundesteuer', office: 'steueramt' },
    ...{ officeName: 'Steueramt', status: 'in-processing', statusLabel: 'In Bearbeitung', channel: 'online' },
    ...{
      applicantId: applicant,
      assignedTo: other,
      filedAt: at,
      updatedAt: at,
      unread: false,
      ownCase: false,
    },
    ...{ targetOn: null, targetPausedSince: null, statutoryUntil: null, actionRequired: false },
  };
  const list: ApiAnswers = {
    ...frame('caseworker'),
    '/api/own-lists': { searches: [] },
    '/api/services': { items: [] },
    '/api/deputies': { items: [], names: {} },
    '/api/work-list': {
      items: [row, { ...row, id: 'case-2', assignedTo: me }],
      total: 2,
      names: {},
      namesAway: true,
    },
  };

  test('the work list says that names are missing, in the place of each; one’s own is there', async () => {
    pages.answers = list;
    const text = await pages.read('/vorgaenge');
    expect(text).toContain('Namen sind zurzeit nicht verfügbar.');
    expect(text).toContain('bearbeiten lassen sie sich, sobald er wieder antwortet');
    // Two applicants and a colleague.
    expect(text.match(/Name zurzeit nicht verfügbar/g)).toHaveLength(3);
    expect(text).not.toContain(applicant);
    const { '/api/me': _, ...withoutMe } = list;
    pages.answers = withoutMe;
    // Who it is was told before: that is said again.
    expect(await pages.read('/vorgaenge')).toContain('Minh Nguyen');
  });

  test('whose name nobody knows is not taken for one that is missing', async () => {
    pages.answers = { ...list, '/api/work-list': { items: [row], total: 1, names: {} } };
    const text = await pages.read('/vorgaenge');
    expect(text).toContain('ohne Namen');
    expect(text).not.toContain('nicht verfügbar');
  });
});

test('an auditor reads who acted under the name of that time, and today’s where that is another', async () => {
  const event = (version: number, personId: string, recordedAt: string) => ({
    ...{ source: 'application', streamType: 'application', streamId: 'case-1', version, recordedAt },
    ...{ type: 'NoteAdded', receivedAt: recordedAt, hash: 'a'.repeat(64), previousHash: '', data: {} },
    actor: { personId, role: 'caseworker' },
  });
  const of = '/api/audit/applications/DU-2026-000123-7';
  const seen = { applicationId: 'case-1', as: 'caseworker', visible: false, state: null, content: null };
  const audited: ApiAnswers = {
    ...frame('auditor'),
    [`${of}/events`]: {
      applicationId: 'case-1',
      events: [
        event(1, other, '2026-01-05T10:00:00.000000Z'),
        event(2, other, '2026-06-05T10:00:00.000000Z'),
      ],
      findings: [],
    },
    [`${of}/state`]: { ...seen, findings: [] },
    [`${of}/accesses`]: {
      applicationId: 'case-1',
      accesses: [
        {
          personId: other,
          role: 'caseworker',
          purpose: 'case-view',
          at: '2026-01-05T09:00:00Z',
          source: 'application',
        },
      ],
    },
    [`${of}/evidence`]: { applicationId: 'case-1', available: true, mails: [] },
    '/api/audit/integrity': {
      intact: true,
      events: 2,
      streams: 1,
      differenceCount: 0,
      checkedAt: at,
      sources: [],
    },
    [`${of}/names`]: {
      ...{ applicationId: 'case-1', available: true, names: { [other]: 'Minh Tran' } },
      formerly: { [other]: [{ name: 'Minh Nguyen-Alt', until: '2026-03-01T00:00:00.000Z' }] },
    },
  };
  pages.answers = audited;
  const text = await pages.read('/pruefung/DU-2026-000123-7?stand=1');
  // In the sentence above, what happened, the event and who has read it; the later event has today's name alone.
  expect(text.match(/Minh Nguyen-Alt ?\( ?heute: Minh Tran ?\)/g)).toHaveLength(3);
  expect(text).toMatch(/Minh Tran [^(]*NoteAdded/);
  pages.answers = {
    ...audited,
    [`${of}/names`]: { applicationId: 'case-1', available: false, names: {}, formerly: {} },
  };
  expect(await pages.read('/pruefung/DU-2026-000123-7')).toContain('steht hier gerade ohne Namen');
});
