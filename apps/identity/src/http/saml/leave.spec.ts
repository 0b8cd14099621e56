import { constants, verify } from 'node:crypto';
import { newCertifiedKey, type CertifiedKey } from '#saml-provider';
import { SignedXml } from 'xml-crypto';
import type { SamlProvider } from '../../providers';
import { leaveFor, newRequestId, type Asked } from './leave';
import { rsaPss } from './pss';
import { elements, readXml } from './xml';

let key: CertifiedKey;
let provider: CertifiedKey;
beforeAll(async () => {
  [key, provider] = await Promise.all([newCertifiedKey('city'), newCertifiedKey('provider')]);
});

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const asked = (): Asked => ({
  means: ['eid'],
  language: 'de',
  organizationDisplayName: 'Stadt Rees',
  backUrl: 'https://rees.example/',
  requestId: newRequestId(),
  relayState: '4b8c2b1e-6d3f-4a55-8a0e-1f6f0a2c9d11',
  level: 'high',
  fresh: true,
});
const leaving = (settings: Pick<SamlProvider, 'binding' | 'requestSignature'>, asked: Asked) =>
  leaveFor(
    {
      provider: {
        ...{ entityId: 'https://idp.example', certificates: [provider.certificate], dialect: 'akdb' },
        signOn: { post: 'https://idp.example/sso', redirect: 'https://idp.example/sso?realm=citizens' },
        encryption: ['aes-gcm'],
        levels: { 'STORK-QAA-Level-4': 'high' },
        ...settings,
      },
      city: {
        entityId: 'https://serviceportal.rees.example/bundid',
        consumerUrl: 'https://rees.example/api/saml/acs',
        keys: [{ privateKey: key.key, certificate: key.certificate, validFrom: new Date(0) }],
      },
    },
    asked,
  );

test.each([
  ['rsa', rsaSha256],
  ['rsa-pss', rsaPss],
] as const)(
  'a request that is posted is signed within, by %s, as a whole',
  async (requestSignature, algorithm) => {
    const wish = asked();
    const left = await leaving({ binding: 'post', requestSignature }, wish);
    if (left.binding !== 'post') throw new Error('it is not posted');
    expect(left.fields['RelayState']).toBe(wish.relayState);
    const xml = Buffer.from(left.fields['SAMLRequest'] ?? '', 'base64').toString();
    const root = readXml(xml).documentElement;
    const [signature] = elements(root, '*', 'Signature');
    // The schema wants it right behind the issuer.
    expect([signature?.parentNode, (signature?.previousSibling as Element).localName]).toEqual([
      root,
      'Issuer',
    ]);
    expect(elements(root, '*', 'SignatureMethod')[0]?.getAttribute('Algorithm')).toBe(algorithm);
    expect(elements(root, '*', 'Reference')[0]?.getAttribute('URI')).toBe(`#${wish.requestId}`);
    const isSigned = (text: string) => {
      const signed = new SignedXml({ publicCert: key.certificate, getCertFromKeyInfo: () => null });
      signed.loadSignature(signature as Node);
      return signed.checkSignature(text);
    };
    expect(isSigned(xml)).toBe(true);
    const changed = xml.replace('ForceAuthn="true"', 'ForceAuthn="false"');
    expect([changed === xml, isSigned(changed)]).toEqual([false, false]);
  },
);

test.each([
  ['rsa', rsaSha256, {}],
  [
    'rsa-pss',
    rsaPss,
    { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  ],
] as const)(
  'a request in an address is signed beside, by %s, in the order of the binding',
  async (requestSignature, algorithm, how) => {
    const wish = asked();
    const left = await leaving({ binding: 'redirect', requestSignature }, wish);
    if (left.binding !== 'redirect') throw new Error('it is no address');
    const { searchParams } = new URL(left.url);
    expect([searchParams.get('realm'), searchParams.get('RelayState'), searchParams.get('SigAlg')]).toEqual([
      'citizens',
      wish.relayState,
      algorithm,
    ]);
    const [, signed = ''] = /(SAMLRequest=[^&]*&RelayState=[^&]*&SigAlg=[^&]*)/.exec(left.url) ?? [];
    const signature = Buffer.from(searchParams.get('Signature') ?? '', 'base64');
    expect(verify('sha256', Buffer.from(signed), { key: key.certificate, ...how }, signature)).toBe(true);
  },
);
