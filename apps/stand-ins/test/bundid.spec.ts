import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Browser, signInAtProvider, type ProviderChoice } from '#portal-client';
import { newCertifiedKey, oids, persons } from '#saml-provider';
import { eventually, freePort } from '#testing';
import { everyAttribute, extension, TestPortal, type Asked, type Received } from './service-provider';

const program = resolve(__dirname, '../../../dist/apps/stand-ins/src/bundid/main.js');
const folder = mkdtempSync(join(tmpdir(), 'bundid-'));
const cities = join(folder, 'cities');
/** All portals at one address, told apart by their host as behind the gateway. */
const portals = new Map<string, TestPortal>();
const gateway = createServer((request, response) => {
  void portals.get(request.headers.host ?? '')?.answer(request, response);
}).listen(0, '127.0.0.1');

let url: string;
let servicekontoUrl: string;
let environment: NodeJS.ProcessEnv;
let standIn: ChildProcess;
let duisburg: TestPortal;
let wuppertal: TestPortal;
let dueren: TestPortal;

async function start(): Promise<void> {
  standIn = spawn(process.execPath, [program], { env: environment, stdio: 'ignore' });
  for (const one of [url, servicekontoUrl])
    await eventually('the stand-in is ready', async () => (await fetch(`${one}/health/ready`)).ok);
}

async function end(): Promise<void> {
  standIn.kill('SIGTERM');
  await once(standIn, 'exit');
}

beforeAll(async () => {
  const [port, servicekontoPort] = [await freePort(), await freePort()];
  url = `http://127.0.0.1:${port}`;
  servicekontoUrl = `http://127.0.0.1:${servicekontoPort}`;
  duisburg = await city('duisburg', 'bundid');
  wuppertal = await city('wuppertal', 'bundid');
  dueren = await city('dueren', 'servicekonto-nrw');
  environment = {
    PATH: process.env['PATH'],
    PORT: String(port),
    SERVICEKONTO_PORT: String(servicekontoPort),
    STATE_DIR: join(folder, 'keys'),
    TENANTS_DIR: cities,
    PUBLIC_PORT: String((gateway.address() as AddressInfo).port),
  };
  await start();
});
afterAll(async () => {
  await end();
  gateway.close();
  gateway.closeAllConnections();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const portal of portals.values()) portal.asked = {};
});

/** A city that is configured, and its portal. */
async function city(key: string, provider: 'bundid' | 'servicekonto-nrw'): Promise<TestPortal> {
  const host = `${key}.localhost:${(gateway.address() as AddressInfo).port}`;
  const at = { bundid: url, 'servicekonto-nrw': servicekontoUrl }[provider];
  const portal = new TestPortal(`https://${key}.example/${provider}`, `http://${host}`, {
    signOnUrl: `${at}/sso`,
    metadata: () => metadata(at),
    dialect: provider === 'bundid' ? 'akdb' : 'plain',
  });
  await portal.newKey();
  portals.set(host, portal);
  mkdirSync(join(cities, key), { recursive: true });
  writeFileSync(join(cities, key, 'tenant.yaml'), `hosts: { portal: [${key}.localhost] }`);
  return portal;
}

const metadata = async (of: string) => (await fetch(`${of}/metadata`)).text();

/** One sign-in of a new browser, or of one that has been there. */
async function signIn(
  choice: ProviderChoice,
  asked: Asked = {},
  { portal = duisburg, browser = new Browser() } = {},
): Promise<Received> {
  portal.asked = asked;
  portal.received = undefined;
  await signInAtProvider(browser, `${portal.origin}/start`, choice);
  if (!portal.received) throw new Error('no answer came back');
  return portal.received;
}

/** The page on which one picks. */
async function choicePage(asked: Asked): Promise<string> {
  duisburg.asked = asked;
  const browser = new Browser();
  return (await browser.submitForm(await browser.open('GET', `${duisburg.origin}/start`))).text;
}

const erika = { person: 'erika.mustermann', means: 'eID' };

/** The status codes of a response, the outer one first, without their common beginning. */
const statusOf = ({ xml }: Received) =>
  [...xml.matchAll(/StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:(\w+)"/g)].map(([, code]) => code);
const messageOf = ({ xml }: Received) => /<saml2p:StatusMessage>([^<]+)/.exec(xml)?.[1];

test.each(['HTTP-POST', 'HTTP-Redirect'] as const)('a person signs in by %s', async (binding) => {
  const { profile, relayState } = await signIn(erika, { binding, level: 4 });
  expect(relayState).toBe('state');
  expect(profile).toMatchObject({
    issuer: 'https://bundid.example/idp',
    [oids.givenName]: 'Erika',
    [oids.surname]: 'Mustermann',
    [oids.birthdate]: '1964-08-12',
    [oids.assertionProvedBy]: 'eID',
    nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  });
  expect(profile?.getAssertionXml?.()).toContain('<saml2:AuthnContextClassRef>STORK-QAA-Level-4<');
});

test('the answer comes from another site: no cookie with it, but with the page after it', async () => {
  const browser = new Browser();
  duisburg.asked = {};
  const arrived = await signInAtProvider(browser, `${duisburg.origin}/start`, erika);
  expect(duisburg.received?.headers).toMatchObject({ origin: url, 'sec-fetch-site': 'cross-site' });
  expect(duisburg.received?.headers.cookie).toBeUndefined();
  expect(arrived.text).toBe('arrived with sign-in=browser');
});

test('every attribute carries the level at which it is proven: a mail address never that of the card', async () => {
  const assertion = (await signIn(erika, { level: 4 })).profile?.getAssertionXml?.() ?? '';
  const level = (oid: string) =>
    new RegExp(`Name="${oid}"[^>]* akdb:TrustLevel="(\\w+)"`).exec(assertion)?.[1];
  expect([oids.surname, oids.mail, oids.telephoneNumber, oids.bPK2].map(level)).toStrictEqual([
    'HOCH',
    'NORMAL',
    'UNTERGEORDNET',
    'HOCH',
  ]);
});

test('only what was asked for is told', async () => {
  const attributes = [{ name: oids.surname, required: true }, { name: oids.bPK2 }];
  const { profile } = await signIn(erika, { extension: extension({ attributes }) });
  expect(everyAttribute.filter((oid) => profile?.[oid] !== undefined)).toStrictEqual([
    oids.surname,
    oids.bPK2,
  ]);
});

test('a person is known again at a city, and no city can compare with another', async () => {
  const bPK2 = async (portal: TestPortal) => (await signIn(erika, {}, { portal })).profile?.[oids.bPK2];
  const first = await bPK2(duisburg);
  expect(await bPK2(duisburg)).toBe(first);
  expect(await bPK2(wuppertal)).not.toBe(first);
});

test('a temporary login carries neither a person nor a mailbox', async () => {
  const { profile } = await signIn({ person: 'aylin.demir', means: 'eID' });
  expect(profile).toMatchObject({ [oids.surname]: 'Demir' });
  expect(profile?.[oids.bPK2]).toBeUndefined();
  expect(profile?.[oids.legacyPostkorbHandle]).toBeUndefined();
});

test('what does not apply to a person comes without a value', async () => {
  const assertion = (await signIn({ person: 'sukarno', means: 'eID' })).profile?.getAssertionXml?.() ?? '';
  expect(assertion).toMatch(
    new RegExp(`Name="${oids.givenName}"[^>]*><saml2:AttributeValue[^>]* xsi:nil="true"/>`),
  );
});

describe('single sign-on', () => {
  const elster = { person: 'jonas.weber', means: 'Elster' };
  const whoever = { person: 'katharina.weber', means: 'eID' };
  const nameIn = ({ profile }: Received) => profile?.[oids.givenName];

  test('who is signed in is not asked again, in another city neither', async () => {
    const browser = new Browser();
    await signIn(elster, {}, { browser });
    expect(nameIn(await signIn(whoever, { level: 3 }, { browser, portal: wuppertal }))).toBe('Jonas');
  });

  test.each([
    ['a fresh proof is asked for', { saml: { forceAuthn: true } }],
    ['the level does not suffice', { level: 4 }],
    ['the means is not accepted', { extension: extension({ methods: ['eID'] }) }],
  ] as [string, Asked][])('they are asked again when %s, and may be somebody else', async (_why, asked) => {
    const browser = new Browser();
    await signIn(elster, {}, { browser });
    expect(nameIn(await signIn(whoever, asked, { browser }))).toBe('Katharina');
  });
});

describe('the page', () => {
  test('offers only means that the city accepts and that reach the level', async () => {
    const methods = ['Benutzername', 'Elster', 'eIDAS'];
    const html = await choicePage({ level: 3, extension: extension({ methods }) });
    const offered = [...html.matchAll(/name="choice" value="\S+ ([^"]+)"/g)].map(([, means]) => means);
    expect([...new Set(offered)]).toStrictEqual(['Elster', 'eIDAS']);
  });

  test('does not let anybody choose what it does not offer', async () => {
    const choice = { person: 'erika.mustermann', means: 'Benutzername' };
    await expect(signIn(choice, { level: 4 })).rejects.toThrow('answered 400');
  });

  test.each([
    ['de', 'Wer meldet sich an'],
    ['en', 'Who signs in'],
    ['uk', 'Who signs in'],
  ])('speaks the language of the request: %s', async (language, says) => {
    const html = await choicePage({ extension: extension({ language, organization: 'Stadt <Duisburg>' }) });
    expect(html).toContain(says);
    expect(html).toContain('<strong>Stadt &#60;Duisburg&#62;</strong>');
    expect(html).toContain('href="http://duisburg.localhost:8080/back"');
  });
});

describe('a sign-in can end otherwise', () => {
  test.each([
    ['cancel', ['Requester', 'AuthnFailed']],
    ['level-not-reached', ['Requester', 'NoAuthnContext']],
    ['fail', ['Responder']],
  ] as const)('%s', async (ending, status) => {
    const received = await signIn({ ending });
    expect(statusOf(received)).toStrictEqual(status);
    expect(received.xml).toContain(`{"errorCode":"${ending}",`);
    expect(received.profile).toBeUndefined();
  });

  test('with a lower level than was asked for', async () => {
    const { profile } = await signIn({ ...erika, level: 2 }, { level: 4 });
    expect(profile?.getAssertionXml?.()).toContain('<saml2:AuthnContextClassRef>STORK-QAA-Level-2<');
  });

  test('without an attribute; a required one is missed', async () => {
    const choice = { ...erika, omit: [oids.mail, oids.bPK2] };
    expect((await signIn(choice)).profile?.[oids.mail]).toBeUndefined();
    const attributes = [{ name: oids.bPK2, required: true }];
    expect(statusOf(await signIn(choice, { extension: extension({ attributes }) }))).toStrictEqual([
      'Requester',
      'RequestDenied',
    ]);
  });
});

describe('a request is refused', () => {
  test.each([
    ['akdb-extension-missing', { extension: undefined }],
    ['akdb-extension-v1-deprecated', { extension: extension({ version: '1' }) }],
    ['requested-attributes-empty', { extension: extension({ attributes: [] }) }],
    ['requested-attributes-missing-name', { extension: extension({ attributes: [{}] }) }],
    ['requested-attributes-unknown', { extension: extension({ attributes: [{ name: 'urn:oid:1.2.3' }] }) }],
    ['empty-authentication-methods', { extension: extension({ methods: [] }) }],
    ['organization-display-name-missing', { extension: extension({ organization: undefined }) }],
    ['organization-display-name-too-long', { extension: extension({ organization: 'Ä'.repeat(51) }) }],
    ['authn-context-unknown', { saml: { authnContext: ['urn:something:else'] } }],
    ['authn-context-comparison-not-minimum', { saml: { racComparison: 'exact' } }],
    ['saml-request-signature-invalid', { saml: { signatureAlgorithm: 'sha1', digestAlgorithm: 'sha1' } }],
    [
      'saml-request-signature-invalid',
      { saml: { signatureAlgorithm: 'sha1', digestAlgorithm: 'sha1' }, binding: 'HTTP-Redirect' },
    ],
  ] as [string, Asked][])('%s', async (fault, asked) => {
    const received = await signIn(erika, asked);
    expect(statusOf(received)).toStrictEqual(['Requester', 'RequestDenied']);
    expect(messageOf(received)).toBe(fault);
  });

  test.each(['HTTP-POST', 'HTTP-Redirect'] as const)('saml-request-not-signed, by %s', async (binding) => {
    const unsigned = { privateKey: undefined as never, publicCert: undefined as never };
    expect(messageOf(await signIn(erika, { binding, saml: unsigned }))).toBe('saml-request-not-signed');
  });

  test('when its signature is of a key that the city has not made known', async () => {
    const { key, certificate } = await newCertifiedKey('stranger');
    for (const binding of ['HTTP-POST', 'HTTP-Redirect'] as const) {
      const received = await signIn(erika, { binding, saml: { privateKey: key, publicCert: certificate } });
      expect(messageOf(received)).toBe('saml-request-signature-invalid');
    }
  });

  test.each([
    ['service-provider-unknown', { saml: { issuer: 'https://stranger.example/' } }],
    ['assertion-consumer-service-unknown', { saml: { callbackUrl: 'http://stranger.localhost/acs' } }],
  ] as [string, Asked][])('and nothing is sent anywhere: %s', async (fault, asked) => {
    const html = await choicePage(asked);
    expect(html).toContain(fault);
    expect(html).not.toContain('<form');
  });

  test.each([
    ['no XML', 'nonsense'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['another message', '<a/>'],
    ['nothing', ''],
  ])('that is %s', async (_what, xml) => {
    const SAMLRequest = Buffer.from(xml).toString('base64');
    const answer = await fetch(`${url}/sso`, { method: 'POST', body: new URLSearchParams({ SAMLRequest }) });
    expect(answer.status).toBe(400);
  });
});

test('keys of a city are exchanged while everything runs', async () => {
  await signIn(erika);
  await duisburg.newKey();
  for (const binding of ['HTTP-POST', 'HTTP-Redirect'] as const)
    expect((await signIn(erika, { binding })).profile).toMatchObject({ [oids.surname]: 'Mustermann' });
});

test('a city that is added later needs no restart', async () => {
  const portal = await city('herford', 'bundid');
  expect((await signIn(erika, {}, { portal })).profile).toMatchObject({ [oids.surname]: 'Mustermann' });
});

test('Servicekonto.NRW names the person by the subject, without what only BundID has', async () => {
  const choice = { person: 'stefan.vogt', means: 'eID' };
  const first = (await signIn(choice, {}, { portal: dueren })).profile;
  const again = (await signIn(choice, {}, { portal: dueren })).profile;
  expect(first).toMatchObject({
    issuer: 'https://servicekonto-nrw.example/idp',
    nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    nameID: again?.nameID,
    [oids.surname]: 'Vogt',
  });
  expect(first?.getAssertionXml?.()).not.toMatch(/akdb|494450/);
});

test('its keys outlive the process, and nobody else reads them', async () => {
  const before = await Promise.all([url, servicekontoUrl].map(metadata));
  await end();
  await start();
  expect(await Promise.all([url, servicekontoUrl].map(metadata))).toStrictEqual(before);
  const keys = readdirSync(join(folder, 'keys')).filter((file) => file.endsWith('.key'));
  expect(keys.map((file) => statSync(join(folder, 'keys', file)).mode & 0o777)).toStrictEqual([0o600, 0o600]);
});

test.each(persons.map(({ user, means }) => [user, Object.keys(means).at(-1) ?? '']))(
  '%s signs in by %s',
  async (person, means) => {
    const { profile } = await signIn({ person, means });
    expect(profile).toMatchObject({ [oids.assertionProvedBy]: means });
  },
);
