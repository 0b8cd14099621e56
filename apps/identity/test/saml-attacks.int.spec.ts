import { randomUUID } from 'node:crypto';
import {
  encryptAssertion,
  failureResponse,
  newCertifiedKey,
  newId,
  sign,
  successResponse,
  type ResponseParts,
} from '#saml-provider';
import { actingOn, sessionIn, slugOf, startIdentity, type RunningIdentity } from './running-identity';
import {
  answerTo,
  consumerUrlOf,
  entityIdOf,
  partsFor,
  providerId,
  SamlBrowser,
  samlPartner,
  signedIn,
  type Left,
  type SamlPartner,
} from './saml-partner';

let partner: SamlPartner;
let identity: RunningIdentity;

beforeAll(async () => {
  partner = await samlPartner();
  identity = await startIdentity(undefined, { ...partner.environment, SIGN_IN_LINKS_PER_CLIENT: '10000' });
});
afterAll(() => identity.stop());

/** What stands in the history about an attempt. */
const recorded = async (attempt: string, tenant = 'duisburg') => {
  const rows = await identity.query<{ payload: string }>(
    tenant,
    `SELECT payload FROM event_store.events WHERE type = 'SignInRefused' AND stream_id = $1 ORDER BY version`,
    [attempt],
  );
  return rows.map(({ payload }) => JSON.parse(payload) as { method: string; reason: string });
};

const everything = async () => {
  const rows = await identity.query<{ payload: string }>(
    'duisburg',
    `SELECT payload FROM event_store.events WHERE type = 'SignInRefused' ORDER BY position`,
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { reason: string }).reason);
};

/** Nobody is signed in by a forged answer; the browser that began is told so, and why is remembered. */
async function isRefused(
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

const evil = 'Angreifer';
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const open = (left: Left, bent: Partial<ResponseParts> = {}) =>
  successResponse(partsFor(left, signedIn(), bent));
const signed = (left: Left) => sign(open(left), 'assertion', partner.provider);
const sealed = (xml: string, encryption = {}) => encryptAssertion(xml, partner.city.certificate, encryption);
const assertionIn = (xml: string) => /<saml2:Assertion.*<\/saml2:Assertion>/s.exec(xml)?.[0] ?? '';
const signatureIn = (xml: string) => /<ds:Signature.*?<\/ds:Signature>/s.exec(xml)?.[0] ?? '';
/** The same assertion about somebody else, without a signature, with an id of its own. */
const forgedOf = (assertion: string, id = newId()) =>
  assertion
    .replace(signatureIn(assertion), '')
    .replace(/ ID="[^"]*"/, ` ID="${id}"`)
    .replaceAll('Mustermann', evil);

describe('an answer with the wrong', () => {
  test.each<[string, string, Partial<ResponseParts>]>([
    ['audience', 'wrong-audience', { audience: 'https://serviceportal.elsewhere.example/bundid' }],
    ['audience, which is another city’s', 'wrong-audience', { audience: entityIdOf('wuppertal') }],
    ['recipient', 'wrong-recipient', { recipient: 'https://evil.example/acs' }],
    ['recipient, which is another city’s', 'wrong-recipient', { recipient: consumerUrlOf('wuppertal') }],
    ['destination', 'wrong-recipient', { destination: consumerUrlOf('wuppertal') }],
    ['request', 'wrong-request', { inResponseTo: newId() }],
    ['issuer', 'wrong-issuer', { issuer: 'https://evil.example/idp' }],
    ['time: it is over', 'expired', { notBefore: minutesFromNow(-10), notOnOrAfter: minutesFromNow(-5) }],
    [
      'time: it was made long ago',
      'expired',
      { issuedAt: minutesFromNow(-7), notOnOrAfter: minutesFromNow(5) },
    ],
    [
      'time: it has not begun',
      'not-yet-valid',
      { notBefore: minutesFromNow(2), notOnOrAfter: minutesFromNow(7) },
    ],
  ])('%s is refused: %s', (_what, reason, bent) =>
    isRefused((left) => answerTo(partner, partsFor(left, signedIn(), bent)), { reason }),
  );

  test('issuer within the assertion alone is refused', () =>
    isRefused(
      (left) =>
        answerTo(partner, partsFor(left), (xml) =>
          xml.replace(
            /(ID="[^"]*" Version="2.0" IssueInstant="[^"]*"><saml2:Issuer>)[^<]*/,
            '$1https://evil.example',
          ),
        ),
      { reason: 'wrong-issuer' },
    ));

  test('request within the assertion alone is refused', () =>
    isRefused(
      (left) =>
        answerTo(partner, partsFor(left), (xml) =>
          xml.replace(/(SubjectConfirmationData) InResponseTo="[^"]*"/, `$1 InResponseTo="${newId()}"`),
        ),
      { reason: 'wrong-request' },
    ));

  test.each([
    ['no request', 'wrong-request', /(SubjectConfirmationData) InResponseTo="[^"]*"/],
    ['no recipient', 'wrong-recipient', /(SubjectConfirmationData[^>]*) Recipient="[^"]*"/],
    ['no end of its confirmation', 'malformed', /(SubjectConfirmationData[^>]*) NotOnOrAfter="[^"]*"/],
    ['no conditions', 'wrong-audience', /<saml2:Conditions.*<\/saml2:Conditions>/],
    ['no audience', 'wrong-audience', /<saml2:AudienceRestriction.*<\/saml2:AudienceRestriction>/],
    ['no subject', 'malformed', /<saml2:Subject>.*<\/saml2:Subject>/],
  ])('fields, %s, is refused: %s', (_what, reason, field) =>
    isRefused(
      (left) => answerTo(partner, partsFor(left), (xml) => xml.replace(field, '$1').replace('$1', '')),
      {
        reason,
      },
    ),
  );

  test('method of confirmation is refused', () =>
    isRefused(
      (left) => answerTo(partner, partsFor(left), (xml) => xml.replace('cm:bearer', 'cm:sender-vouches')),
      {
        reason: 'malformed',
      },
    ));
});

describe('an answer that is not protected as it must be is refused:', () => {
  test('the assertion is not signed', () => isRefused((left) => sealed(open(left)), { reason: 'unsigned' }));
  test('only the response is signed', () =>
    isRefused(async (left) => sign(await sealed(open(left)), 'response', partner.provider), {
      reason: 'unsigned',
    }));
  test('the assertion is not encrypted', () =>
    isRefused((left) => signed(left), { reason: 'not-encrypted' }));
  test('it is encrypted for somebody else', () =>
    isRefused(async (left) => encryptAssertion(signed(left), (await newCertifiedKey('x')).certificate), {
      reason: 'not-decryptable',
    }));
  test('somebody else signed it', () =>
    isRefused(async (left) => sealed(sign(open(left), 'assertion', await newCertifiedKey('x'))), {
      reason: 'bad-signature',
    }));
  test('the signature names another certificate, with which it fits', () =>
    isRefused(async (left) => sealed(sign(open(left), 'assertion', { ...(await newCertifiedKey('x')) })), {
      reason: 'bad-signature',
    }));
  test('it was changed after it was signed', () =>
    isRefused((left) => sealed(signed(left).replace('Mustermann', evil)), { reason: 'bad-signature' }));
  test('the response was changed after it was signed', () =>
    isRefused(
      async (left) =>
        sign(await answerTo(partner, partsFor(left)), 'response', partner.provider).replace(
          '<saml2p:Status>',
          '<saml2p:Status> ',
        ),
      { reason: 'bad-signature' },
    ));
  test('the ciphertext was changed', () =>
    isRefused(
      async (left) =>
        (await answerTo(partner, partsFor(left))).replace(/(CipherValue>)[A-Za-z0-9+/]{8}/g, '$1AAAAAAAA'),
      { reason: 'not-decryptable' },
    ));
});

describe('an algorithm that is too weak is refused:', () => {
  test('a signature by SHA-1', () =>
    isRefused(
      (left) =>
        sealed(sign(open(left), 'assertion', partner.provider, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1')),
      { reason: 'weak-algorithm' },
    ));
  test.each([
    ['a digest by SHA-1', /(DigestMethod Algorithm=")[^"]*/, '$1http://www.w3.org/2000/09/xmldsig#sha1'],
    [
      'a signature by HMAC',
      /(SignatureMethod Algorithm=")[^"]*/,
      '$1http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    ],
    ['a canonicalisation of somebody’s own', /(CanonicalizationMethod Algorithm=")[^"]*/, '$1urn:mine'],
  ])('%s', (_name, place, weak) =>
    isRefused((left) => sealed(signed(left).replace(place, weak)), { reason: 'weak-algorithm' }),
  );
  test('a transformation before it is verified', () =>
    isRefused(
      (left) =>
        sealed(
          signed(left).replace(
            /(Transform Algorithm=")[^"]*/,
            '$1http://www.w3.org/TR/1999/REC-xslt-19991116',
          ),
        ),
      { reason: 'bad-signature' },
    ));
  test.each([
    ['a key moved by RSA-1.5', { transport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' }],
    ['AES-CBC, which the operator did not allow', { content: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' }],
    ['triple DES', { content: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc' }],
  ])('%s', (_name, encryption) =>
    isRefused((left) => sealed(signed(left), encryption), { reason: 'weak-algorithm' }),
  );
});

// The known variants of signature wrapping (Somorovsky et al., USENIX Security 2012): as a response that lies open, and encrypted
// for us, which anybody can do.
describe('a signature that is wrapped is refused:', () => {
  const response = (left: Left) => {
    const xml = signed(left);
    return { xml, assertion: assertionIn(xml) };
  };
  const wholeSigned = (left: Left) => sign(open(left), 'response', partner.provider);
  /** Response with another id and an unsigned, evil assertion; the original is put where `place` says. */
  const evilResponse = (original: string, place: 'in-signature' | 'beside') => {
    const signature = signatureIn(original);
    const bare = original.replace(signature, '');
    const other = bare.replace(/ ID="[^"]*"/, ` ID="${newId()}"`).replaceAll('Mustermann', evil);
    const within = signature.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);
    const put =
      place === 'in-signature' ? within : `${signature}<saml2p:Extensions>${bare}</saml2p:Extensions>`;
    return other.replace('<saml2p:Status>', `${put}<saml2p:Status>`);
  };

  test.each<[string, (left: Left) => string]>([
    [
      'XSW 1: the signed response within its signature',
      (left) => evilResponse(wholeSigned(left), 'in-signature'),
    ],
    ['XSW 2: the signed response beside its signature', (left) => evilResponse(wholeSigned(left), 'beside')],
    [
      'XSW 3: an evil assertion before the signed one',
      (left) => {
        const { xml, assertion } = response(left);
        return xml.replace(assertion, forgedOf(assertion) + assertion);
      },
    ],
    [
      'XSW 4: the signed assertion within an evil one',
      (left) => {
        const { xml, assertion } = response(left);
        return xml.replace(
          assertion,
          forgedOf(assertion).replace('</saml2:Assertion>', `${assertion}</saml2:Assertion>`),
        );
      },
    ],
    [
      'XSW 5: an evil assertion has the signature, the signed one follows',
      (left) => {
        const { xml, assertion } = response(left);
        const signature = signatureIn(assertion);
        const evilOne = forgedOf(assertion).replace('<saml2:Subject>', `${signature}<saml2:Subject>`);
        return xml.replace(assertion, evilOne + assertion.replace(signature, ''));
      },
    ],
    [
      'XSW 6: the signed assertion within the signature of an evil one',
      (left) => {
        const { xml, assertion } = response(left);
        const signature = signatureIn(assertion);
        const holding = signature.replace(
          '</ds:Signature>',
          `<ds:Object>${assertion.replace(signature, '')}</ds:Object></ds:Signature>`,
        );
        return xml.replace(
          assertion,
          forgedOf(assertion).replace('<saml2:Subject>', `${holding}<saml2:Subject>`),
        );
      },
    ],
    [
      'XSW 7: an evil assertion with the id of the signed one in extensions',
      (left) => {
        const { xml, assertion } = response(left);
        const id = / ID="([^"]*)"/.exec(assertion)?.[1];
        return xml.replace(
          assertion,
          `<saml2p:Extensions>${forgedOf(assertion, id)}</saml2p:Extensions>${assertion}`,
        );
      },
    ],
    [
      'XSW 8: the signed assertion in an object within an evil one of its id',
      (left) => {
        const { xml, assertion } = response(left);
        const signature = signatureIn(assertion);
        const id = / ID="([^"]*)"/.exec(assertion)?.[1];
        const holding = signature.replace(
          '</ds:Signature>',
          `<ds:Object>${assertion.replace(signature, '')}</ds:Object></ds:Signature>`,
        );
        return xml.replace(
          assertion,
          forgedOf(assertion, id).replace('<saml2:Subject>', `${holding}<saml2:Subject>`),
        );
      },
    ],
  ])('%s, open and encrypted', async (_name, wrap) => {
    const reasons = /^(several-assertions|not-encrypted|bad-signature|unsigned|malformed)$/;
    const encrypted = async (left: Left) => {
      const wrapped = wrap(left);
      expect(wrapped).toContain(evil);
      // Whatever stands from the first assertion to the last goes into the ciphertext together.
      return encryptAssertion(wrapped, partner.city.certificate);
    };
    for (const forge of [(left: Left) => Promise.resolve(wrap(left)), encrypted]) {
      const browser = new SamlBrowser(identity);
      const left = await browser.leave();
      const brought = await browser.bring(await forge(left), left.relayState);
      const arrived = await browser.finish(brought, left.cookie);
      expect([await slugOf(arrived), sessionIn(arrived)]).toEqual(['sign-in-failed', '']);
      expect((await recorded(left.relayState)).map(({ reason }) => reason)).toEqual([
        expect.stringMatching(reasons),
      ]);
    }
  });

  test('an evil assertion around the signed one, encrypted as one', () =>
    isRefused(
      (left) => {
        const { xml, assertion } = response(left);
        const around = forgedOf(assertion).replace(
          '</saml2:Assertion>',
          `<saml2:Advice>${assertion}</saml2:Advice></saml2:Assertion>`,
        );
        return sealed(xml.replace(assertion, around));
      },
      { reason: 'several-assertions' },
    ));

  test('the signed one as an object in the signature of an evil one, encrypted as one', () =>
    isRefused(
      (left) => {
        const { xml, assertion } = response(left);
        const signature = signatureIn(assertion);
        const holding = signature.replace(
          '</ds:Signature>',
          `<ds:Object>${assertion.replace(signature, '').replaceAll('saml2:Assertion', 'saml2:Other')}</ds:Object></ds:Signature>`,
        );
        return sealed(
          xml.replace(assertion, forgedOf(assertion).replace('<saml2:Subject>', `${holding}<saml2:Subject>`)),
        );
      },
      { reason: 'bad-signature' },
    ));

  test('an id that stands twice in what is encrypted', () =>
    isRefused(
      (left) => {
        const xml = signed(left);
        const inner = / ID="([^"]*)"/.exec(assertionIn(xml))?.[1];
        return sealed(xml.replace('<saml2:Subject>', `<saml2:Subject ID="${inner}">`));
      },
      { reason: 'bad-signature' },
    ));
});

test('two assertions are refused, though both are right', () =>
  isRefused(
    async (left) => {
      const xml = await answerTo(partner, partsFor(left));
      const [encrypted = ''] = /<saml2:EncryptedAssertion.*<\/saml2:EncryptedAssertion>/s.exec(xml) ?? [];
      return xml.replace(encrypted, encrypted + encrypted);
    },
    { reason: 'several-assertions' },
  ));

test('an assertion in another place than its own is refused', () =>
  isRefused(
    async (left) =>
      (await answerTo(partner, partsFor(left)))
        .replace('<saml2:EncryptedAssertion', '<saml2p:Extensions><saml2:EncryptedAssertion')
        .replace('</saml2:EncryptedAssertion>', '</saml2:EncryptedAssertion></saml2p:Extensions>'),
    { reason: 'malformed' },
  ));

describe('a comment in a name', () => {
  test('after signing does not cut it short: what is read is what was signed', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const xml = await sealed(signed(left).replace('Mustermann', 'Muster<!-- -->mann'));
    const arrived = await browser.finish(await browser.bring(xml, left.relayState), left.cookie);
    // Canonicalisation leaves comments out, so the signature holds, and the name is whole.
    const me = await actingOn(identity).as(sessionIn(arrived), '/portal/me');
    expect(await me.json()).toMatchObject({ attributes: { familyName: { value: 'Mustermann' } } });
  });
});

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

describe('an answer that nobody waits for is refused:', () => {
  test('a replay, as it stands in the history', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const xml = await answerTo(partner, partsFor(left));
    const brought = await browser.bring(xml, left.relayState);
    expect((await browser.bring(xml, left.relayState)).status).toBe(401);
    expect(sessionIn(await browser.finish(brought, left.cookie))).not.toBe('');
    expect((await browser.bring(xml, left.relayState)).status).toBe(401);
    const again = await browser.finish(brought, left.cookie);
    expect([again.status, sessionIn(again)]).toEqual([401, '']);
    expect((await recorded(left.relayState)).map(({ reason }) => reason)).toEqual(['replayed', 'replayed']);
  });

  test('of many at once one counts', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const xml = await answerTo(partner, partsFor(left));
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser.bring(xml, left.relayState)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  test('a replay in another attempt', async () => {
    const former = await new SamlBrowser(identity).leave();
    const xml = await answerTo(partner, partsFor(former));
    await isRefused(() => xml, { reason: 'wrong-request' });
  });

  test.each([
    ['an attempt that there is not', randomUUID()],
    ['no attempt', ''],
    ['something else', "'; DROP TABLE identity.persons; --"],
  ])('for %s', async (_what, relayState) => {
    const browser = new SamlBrowser(identity);
    const before = (await everything()).length;
    const answer = await browser.bring(await answerTo(partner, partsFor({ requestId: newId() })), relayState);
    expect(answer.status).toBe(401);
    expect((await everything()).slice(before)).toEqual(['unsolicited']);
  });

  test('of another city', async () => {
    const left = await new SamlBrowser(identity, 'wuppertal').leave();
    const xml = await answerTo(partner, partsFor(left, signedIn(), {}, 'wuppertal'));
    expect((await new SamlBrowser(identity, 'duisburg').bring(xml, left.relayState)).status).toBe(401);
    // There it is still waited for.
    expect((await new SamlBrowser(identity, 'wuppertal').bring(xml, left.relayState)).status).toBe(303);
  });

  test('for another city’s attempt', () =>
    isRefused((left) => answerTo(partner, partsFor(left, signedIn(), {}, 'wuppertal')), {
      reason: 'wrong-recipient',
    }));
});

describe('an answer to the attempt of another browser signs nobody in (login CSRF):', () => {
  test.each([
    ['without a cookie', () => ''],
    ['with the cookie of its own attempt', (own: Left) => own.cookie],
  ])('%s', async (_what, cookie) => {
    const attacker = new SamlBrowser(identity);
    const left = await attacker.leave();
    const brought = await attacker.bring(await answerTo(partner, partsFor(left)), left.relayState);
    const victim = new SamlBrowser(identity);
    const arrived = await victim.finish(brought, cookie(await victim.leave()));
    expect([arrived.status, await slugOf(arrived), sessionIn(arrived)]).toEqual([
      401,
      'sign-in-attempt-lost',
      '',
    ]);
  });
});

test('a failure of another request, which anybody can write, is not believed', () =>
  isRefused(
    () => {
      const [issuer, destination] = [providerId, consumerUrlOf('duisburg')];
      const parts = { id: newId(), issuer, destination, inResponseTo: newId(), issuedAt: new Date() };
      return failureResponse(parts, { status: 'Requester', reason: 'AuthnFailed' });
    },
    { reason: 'wrong-request' },
  ));

test('nothing of it was an error of ours', () => {
  expect(identity.log()).not.toMatch(/"level":50/);
});
