import { encryptAssertion, newId, sign } from '#saml-provider';
import { actingOn, sessionIn, slugOf } from './running-identity';
import {
  assertionIn,
  evil,
  forgedOf,
  identity,
  isRefused,
  open,
  partner,
  recorded,
  sealed,
  signatureIn,
  signed,
} from './saml-forger';
import { answerTo, partsFor, SamlBrowser, type Left } from './saml-partner';

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
