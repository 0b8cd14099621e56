import { encryptAssertion, newId, sign, successResponse, type ResponseParts } from '#saml-provider';
import { sessionIn, slugOf, startIdentity, type RunningIdentity } from './running-identity';
import { partsFor, SamlBrowser, samlPartner, signedIn, type Left, type SamlPartner } from './saml-partner';

/** The provider that answers are forged of. */
export let partner: SamlPartner;
/** The identity service of the spec that imports this. */
export let identity: RunningIdentity;

beforeAll(async () => {
  partner = await samlPartner();
  identity = await startIdentity(undefined, { ...partner.environment, SIGN_IN_LINKS_PER_CLIENT: '10000' });
});
afterAll(async () => {
  const log = identity.log();
  await identity.stop();
  // Whatever was sent, nothing of it was an error of ours.
  expect(log).not.toMatch(/"level":50/);
});

/** What stands in the history about an attempt. */
export const recorded = async (attempt: string, tenant = 'duisburg') => {
  const rows = await identity.query<{ payload: string }>(
    tenant,
    `SELECT payload FROM event_store.events WHERE type = 'SignInRefused' AND stream_id = $1 ORDER BY version`,
    [attempt],
  );
  return rows.map(({ payload }) => JSON.parse(payload) as { method: string; reason: string });
};

/** Nobody is signed in by a forged answer; the browser that began is told so, and why is remembered. */
export async function isRefused(
  forge: (left: Left) => Promise<string> | string,
  { reason, tenant = 'duisburg' }: { readonly reason: string; readonly tenant?: string },
): Promise<void> {
  const browser = new SamlBrowser(identity, tenant);
  const left = await browser.leave();
  const brought = await browser.bring(await forge(left), left.relayState);
  expect(brought.status).toBe(303);
  expect(brought.headers.getSetCookie()).toEqual([]);
  const arrived = await browser.finish(brought, left.cookie);
  expect([arrived.status, await slugOf(arrived), sessionIn(arrived)]).toEqual([401, 'sign-in-failed', '']);
  expect(await recorded(left.relayState, tenant)).toEqual([{ method: 'bundid', reason }]);
}

/** The family name of somebody whom no provider has vouched for. */
export const evil = 'Angreifer';
/** The answer of the provider, not yet signed. */
export const open = (left: Left, bent: Partial<ResponseParts> = {}) =>
  successResponse(partsFor(left, signedIn(), bent));
/** With its assertion signed. */
export const signed = (left: Left) => sign(open(left), 'assertion', partner.provider);
/** With its assertion encrypted for the city. */
export const sealed = (xml: string, encryption = {}) =>
  encryptAssertion(xml, partner.city.certificate, encryption);
/** The assertion of a message. */
export const assertionIn = (xml: string) => /<saml2:Assertion.*<\/saml2:Assertion>/s.exec(xml)?.[0] ?? '';
/** The first signature in a message. */
export const signatureIn = (xml: string) => /<ds:Signature.*?<\/ds:Signature>/s.exec(xml)?.[0] ?? '';
/** The same assertion about somebody else, without a signature, with an id of its own. */
export const forgedOf = (assertion: string, id = newId()) =>
  assertion
    .replace(signatureIn(assertion), '')
    .replace(/ ID="[^"]*"/, ` ID="${id}"`)
    .replaceAll('Mustermann', evil);
