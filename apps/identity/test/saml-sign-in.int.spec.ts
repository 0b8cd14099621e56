import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  failureResponse,
  newCertifiedKey,
  newId,
  persistent,
  readAuthnRequest,
  readServiceProvider,
  type Failure,
} from '#saml-provider';
import { DOMParser } from '@xmldom/xmldom';
import { actingOn, sessionIn, slugOf, startIdentity, type RunningIdentity } from './running-identity';
import {
  answerTo,
  consumerUrlOf,
  entityIdOf,
  keepKey,
  partsFor,
  plainAttributes,
  providerId,
  SamlBrowser,
  samlPartner,
  signedIn,
  signOnUrl,
  type Left,
  type SamlPartner,
} from './saml-partner';

let partner: SamlPartner;
let identity: RunningIdentity;
let people: ReturnType<typeof actingOn>;

beforeAll(async () => {
  partner = await samlPartner();
  identity = await startIdentity(undefined, partner.environment);
  people = actingOn(identity);
});
afterAll(() => identity.stop());

const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant: 'duisburg' } as const;

interface Me {
  readonly personId: string;
  readonly session: { readonly levelOfAssurance: string; readonly method: string };
  readonly attributes: Record<string, { value: string; source: string; level?: string }>;
}
const whoIs = async (sessionId: string, tenant = 'duisburg') =>
  (await (await people.as(sessionId, '/portal/me', {}, tenant)).json()) as Me;

/** Signs somebody in at BundID; returns the answer with which they arrive. */
async function signIn(who = signedIn(), query = {}, browser = new SamlBrowser(identity)): Promise<Response> {
  const left = await browser.leave(query);
  const parts = partsFor(left, who, {}, browser.tenant);
  return browser.finish(await browser.bring(await answerTo(partner, parts), left.relayState), left.cookie);
}

/** How the provider's refusal ends for the person: the slug, and where they come from. */
async function failing(failure: Failure): Promise<{ slug: string; status: number }> {
  const browser = new SamlBrowser(identity);
  const left = await browser.leave({ level: 'substantial' });
  const parts = {
    id: newId(),
    issuer: providerId,
    destination: consumerUrlOf('duisburg'),
    issuedAt: new Date(),
  };
  const xml = failureResponse({ ...parts, inResponseTo: left.requestId }, failure);
  const arrived = await browser.finish(await browser.bring(xml, left.relayState), left.cookie);
  expect(sessionIn(arrived)).toBe('');
  return { slug: await slugOf(arrived), status: arrived.status };
}

describe('BundID', () => {
  test('W9 who signs in is back where they were, as who they are', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave({ returnTo: '/antraege?x=1' });
    const brought = await browser.bring(await answerTo(partner, partsFor(left)), left.relayState);
    expect([brought.status, brought.headers.get('location')]).toEqual([
      303,
      `/api/sign-in/finish?attempt=${left.relayState}`,
    ]);
    expect(brought.headers.getSetCookie()).toEqual([]);
    const arrived = await browser.finish(brought, left.cookie);
    expect([arrived.status, arrived.headers.get('location')]).toEqual([303, '/antraege?x=1']);
    expect(await whoIs(sessionIn(arrived))).toMatchObject({
      session: { levelOfAssurance: 'high', method: 'bundid' },
      attributes: {
        givenName: { value: 'Erika', source: 'official', level: 'high' },
        street: { value: 'Königstraße', source: 'official', level: 'high' },
        houseNumber: { value: '12' },
        email: { value: 'erika.mustermann@duisburg.example', source: 'self', level: 'low' },
      },
    });
  });

  test('who leaves in two tabs is signed in by either, whichever ends first', async () => {
    const browser = new SamlBrowser(identity);
    const first = await browser.leave({ returnTo: '/antraege' });
    const second = await browser.leave({ returnTo: '/postkorb' }, 'bundid', first);
    for (const [{ requestId, relayState }, place] of [
      [second, '/postkorb'],
      [first, '/antraege'],
    ] as const) {
      const brought = await browser.bring(await answerTo(partner, partsFor({ requestId })), relayState);
      const arrived = await browser.finish(brought, second.cookie);
      expect([arrived.status, arrived.headers.get('location')]).toEqual([303, place]);
    }
  });

  test('a browser remembers the last four times that it left, and no more', async () => {
    const browser = new SamlBrowser(identity);
    let last = await browser.leave();
    const all = [last];
    for (let others = 0; others < 4; others++) all.push((last = await browser.leave({}, 'bundid', last)));
    const finish = async ({ requestId, relayState }: Left) => {
      const brought = await browser.bring(await answerTo(partner, partsFor({ requestId })), relayState);
      return (await browser.finish(brought, last.cookie)).status;
    };
    expect(await Promise.all(all.map(finish))).toEqual([401, 303, 303, 303, 303]);
  });

  test.each(['https://evil.example/', '//evil.example', '/api/sign-out'])(
    'W9 %s is no place to return to',
    async (returnTo) => {
      expect((await signIn(signedIn(), { returnTo })).headers.get('location')).toBe('/');
    },
  );

  test('the same person has the same account at every sign-in, whatever the means', async () => {
    const [once, again] = [await signIn(), await signIn(signedIn('erika.mustermann', 'Elster', 3))];
    const [first, second] = [await whoIs(sessionIn(once)), await whoIs(sessionIn(again))];
    expect(second.personId).toBe(first.personId);
    expect(second.session.levelOfAssurance).toBe('substantial');
  });

  test('two persons with one mail address have two accounts', async () => {
    const [jonas, katharina] = [
      await signIn(signedIn('jonas.weber')),
      await signIn(signedIn('katharina.weber')),
    ];
    expect((await whoIs(sessionIn(katharina))).personId).not.toBe((await whoIs(sessionIn(jonas))).personId);
  });

  test('a temporary login is a new account each time', async () => {
    const [once, again] = [await signIn(signedIn('aylin.demir')), await signIn(signedIn('aylin.demir'))];
    expect((await whoIs(sessionIn(again))).personId).not.toBe((await whoIs(sessionIn(once))).personId);
  });

  test.each([
    ['sukarno', 'eID', 4, { familyName: 'Sukarno' }],
    ['luka.jovic', 'eID', 4, { familyName: 'J̌ović-K̄hān', birthName: 'M̀bélé' }],
    ['hendrik.janssen', 'eID', 4, { familyName: 'Janßen', city: 'Rees' }],
    ['johannes.krueger', 'eID', 4, { title: 'Dr.' }],
    ['maria.schmitz', 'eID', 4, { pseudonym: 'Schwester Benedicta' }],
    ['lucia.fernandez', 'eIDAS', 4, { issuingCountry: 'ES' }],
    ['mia.schulte', 'eID', 4, { familyName: 'Schulte' }],
  ] as const)('%s is known as who they are', async (user, means, level, expected) => {
    const { attributes } = await whoIs(sessionIn(await signIn(signedIn(user, means, level))));
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value] as const);
    expect(Object.fromEntries(values)).toMatchObject(expected);
  });

  test.each<[string, Failure, string, number]>([
    ['who cancels', { status: 'Requester', reason: 'AuthnFailed' }, 'sign-in-cancelled', 401],
    [
      'whose level does not suffice',
      { status: 'Requester', reason: 'NoAuthnContext' },
      'sign-in-level-not-reached',
      403,
    ],
    [
      'who withholds an attribute',
      { status: 'Requester', reason: 'RequestDenied' },
      'sign-in-attributes-missing',
      403,
    ],
    [
      'whose city asks wrongly',
      {
        status: 'Requester',
        reason: 'RequestDenied',
        message: 'x',
        detail: { errorCode: 'akdb-extension-missing' },
      },
      'sign-in-request-refused',
      502,
    ],
    ['whose provider has a fault', { status: 'Responder' }, 'sign-in-provider-failed', 503],
  ])('%s is told what they can do', async (_who, failure, slug, status) => {
    expect(await failing(failure)).toEqual({ slug, status });
  });

  test('R10d whoever comes with less than was asked for is not signed in, and is told what is needed', async () => {
    const arrived = await signIn(signedIn('erika.mustermann', 'Elster', 3), { level: 'high' });
    expect(arrived.status).toBe(403);
    expect(await arrived.json()).toMatchObject({
      type: expect.stringMatching(/sign-in-level-not-reached$/) as string,
      required: 'high',
      reached: 'substantial',
      detail:
        'Sie sind nicht damit angemeldet. Bitte beginnen Sie noch einmal. Es reicht: Online-Ausweis, Smart-eID im Smartphone, europäische eID, Diia (Ukraine).',
    });
    expect(sessionIn(arrived)).toBe('');
  });

  test('a name that carries lines carries none into the log', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const detail = 'x-y"}\r\n{"level":60,"forged-line":1';
    const parts = {
      id: newId(),
      issuer: providerId,
      destination: consumerUrlOf('duisburg'),
      issuedAt: new Date(),
    };
    const failure = { status: 'Requester', reason: 'RequestDenied', message: detail } as const;
    await browser.bring(
      failureResponse({ ...parts, inResponseTo: left.requestId }, failure),
      left.relayState,
    );
    expect(identity.log()).not.toContain('forged');
  });

  test('R26 neither tables nor log hold a name', async () => {
    await signIn();
    const rows = await identity.query<{ row: string }>(
      'duisburg',
      'SELECT p::text AS row FROM identity.persons p UNION ALL SELECT a::text FROM identity.sign_in_attempts a',
    );
    expect(rows.map(({ row }) => row).join('\n') + identity.log()).not.toMatch(/Mustermann|Erika|Gabler/);
  });
});

describe('the request', () => {
  const read = (left: Left, city = 'duisburg') =>
    readAuthnRequest(new DOMParser().parseFromString(left.xml, 'text/xml'), {
      dialect: 'akdb',
      destination: signOnUrl,
      consumerUrl: consumerUrlOf(city),
      now: new Date(),
    });

  test('is a page that posts itself to the provider and nowhere else', async () => {
    const { response, page } = await new SamlBrowser(identity).leave();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      'form-action https://int.id.bund.example',
      "base-uri 'none'",
      "frame-ancestors 'none'",
      expect.stringMatching(/^script-src 'sha256-/),
    ]);
    expect(page).toContain(`<form method="post" action="${signOnUrl}"`);
    expect(page).toContain('<span class="kern-label">Weiter zu BundID</span></button>');
  });

  test('asks for what the profile holds, by what the city allows', async () => {
    const request = read(await new SamlBrowser(identity).leave());
    expect(request).toMatchObject({
      forceAuthn: false,
      minimumLevel: 1,
      statusDetail: true,
      organization: 'Serviceportal der Stadt Duisburg',
      language: 'de',
      backUrl: 'http://duisburg.localhost:8080/',
    });
    expect(request.attributes?.filter(({ required }) => required)).toEqual([
      { name: 'urn:oid:2.5.4.4', required: true },
    ]);
  });

  test('W8 offers no ELSTER in Wuppertal', async () => {
    const request = read(await new SamlBrowser(identity, 'wuppertal').leave(), 'wuppertal');
    expect(request.means).not.toContain('Elster');
    expect(request.means).toContain('Benutzername');
  });

  test('D14 offers only what reaches the level', async () => {
    const request = read(await new SamlBrowser(identity).leave({ level: 'high' }));
    expect([request.minimumLevel, request.means]).toEqual([4, ['eID', 'Smart-eID', 'eIDAS', 'Diia']]);
  });

  test('a provider that the city does not offer is not there', async () => {
    const { response } = await new SamlBrowser(identity, 'duisburg').leave({}, 'servicekonto-nrw');
    expect(response.status).toBe(404);
  });

  test('a city without a key says that it is not available', async () => {
    const { response } = await new SamlBrowser(identity, 'herford').leave();
    expect(response.status).toBe(503);
  });
});

describe('D17 R14 somebody who is signed in', () => {
  const session = async (email: string) => {
    const secret = await people.signIn(email);
    const answer = (await (await people.askForToken(secret)).json()) as { token: string };
    const claims = JSON.parse(Buffer.from(answer.token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
      sid: string;
    };
    return { secret, browser: new SamlBrowser(identity, 'duisburg', claims), ...claims };
  };

  test('steps up, and has the same account', async () => {
    const { browser, sub } = await session('steps-up@example.org');
    const arrived = await signIn(
      signedIn('stefan.vogt'),
      { purpose: 'step-up', returnTo: '/antrag/1' },
      browser,
    );
    expect(arrived.headers.get('location')).toBe('/antrag/1');
    expect(await whoIs(sessionIn(arrived))).toMatchObject({
      personId: sub,
      session: { levelOfAssurance: 'high' },
    });
  });

  test('W2 W3 is asked anew for a declaration', async () => {
    const { browser } = await session('declares@example.org');
    const query = { purpose: 'declaration', application: newId().slice(1), hash: 'a'.repeat(64) };
    const left = await browser.leave(query);
    expect(left.xml).toContain('ForceAuthn="true"');
    expect(left.xml).toContain('>STORK-QAA-Level-4<');
  });

  test('W2 W3 proves no declaration by having been there before', async () => {
    const { browser } = await session('was-there@example.org');
    const query = { purpose: 'declaration', application: newId().slice(1), hash: 'a'.repeat(64) };
    const left = await browser.leave(query);
    const xml = await answerTo(partner, partsFor(left), (response) =>
      response.replace(
        /AuthnInstant="[^"]*"/,
        `AuthnInstant="${new Date(Date.now() - 600_000).toISOString()}"`,
      ),
    );
    const arrived = await browser.finish(await browser.bring(xml, left.relayState), left.cookie);
    expect([arrived.status, await slugOf(arrived)]).toEqual([403, 'sign-in-not-fresh']);
  });

  test.each(['step-up', 'declaration'])('has to be, for a %s', async (purpose) => {
    const { response } = await new SamlBrowser(identity).leave({ purpose });
    expect(response.status).toBe(409);
  });
});

describe('Servicekonto.NRW', () => {
  /** Leaves by redirect, as it is configured. */
  async function leave(browser: SamlBrowser) {
    const left = await browser.leave({}, 'servicekonto-nrw');
    const url = new URL(left.response.headers.get('location') ?? '');
    const request = await inflated(url.searchParams.get('SAMLRequest') ?? '');
    const requestId = / ID="([^"]+)"/.exec(request)?.[1] ?? '';
    return { ...left, url, request, requestId, relayState: url.searchParams.get('RelayState') ?? '' };
  }
  async function signInThere(nameId: string) {
    const browser = new SamlBrowser(identity, 'dueren');
    const left = await leave(browser);
    const who = signedIn('maria.schmitz', 'eID', 4);
    const bent = {
      audience: 'https://serviceportal.dueren.example/servicekonto-nrw',
      nameId,
      nameIdFormat: persistent,
      attributes: plainAttributes(who),
    };
    const xml = await answerTo(partner, partsFor(left, who, bent, 'dueren'));
    return whoIs(
      sessionIn(await browser.finish(await browser.bring(xml, left.relayState), left.cookie)),
      'dueren',
    );
  }

  test('is asked by a signed redirect, without anything of BundID', async () => {
    const { response, url, request } = await leave(new SamlBrowser(identity, 'dueren'));
    expect([response.status, url.origin + url.pathname]).toEqual([302, signOnUrl]);
    expect(url.searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(request).not.toContain('akdb');
    expect(request).toContain(persistent);
  });

  test('W8 knows a person by the name that it gave them', async () => {
    const [first, again] = [await signInThere('n-1'), await signInThere('n-1')];
    expect(first).toMatchObject({
      session: { method: 'servicekonto-nrw', levelOfAssurance: 'high' },
      attributes: { familyName: { value: 'Schmitz', source: 'official' } },
    });
    expect(again.personId).toBe(first.personId);
  });
});

describe('the keys of a city', () => {
  const metadata = (query = '', tenant = 'duisburg') =>
    identity.send(`/portal/saml/metadata${query}`, { ...stranger, tenant });

  test('stand in the metadata, without an end and without an id', async () => {
    const answer = await metadata();
    expect(answer.headers.get('content-type')).toContain('application/samlmetadata+xml');
    const xml = await answer.text();
    expect(xml).not.toMatch(/validUntil|\bID=/);
    expect(readServiceProvider(xml)).toMatchObject({
      entityId: entityIdOf('duisburg'),
      consumerUrls: [consumerUrlOf('duisburg')],
    });
  });

  test('are others for another provider and city', async () => {
    const xml = await (await metadata('?provider=servicekonto-nrw', 'dueren')).text();
    expect(readServiceProvider(xml).entityId).toBe('https://serviceportal.dueren.example/servicekonto-nrw');
    expect((await metadata('?provider=servicekonto-nrw')).status).toBe(404);
  });

  test('are exchanged while they are in use: both decrypt, the new one signs', async () => {
    const next = await newCertifiedKey('next');
    const browser = new SamlBrowser(identity, 'wuppertal');
    const before = await browser.leave();
    keepKey(partner.keys, 'wuppertal', 'next', next);

    const { signingCertificates, encryptionCertificates } = readServiceProvider(
      await (await metadata('', 'wuppertal')).text(),
    );
    expect([signingCertificates.length, encryptionCertificates.length]).toEqual([2, 2]);
    const after = await browser.leave();
    expect(certificateIn(before.xml)).toBe(bare(partner.city.certificate));
    expect(certificateIn(after.xml)).toBe(bare(next.certificate));
    for (const city of [partner.city, next]) {
      const left = await browser.leave();
      const parts = partsFor(left, signedIn('erika.mustermann'), {}, 'wuppertal');
      const xml = await answerTo({ ...partner, city }, parts);
      const arrived = await browser.finish(await browser.bring(xml, left.relayState), left.cookie);
      expect(sessionIn(arrived)).not.toBe('');
    }
  });

  test('that cannot be read leave the former ones in use', async () => {
    const file = join(partner.keys, 'wuppertal', 'sp.crt');
    writeFileSync(file, 'no certificate');
    utimesSync(file, new Date(), new Date(statSync(file).mtimeMs + 5_000));
    expect((await metadata('', 'wuppertal')).status).toBe(200);
    keepKey(partner.keys, 'wuppertal', 'sp', partner.city);
  });
});

test.each(['GET', 'POST'])('a single logout is not offered, which is said to a %s', async (method) => {
  const answer = await identity.send('/portal/saml/logout', stranger, { method });
  expect([answer.status, await slugOf(answer)]).toEqual([404, 'single-logout-not-offered']);
});

const bare = (certificate: string) => certificate.replace(/-----[^-]+-----|\s/g, '');
const certificateIn = (xml: string) => bare(/X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '');

async function inflated(base64: string): Promise<string> {
  const { inflateRawSync } = await import('node:zlib');
  return inflateRawSync(Buffer.from(base64, 'base64')).toString();
}
