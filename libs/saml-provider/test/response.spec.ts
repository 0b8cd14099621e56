import { SAML, ValidateInResponseTo, type Profile } from '@node-saml/node-saml';
import {
  attributesOf,
  encryptAssertion,
  findPerson,
  isSignedBy,
  keepCertifiedKey,
  newCertifiedKey,
  oids,
  receivePosted,
  responseParts,
  sign,
  successResponse,
  type CertifiedKey,
  type SignedIn,
} from '#saml-provider';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A foreign library reads what this one writes: `node-saml`, which the portal uses as a service provider.

const entityId = 'https://duisburg.example/portal';
const destination = 'http://duisburg.localhost:8080/api/saml/acs';
const issuer = 'https://bundid.example/idp';

let provider: CertifiedKey;
let portal: CertifiedKey;
beforeAll(async () => {
  [provider, portal] = await Promise.all([newCertifiedKey('provider'), newCertifiedKey('portal')]);
});

const reader = () =>
  new SAML({
    issuer: entityId,
    callbackUrl: destination,
    idpCert: provider.certificate,
    decryptionPvk: portal.key,
    audience: entityId,
    idpIssuer: issuer,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    signatureAlgorithm: 'sha256',
    validateInResponseTo: ValidateInResponseTo.never,
  });

async function read(xml: string): Promise<Profile> {
  const SAMLResponse = Buffer.from(xml).toString('base64');
  const { profile } = await reader().validatePostResponseAsync({ SAMLResponse });
  if (!profile) throw new Error('nobody');
  return profile;
}

function signedIn(user: string, how: Pick<SignedIn, 'means' | 'level'>): SignedIn {
  const person = findPerson(user);
  if (!person) throw new Error(user);
  return { person, ...how };
}

const open = (who: SignedIn) =>
  successResponse(
    responseParts(
      { issuer, audience: entityId, destination, inResponseTo: '_1' },
      who.level,
      attributesOf(who, entityId),
    ),
  );

test('a response that is signed and then encrypted is understood, letters beyond Latin-1 included', async () => {
  const who = signedIn('luka.jovic', { means: 'eID', level: 4 });
  const profile = await read(
    await encryptAssertion(sign(open(who), 'assertion', provider), portal.certificate),
  );
  expect(profile).toMatchObject({ issuer, inResponseTo: '_1' });
  expect(profile[oids.surname]).toBe('J̌ović-K̄hān');
  expect(profile[oids.assertionProvedBy]).toBe('eID');
});

test('the assertion is encrypted by AES-256-GCM under RSA-OAEP, and nothing of it lies open', async () => {
  const who = signedIn('erika.mustermann', { means: 'Elster', level: 3 });
  const xml = await encryptAssertion(sign(open(who), 'assertion', provider), portal.certificate);
  expect(
    [...xml.matchAll(/EncryptionMethod Algorithm="([^"]+)"/g)].map(([, algorithm]) => algorithm),
  ).toEqual([
    'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  ]);
  expect(xml).not.toMatch(/Mustermann|AttributeStatement/);
});

test.each(['assertion', 'response'] as const)(
  'what of the %s was changed after signing is noticed',
  async (what) => {
    const who = signedIn('erika.mustermann', { means: 'eID', level: 4 });
    const signed = sign(open(who), what, provider);
    await expect(read(signed.replace('Mustermann', 'Musterfrau'))).rejects.toThrow(/signature/i);
  },
);

test('an unsigned response is refused', async () => {
  await expect(read(open(signedIn('erika.mustermann', { means: 'eID', level: 4 })))).rejects.toThrow(
    /signature/i,
  );
});

test('a signature over a part of a message is none of the message', () => {
  const xml = open(signedIn('erika.mustermann', { means: 'eID', level: 4 }));
  const isSigned = (message: string) => {
    const posted = receivePosted(
      new URLSearchParams({ SAMLRequest: Buffer.from(message).toString('base64') }),
    );
    return isSignedBy(posted, [provider.certificate]);
  };
  expect(isSigned(sign(xml, 'response', provider))).toBe(true);
  expect(isSigned(sign(xml, 'assertion', provider))).toBe(false);
});

test('a key is made once and kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const made = await keepCertifiedKey(folder, 'sp');
  expect(await keepCertifiedKey(folder, 'sp')).toStrictEqual(made);
  expect(readdirSync(folder)).toStrictEqual(['sp.crt', 'sp.key']);
  rmSync(folder, { recursive: true });
});
