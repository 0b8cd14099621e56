import { actingOn, sessionIn, slugOf, startIdentity, type RunningIdentity } from './running-identity';
import {
  answerTo,
  partsFor,
  SamlBrowser,
  samlPartner,
  signedIn,
  signOnUrl,
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

const whoIs = async (sessionId: string, tenant = 'duisburg') =>
  (await (await people.as(sessionId, '/portal/me', {}, tenant)).json()) as {
    personId: string;
    session: { levelOfAssurance: string; method: string };
    attributes: Record<string, { value: string; source: string; level?: string }>;
  };

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
        email: { value: 'erika.mustermann@duisburg.example', source: 'confirmed', level: 'low' },
      },
    });
  });

  test('the request is a page that posts itself to the provider and nowhere else', async () => {
    const { response, page, xml } = await new SamlBrowser(identity).leave();
    expect(response.headers.get('content-security-policy')).toMatch(
      /script-src 'sha256-[^']+'; |form-action https:\/\/int\.id\.bund\.example;/,
    );
    expect(page).toContain(`<form method="post" action="${signOnUrl}">`);
    expect(xml).toContain('Comparison="minimum"');
    expect(xml).toContain('>STORK-QAA-Level-1<');
  });
});
