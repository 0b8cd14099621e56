import { encryptAssertion, newCertifiedKey, newId, sign, type ResponseParts } from '#saml-provider';
import { evil, isRefused, open, partner, sealed, signed } from './saml-forger';
import { answerTo, consumerUrlOf, entityIdOf, partsFor, signedIn } from './saml-partner';

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

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
