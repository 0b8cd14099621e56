import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, carried, Citizen, Staff, type Answer, type SeenCase } from '#portal-client';
import { eventually } from '#testing';
import type { RunningKeycloak } from '../../local/keycloak.mjs';
import { answer, asks, keycloakBeside, leave, ProductAtKeycloak, signIn } from './product';

/**
 * A provider that is not ours in the place of every stand-in, by configuration alone: the whole product, with Keycloak as BundID,
 * as Servicekonto.NRW, as the OpenID Connect provider of citizens and as the directory of the staff. `npm run test:keycloak`.
 */

const folder = mkdtempSync(join(tmpdir(), 'keycloak-'));
let keycloak: RunningKeycloak | undefined;
let product: ProductAtKeycloak;

beforeAll(async () => {
  const started = await keycloakBeside(folder);
  keycloak = started.keycloak;
  product = await ProductAtKeycloak.start(started.keycloak, folder, started.port);
}, 280_000);
// Also when the product did not start.
afterAll(async () => {
  await keycloak?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Me {
  readonly personId: string;
  readonly roles: readonly string[];
  readonly offices: readonly string[];
  readonly session: { readonly method: string; readonly means?: string; readonly levelOfAssurance: string };
  readonly attributes: Readonly<Record<string, { readonly value: string; readonly source: string }>>;
}
const me = async (browser: Browser, site: string) => browser.get<Me>(`${site}/api/me`);
const start = (site: string, way: string, query: Readonly<Record<string, string>> = {}) =>
  `${site}/api/sign-in/${way}/start?${new URLSearchParams({ returnTo: '/antraege?seite=2', ...query }).toString()}`;
/** Nothing stands at the address where somebody wanted to go, and they are there. */
const isBack = ({ url, text }: Answer, site: string) =>
  expect({ is: url.href, shows: text }).toEqual({ is: `${site}/antraege?seite=2`, shows: text });
const slugOf = ({ body, status }: Answer) => [
  status,
  String(Object(body)['type']).replace('urn:serviceportal:problem:', ''),
];
/** Why identity refused something, newest last. */
const refusals = () =>
  [...product.log().matchAll(/an answer of [\w-]+ is refused \(([\w-]+)\)/g)].map(([, reason]) => reason);

describe('in the place of BundID (SAML, akdb)', () => {
  const entityId = 'https://serviceportal.duisburg.example/bundid';
  const site = () => product.site('duisburg');
  const change = (attributes: Readonly<Record<string, string>>, more = {}) =>
    product.administration.changeClient('citizens', entityId, { attributes, ...more });

  test('W9 with nothing but the city’s metadata imported, somebody signs in and is back where they were', async () => {
    const browser = new Browser();
    isBack(await signIn(browser, start(site(), 'bundid'), 'erika.mustermann'), site());
    expect(await me(browser, site())).toMatchObject({
      session: { method: 'bundid', means: 'eid', levelOfAssurance: 'low' },
      attributes: {
        givenName: { value: 'Erika Maria', source: 'self' },
        street: { value: 'Königstraße' },
        houseNumber: { value: '12' },
        dateOfBirth: { value: '1964-08-12' },
      },
    });
  });

  test('letters beyond Latin-1 arrive as they are; the same bPK2 is the same account', async () => {
    const [once, again] = [new Browser(), new Browser()];
    for (const browser of [once, again]) await signIn(browser, start(site(), 'bundid'), 'luka.jovic');
    const [first, second] = [await me(once, site()), await me(again, site())];
    expect(first.attributes['familyName']?.value).toBe('J̌ović-K̄hān');
    expect(second.personId).toBe(first.personId);
  });

  test('without bPK2 it is a temporary login, an account of its own each time', async () => {
    const [once, again] = [new Browser(), new Browser()];
    for (const browser of [once, again]) await signIn(browser, start(site(), 'bundid'), 'nur.einmal');
    expect((await me(again, site())).personId).not.toBe((await me(once, site())).personId);
  });

  test('a wrong password is a matter of Keycloak’s; the right one then leads back', async () => {
    const browser = new Browser();
    const page = await leave(browser, start(site(), 'bundid'));
    const wrong = await browser.submitForm(page, { username: 'erika.mustermann', password: 'wrong' });
    expect([asks(wrong), wrong.text.includes('Ungültiger Benutzername oder Passwort')]).toEqual([true, true]);
    isBack(await answer(browser, wrong, 'erika.mustermann'), site());
  });

  test('D17 R14 a step-up asks for the next factor alone, and raises the session', async () => {
    const browser = new Browser();
    await signIn(browser, start(site(), 'bundid'), 'erika.mustermann');
    const query = { purpose: 'step-up', level: 'high' };
    isBack(await signIn(browser, start(site(), 'bundid', query), 'erika.mustermann'), site());
    expect(await me(browser, site())).toMatchObject({
      session: { levelOfAssurance: 'high' },
      attributes: { familyName: { source: 'official' } },
    });
  });

  test('D14 W12 R10d the means is the ceiling, whatever level Keycloak says', async () => {
    const arrived = await signIn(new Browser(), start(site(), 'bundid', { level: 'high' }), 'luka.jovic');
    expect(slugOf(arrived)).toEqual([403, 'sign-in-level-not-reached']);
  });

  test('who does not consent reads that something was not transmitted, and is back', async () => {
    await change({}, { consentRequired: true });
    const browser = new Browser();
    const asked = await signIn(browser, start(site(), 'bundid'), 'erika.mustermann');
    const declined = await carried(browser, await browser.submitForm(asked, { cancel: 'Nein' }));
    expect(slugOf(declined)).toEqual([403, 'sign-in-attributes-missing']);
    await change({}, { consentRequired: false });
  });

  test('a level that Keycloak does not know is not reached', async () => {
    await change({ 'acr.loa.map': JSON.stringify({ 'STORK-QAA-Level-1': 1 }) });
    const arrived = await leave(new Browser(), start(site(), 'bundid', { level: 'high' }));
    expect(slugOf(arrived)).toEqual([403, 'sign-in-level-not-reached']);
    await change({ 'acr.loa.map': '' });
  });

  test('an answer that nobody asked for (IdP-initiated) signs nobody in', async () => {
    await change({ saml_idp_initiated_sso_url_name: 'duisburg' });
    const browser = new Browser();
    const page = await browser.open('GET', `${keycloak?.url}/realms/citizens/protocol/saml/clients/duisburg`);
    expect(slugOf(await answer(browser, page, 'erika.mustermann'))).toEqual([401, 'sign-in-attempt-lost']);
    await change({ saml_idp_initiated_sso_url_name: '' });
  });

  const [encryption, encryption11] = [
    'http://www.w3.org/2001/04/xmlenc#',
    'http://www.w3.org/2009/xmlenc11#',
  ];
  const usual = {
    'saml.encrypt': 'true',
    'saml.assertion.signature': 'true',
    'saml.server.signature': 'true',
    'saml.server.signature.keyinfo.ext': 'false',
    'saml.server.signature.keyinfo.xmlSigKeyInfoKeyNameTransformer': 'KEY_ID',
    'saml.signature.algorithm': 'RSA_SHA256',
    saml_signature_canonicalization_method: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    'saml.encryption.algorithm': '',
    'saml.encryption.keyAlgorithm': '',
    'saml.encryption.digestMethod': '',
    'saml.encryption.maskGenerationFunction': '',
    'saml.onetimeuse.condition': 'false',
  };
  const served = async (attributes: Readonly<Record<string, string>>) => {
    await change({ ...usual, ...attributes });
    return signIn(new Browser(), start(site(), 'bundid'), 'erika.mustermann');
  };

  test.each<[string, Readonly<Record<string, string>>]>([
    ['as Keycloak does by itself', {}],
    ['signed by SHA-512', { 'saml.signature.algorithm': 'RSA_SHA512' }],
    ['signed by RSASSA-PSS', { 'saml.signature.algorithm': 'RSA_SHA256_MGF1' }],
    ['with the assertion signed alone', { 'saml.server.signature': 'false' }],
    ['with a hint to the key beside it', { 'saml.server.signature.keyinfo.ext': 'true' }],
    [
      'with the subject as the key’s name',
      { 'saml.server.signature.keyinfo.xmlSigKeyInfoKeyNameTransformer': 'CERT_SUBJECT' },
    ],
    [
      'with comments',
      { saml_signature_canonicalization_method: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' },
    ],
    ['for one use', { 'saml.onetimeuse.condition': 'true' }],
    ['encrypted by AES-128-GCM', { 'saml.encryption.algorithm': `${encryption11}aes128-gcm` }],
    [
      'with OAEP by SHA-512',
      {
        'saml.encryption.keyAlgorithm': `${encryption11}rsa-oaep`,
        'saml.encryption.digestMethod': `${encryption}sha512`,
        'saml.encryption.maskGenerationFunction': `${encryption11}mgf1sha512`,
      },
    ],
  ])('an answer is understood %s', async (_how, attributes) => isBack(await served(attributes), site()));

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['signed by SHA-1', 'weak-algorithm', { 'saml.signature.algorithm': 'RSA_SHA1' }],
    ['encrypted by AES-CBC', 'weak-algorithm', { 'saml.encryption.algorithm': `${encryption}aes256-cbc` }],
    ['not encrypted', 'not-encrypted', { 'saml.encrypt': 'false' }],
    ['signed outside alone', 'unsigned', { 'saml.assertion.signature': 'false' }],
  ])('an answer is refused that is %s: %s', async (_how, reason, attributes) => {
    expect(slugOf(await served(attributes))).toEqual([401, 'sign-in-failed']);
    expect(refusals().at(-1)).toBe(reason);
    await change(usual);
  });

  test('a key that is exchanged is believed when its metadata are here, without a restart', async () => {
    await product.administration.addKey('citizens', 300);
    const early = await signIn(new Browser(), start(site(), 'bundid'), 'erika.mustermann');
    expect([slugOf(early), refusals().at(-1)]).toEqual([[401, 'sign-in-failed'], 'bad-signature']);
    await product.takeMetadata();
    isBack(await signIn(new Browser(), start(site(), 'bundid'), 'erika.mustermann'), site());
  });

  test('W2 W3 a declaration is filed with a proof that was made for it at Keycloak', async () => {
    const wuppertal = product.site('wuppertal');
    const citizen = new Citizen(new Browser(), wuppertal);
    await signIn(citizen.browser, start(wuppertal, 'bundid', { level: 'high' }), 'erika.mustermann');
    await citizen.arrive();
    const draft = await citizen.draft('meldebescheinigung', {
      person: { givenNames: 'Erika Maria', familyName: 'Mustermann', birthDate: '1964-08-12' },
      home: { street: 'Königstraße', houseNumber: '12', postcode: '47051', city: 'Duisburg' },
      kind: 'simple',
    });
    const { eidProofBy } = await citizen.get<{ eidProofBy: { start: string }[] }>(
      `/applications/${draft.id}/review`,
    );
    const page = await leave(citizen.browser, wuppertal + eidProofBy[0]?.start);
    expect(asks(page)).toBe(true);
    expect((await answer(citizen.browser, page, 'erika.mustermann')).status).not.toBe(401);
    await citizen.arrive();
    await citizen.submit(await citizen.get<SeenCase>(`/applications/${draft.id}`));
    const filed = await citizen.get(`/applications/${draft.id}`);
    expect(filed).toMatchObject({ status: 'filed', eidProof: { method: 'bundid', means: 'eid' } });
    citizen.close();
  });
});

describe('in the place of Servicekonto.NRW (SAML, by redirect, with SAML’s own words)', () => {
  const site = () => product.site('dueren');

  test('the name that Keycloak gives is the account; who is signed in there is not asked again', async () => {
    const browser = new Browser();
    isBack(await signIn(browser, start(site(), 'servicekonto-nrw'), 'nur.einmal'), site());
    const first = await me(browser, site());
    expect(first.session).toMatchObject({ method: 'servicekonto-nrw', levelOfAssurance: 'low' });
    isBack(await leave(browser, start(site(), 'servicekonto-nrw')), site());
    expect((await me(browser, site())).personId).toBe(first.personId);
  });

  test('W2 W3 a declaration asks anew whoever is signed in there (ForceAuthn)', async () => {
    const browser = new Browser();
    await signIn(browser, start(site(), 'servicekonto-nrw'), 'erika.mustermann');
    const declaration = { application: randomUUID(), hash: 'a'.repeat(64), level: 'low' };
    const page = await leave(
      browser,
      start(site(), 'servicekonto-nrw', { purpose: 'declaration', ...declaration }),
    );
    expect(asks(page)).toBe(true);
    // What was asked for is too little for a declaration (law 3): a higher level would have been asked for anyway.
    const arrived = await answer(browser, page, 'erika.mustermann');
    expect(slugOf(arrived)[1]).toBe('declaration-proof-too-weak');
  });

  test('who begins in two tabs is signed in by either', async () => {
    const browser = new Browser();
    const [one, other] = [
      await leave(browser, start(site(), 'servicekonto-nrw')),
      await leave(browser, start(site(), 'servicekonto-nrw')),
    ];
    isBack(await answer(browser, one, 'erika.mustermann'), site());
    isBack(await answer(browser, other, 'erika.mustermann'), site());
  });
});

describe('in the place of Google (OpenID Connect)', () => {
  const site = () => product.site('rees');
  const change = (attributes: Readonly<Record<string, string>>, more = {}) =>
    product.administration.changeClient('citizens', 'serviceportal', { attributes, ...more });

  test('R10b R18 somebody signs in at no level, with a confirmed address, and signs out', async () => {
    const citizen = new Citizen(new Browser(), site());
    isBack(await signIn(citizen.browser, start(site(), 'google'), 'erika.mustermann'), site());
    expect(await me(citizen.browser, site())).toMatchObject({
      session: { method: 'google', levelOfAssurance: 'none' },
      attributes: { email: { value: 'erika@bund.example', source: 'self' } },
    });
    await citizen.arrive();
    await citizen.post('/sign-out');
    expect((await citizen.browser.request('GET', `${site()}/api/me`)).status).toBe(401);
  });

  test('an ID token signed by an elliptic curve is believed, one by the shared secret is not', async () => {
    await change({ 'id.token.signed.response.alg': 'ES256' });
    isBack(await signIn(new Browser(), start(site(), 'google'), 'luka.jovic'), site());
    await change({ 'id.token.signed.response.alg': 'HS256' });
    const refused = await signIn(new Browser(), start(site(), 'google'), 'luka.jovic');
    expect(slugOf(refused)).toEqual([401, 'sign-in-failed']);
    expect(product.log()).toContain('an answer of google is refused');
    await change({ 'id.token.signed.response.alg': '' });
  });

  test('who does not consent reads that the sign-in was cancelled', async () => {
    await change({}, { consentRequired: true });
    const browser = new Browser();
    const asked = await signIn(browser, start(site(), 'google'), 'luka.jovic');
    const declined = await browser.submitForm(asked, { cancel: 'Nein' });
    expect(slugOf(declined)).toEqual([401, 'sign-in-cancelled']);
    await change({}, { consentRequired: false });
  });
});

describe('as the directory of the staff (OpenID Connect)', () => {
  const site = () => product.site('duisburg', 'backoffice');

  test('its roles and groups are roles and offices here, by the words of the city', async () => {
    const browser = new Browser();
    isBack(await signIn(browser, start(site(), 'oidc'), 'h.brandt'), site());
    const { roles, offices, ...others } = await me(browser, site());
    // Keycloak lists them as it likes.
    expect([roles.toSorted(), offices.toSorted()]).toEqual([
      ['caseworker', 'head-of-office'],
      ['standesamt', 'steueramt'],
    ]);
    expect(others).toMatchObject({
      session: { method: 'oidc' },
      attributes: { familyName: { value: 'Brandt', source: 'official' } },
    });
  });

  test.each([
    ['w.klein', 'not-staff-here'],
    ['e.ohnerolle', 'no-role-here'],
  ])('%s is let in nowhere: %s', async (user, slug) => {
    expect(slugOf(await signIn(new Browser(), start(site(), 'oidc'), user))).toEqual([403, slug]);
  });

  test('who is to decide proves anew who they are', async () => {
    const browser = new Browser();
    await signIn(browser, start(site(), 'oidc'), 's.yilmaz');
    isBack(await signIn(browser, start(site(), 'oidc', { purpose: 'step-up' }), 's.yilmaz'), site());
  });

  test('a session that ends there ends here (back-channel)', async () => {
    const browser = new Browser();
    await signIn(browser, start(site(), 'oidc'), 's.yilmaz');
    expect((await me(browser, site())).roles).toEqual(['caseworker']);
    await product.administration.signOut('staff', 's.yilmaz');
    await eventually(
      'the end of the session',
      async () => (await browser.request('GET', `${site()}/api/me`)).status === 401,
    );
  });

  test('who signs out here may sign out there, and is back at the back-office', async () => {
    const staff = new Staff(new Browser(), site());
    await signIn(staff.browser, start(site(), 'oidc'), 'h.brandt');
    await staff.arrive();
    const { endSessionUrl } = await staff.post<{ endSessionUrl: string }>('/sign-out');
    const asked = await staff.browser.open('GET', endSessionUrl);
    expect((await staff.browser.submitForm(asked)).url.href).toBe(`${site()}/`);
    expect(asks(await leave(staff.browser, start(site(), 'oidc')))).toBe(true);
  });
});
