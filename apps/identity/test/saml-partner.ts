import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attributesOf,
  encryptAssertion,
  findPerson,
  newCertifiedKey,
  plainAttributesOf,
  providerMetadata,
  responseParts,
  sign,
  successResponse,
  type Attribute,
  type CertifiedKey,
  type ResponseParts,
  type SignedIn,
} from '#saml-provider';
import { publicPort, type RunningIdentity } from './running-identity';

/** Where the provider of a test is, and what it is known as: on another site than the cities. */
export const providerId = 'https://int.id.bund.example/idp';
export const signOnUrl = 'https://int.id.bund.example/idp/profile/SAML2/POST/SSO';

export const entityIdOf = (city: string) => `https://serviceportal.${city}.example/bundid`;
export const consumerUrlOf = (city: string) => `http://${city}.localhost:${publicPort}/api/saml/acs`;

/** The keys of a provider and of the cities, and the files that tell identity of them. */
export interface SamlPartner {
  readonly provider: CertifiedKey;
  readonly city: CertifiedKey;
  readonly keys: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** @param settings lines of `providers.yaml` for BundID beside the usual ones */
export async function samlPartner(...settings: readonly string[]): Promise<SamlPartner> {
  const [provider, city] = await Promise.all([newCertifiedKey('provider'), newCertifiedKey('city')]);
  const folder = mkdtempSync(join(tmpdir(), 'saml-'));
  const keys = join(folder, 'keys');
  for (const tenant of ['duisburg', 'wuppertal', 'dueren']) keepKey(keys, tenant, 'sp', city);
  const certificates = [provider.certificate];
  writeFileSync(
    join(folder, 'bundid.xml'),
    providerMetadata({ entityId: providerId, signOnUrl, certificates }),
  );
  const lines = [
    'bundid:',
    ...['protocol: saml', 'metadata: bundid.xml', ...settings].map((line) => `  ${line}`),
    'servicekonto-nrw: { protocol: saml, metadata: bundid.xml, binding: redirect }',
  ];
  const file = join(folder, 'providers.yaml');
  writeFileSync(file, lines.join('\n'));
  return { provider, city, keys, environment: { SIGN_IN_PROVIDERS: file, SAML_KEYS: keys } };
}

/** Puts a key where identity finds it. */
export function keepKey(
  keys: string,
  tenant: string,
  name: string,
  { key, certificate }: CertifiedKey,
): void {
  const folder = join(keys, tenant);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.key`), key);
  writeFileSync(join(folder, `${name}.crt`), certificate);
}

/** A sign-in that left for the provider. */
export interface Left {
  /** Of the request, which the answer has to name. */
  readonly requestId: string;
  readonly relayState: string;
  readonly xml: string;
  /** What the browser keeps meanwhile: `sign-in=…`. */
  readonly cookie: string;
  readonly response: Response;
  readonly page: string;
}

/** What a browser does with a city's portal on its way to a provider and back, as the gateway passes it on. */
export class SamlBrowser {
  constructor(
    private readonly identity: RunningIdentity,
    readonly tenant = 'duisburg',
    /** Its session, where it has one. */
    private readonly as: { readonly sub: string; readonly sid: string } | undefined = undefined,
  ) {}

  /** Leaves for the provider, with the form that the page posts. @param cookie what the browser kept of leaving in other tabs */
  async leave(
    query: Readonly<Record<string, string>> = {},
    method = 'bundid',
    { cookie: kept = '' }: Partial<Left> = {},
  ): Promise<Left> {
    const path = `/portal/sign-in/${method}/start?${new URLSearchParams(query).toString()}`;
    const response = await this.identity.send(path, this.claims(), { headers: kept ? { cookie: kept } : {} });
    const page = await response.text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
    const xml = Buffer.from(unescaped(field('SAMLRequest')), 'base64').toString();
    const [cookie = ''] = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    const requestId = / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
    return { requestId, relayState: field('RelayState'), xml, cookie, response, page };
  }

  /** Posts a message of the provider, across sites: without any cookie. */
  bring(xml: string, relayState: string): Promise<Response> {
    return this.bringForm({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState });
  }

  bringForm(fields: Readonly<Record<string, string>>): Promise<Response> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant: this.tenant } as const;
    const body = new URLSearchParams(fields).toString();
    return this.identity.send('/portal/saml/acs', stranger, { method: 'POST', headers, body });
  }

  /** Opens the address where the sign-in ends. */
  finish(brought: Response, cookie: string): Promise<Response> {
    const location = brought.headers.get('location') ?? '/api/none';
    const headers = { cookie, accept: 'application/json' };
    return this.identity.send(location.replace('/api/', '/portal/'), this.claims(), { headers });
  }

  private claims() {
    return this.as === undefined
      ? ({ kind: 'anonymous', levelOfAssurance: 'none', tenant: this.tenant } as const)
      : { ...this.as, tenant: this.tenant };
  }
}

const unescaped = (html: string) =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** How somebody signs in; `eID` at level 4 unless said otherwise. */
export function signedIn(
  user = 'erika.mustermann',
  means: SignedIn['means'] = 'eID',
  level: SignedIn['level'] = 4,
) {
  const person = findPerson(user);
  if (person === undefined) throw new Error(`nobody is called ${user}`);
  return { person, means, level } satisfies SignedIn;
}

/** The parts of the right answer to a request; a test bends what it likes. */
export function partsFor(
  { requestId }: Pick<Left, 'requestId'>,
  who: SignedIn = signedIn(),
  bent: Partial<ResponseParts> = {},
  city = 'duisburg',
): ResponseParts {
  const audience = entityIdOf(city);
  const answer = {
    issuer: providerId,
    audience,
    destination: consumerUrlOf(city),
    inResponseTo: requestId,
    ...bent,
  };
  return responseParts(answer, who.level, bent.attributes ?? attributesOf(who, audience));
}

/** The attributes as Servicekonto.NRW tells them. */
export const plainAttributes = (who: SignedIn): readonly Attribute[] => plainAttributesOf(who);

/** The right answer to a request: signed, then encrypted. @param bend changes what is then signed */
export function answerTo(
  { provider, city }: SamlPartner,
  parts: ResponseParts,
  bend: (response: string) => string = (response) => response,
): Promise<string> {
  return encryptAssertion(sign(bend(successResponse(parts)), 'assertion', provider), city.certificate);
}
