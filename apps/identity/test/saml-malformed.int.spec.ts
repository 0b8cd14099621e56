import { encryptAssertion } from '#saml-provider';
import { slugOf } from './running-identity';
import { assertionIn, identity, open, partner, recorded, signed } from './saml-forger';
import { answerTo, partsFor, SamlBrowser, type Left } from './saml-partner';

describe('what is not a document as it should be is refused:', () => {
  const dtd = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const laughs = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(100)}">]>`;
  test.each<[string, (left: Left) => Promise<string> | string]>([
    ['an external entity', (left) => dtd + open(left).replace('Mustermann', '&x;')],
    ['entities that multiply', (left) => laughs + open(left).replace('Mustermann', '&b;')],
    [
      'a document type before an answer that is right',
      async (left) => `<!DOCTYPE r>${await answerTo(partner, partsFor(left))}`,
    ],
    [
      'a document type in small letters',
      async (left) => `<!doctype r>${await answerTo(partner, partsFor(left))}`,
    ],
    ['an entity that nobody declared', (left) => open(left).replace('Mustermann', '&nobody;')],
    ['a truncated one', async (left) => (await answerTo(partner, partsFor(left))).slice(0, -40)],
    [
      'another encoding',
      async (left) => `<?xml version="1.0" encoding="UTF-7"?>${await answerTo(partner, partsFor(left))}`,
    ],
    ['an empty one', () => ' '],
    ['no XML', () => 'hello'],
    ['another document', () => '<x/>'],
    ['a request', () => '<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>'],
    [
      'no status',
      async (left) =>
        (await answerTo(partner, partsFor(left))).replace(/<saml2p:Status>.*<\/saml2p:Status>/, ''),
    ],
    ['success without an assertion', (left) => open(left).replace(assertionIn(open(left)), '')],
    [
      'deep nesting',
      (left) =>
        open(left).replace(
          '<saml2p:Status>',
          `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}<saml2p:Status>`,
        ),
    ],
    ['something else that is encrypted', (left) => withinEncrypted(left, () => '<evil/>')],
  ])('%s', (_what, forge) => isRefusedAsMalformed(forge));

  /** Anybody can encrypt whatever they like for us. */
  function withinEncrypted(left: Left, bend: (assertion: string) => string): Promise<string> {
    const xml = signed(left);
    const assertion = assertionIn(xml);
    const marked = xml.replace(assertion, `<saml2:Assertion>${bend(assertion)}</saml2:Assertion>`);
    return encryptAssertion(marked, partner.city.certificate);
  }
  const isRefusedAsMalformed = async (forge: (left: Left) => Promise<string> | string) => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const brought = await browser.bring(await forge(left), left.relayState);
    const arrived = await browser.finish(brought, left.cookie);
    expect([brought.status, arrived.status, await slugOf(arrived)]).toEqual([303, 401, 'sign-in-failed']);
    expect(await recorded(left.relayState)).toEqual([
      {
        method: 'bundid',
        reason: expect.stringMatching(/^(malformed|not-encrypted|several-assertions)$/) as string,
      },
    ]);
  };

  test.each([
    ['what is no base64', '<not base64>'],
    ['what is no UTF-8', Buffer.from('<x>\xff\xfe</x>', 'latin1').toString('base64')],
    ['UTF-16', Buffer.from('<x/>', 'utf16le').toString('base64')],
    [
      'a deflated message',
      'fZFNa8MwDIbvhf0H43tqO1+NTVMoHYPCehnrdtjNcZTW4FjBcsb272e3G+ywXfQhpPd9JG23X5Nln5AInd+JqhSCgTc4Oj/sxOvpuajErn3YkJlssG3n6Oxf4GMGiiwPetI3',
    ],
    ['nothing', ''],
    ['more than 256 kB', Buffer.alloc(300_000, '<a/>').toString('base64')],
  ])('%s', async (_what, SAMLResponse) => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const arrived = await browser.finish(
      await browser.bringForm({ SAMLResponse, RelayState: left.relayState }),
      left.cookie,
    );
    expect([arrived.status, await slugOf(arrived)]).toEqual([401, 'sign-in-failed']);
    expect(await recorded(left.relayState)).toEqual([{ method: 'bundid', reason: 'malformed' }]);
  });

  test.each([
    ['5 MB', 'application/x-www-form-urlencoded', `RelayState=x&SAMLResponse=${'A'.repeat(5_000_000)}`, 413],
    ['a form of another kind', 'multipart/form-data; boundary=x', '--x--', 415],
    ['fields without end', 'application/x-www-form-urlencoded', 'a=1&'.repeat(1000), 413],
    ['letters of another alphabet', 'application/x-www-form-urlencoded; charset=utf-7', 'a=1', 415],
  ])('%s', async (_what, type, body, status) => {
    const claims = { kind: 'anonymous', levelOfAssurance: 'none', tenant: 'duisburg' } as const;
    const init = { method: 'POST', headers: { 'content-type': type, accept: 'text/html' }, body };
    expect((await identity.send('/portal/saml/acs', claims, init)).status).toBe(status);
  });
});
