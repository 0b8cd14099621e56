import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  generateServiceProviderMetadata,
  SAML,
  ValidateInResponseTo,
  type Profile,
  type SamlConfig,
} from '@node-saml/node-saml';
import { newCertifiedKey, oids, type CertifiedKey } from '#saml-provider';

/** How a request differs from the usual one. */
export interface Asked {
  readonly binding?: 'HTTP-POST' | 'HTTP-Redirect';
  readonly level?: number;
  readonly extension?: Extension | undefined;
  readonly saml?: Partial<SamlConfig>;
}
type Extension = Record<string, unknown>;

/** What came back, as node-saml reads it. */
export interface Received {
  readonly profile?: Profile;
  readonly refused?: string;
  readonly xml: string;
  readonly relayState: string | null;
  readonly headers: IncomingMessage['headers'];
}

export const everyAttribute = Object.values(oids);

interface RequestedAttribute {
  readonly name?: string;
  readonly required?: boolean;
}
const everything: readonly RequestedAttribute[] = everyAttribute.map((name) => ({ name }));

/** BundID's extension of a request. */
export function extension(
  part: {
    attributes?: readonly RequestedAttribute[];
    methods?: readonly string[];
    organization?: string | undefined;
    version?: string;
    language?: string;
  } = {},
): Extension {
  const { version = '2', language = 'de', attributes = everything } = part;
  const organization = 'organization' in part ? part.organization : 'Stadt Duisburg';
  return {
    'akdb:AuthenticationRequest': {
      '@xmlns:akdb': 'https://www.akdb.de/request/2018/09',
      '@EnableStatusDetail': 'true',
      '@Version': version,
      ...(part.methods && {
        'akdb:AuthnMethods': Object.fromEntries(
          ['Benutzername', 'eID', 'eIDAS', 'Elster', 'FINK', 'Diia'].map((method) => [
            `akdb:${method}`,
            { 'akdb:Enabled': String(part.methods?.includes(method)) },
          ]),
        ),
      }),
      'akdb:RequestedAttributes': {
        'akdb:RequestedAttribute': attributes.map(({ name, required = false }) => ({
          ...(name && { '@Name': name }),
          '@RequiredAttribute': String(required),
        })),
      },
      'akdb:DisplayInformation': {
        'classic-ui:Version': {
          '@xmlns:classic-ui': 'https://www.akdb.de/request/2018/09/classic-ui/v1',
          ...(organization && { 'classic-ui:OrganizationDisplayName': organization }),
          'classic-ui:Lang': language,
          'classic-ui:BackURL': 'http://duisburg.localhost:8080/back',
        },
      },
    },
  };
}

/** A service provider made of node-saml: a small portal, with a cookie of its own. */
export class TestPortal {
  /** What `GET /start` asks next. */
  asked: Asked = {};
  received: Received | undefined;
  /** Keys by age; the newest signs, all are published. */
  keys: CertifiedKey[] = [];

  /** @param origin e.g. `http://duisburg.localhost:8080` */
  constructor(
    readonly entityId: string,
    readonly origin: string,
    private readonly provider: {
      signOnUrl: string;
      metadata: () => Promise<string>;
      dialect: 'akdb' | 'plain';
    },
  ) {}

  async newKey(): Promise<void> {
    this.keys.push(await newCertifiedKey(this.entityId));
  }

  /** The address of its metadata. */
  get metadataUrl(): string {
    return `${this.origin}/api/saml/metadata${this.provider.dialect === 'plain' ? '?provider=servicekonto-nrw' : ''}`;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, href } = new URL(request.url ?? '/', this.origin);
    if (href === this.metadataUrl) return void response.end(this.metadata());
    if (pathname === '/api/saml/metadata') return void response.writeHead(404).end();
    const saml = await this.saml();
    if (pathname === '/api/saml/acs') await this.receive(saml, request, response);
    else if (pathname === '/start') {
      response.setHeader('set-cookie', 'sign-in=browser; HttpOnly; SameSite=Lax');
      if (this.asked.binding === 'HTTP-Redirect')
        response.writeHead(303, { location: await saml.getAuthorizeUrlAsync('state', undefined, {}) }).end();
      else response.end(await saml.getAuthorizeFormAsync('state'));
    } else response.end(`arrived with ${request.headers.cookie}`);
  }

  private async receive(saml: SAML, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const SAMLResponse = form.get('SAMLResponse') ?? '';
    const about = {
      xml: Buffer.from(SAMLResponse, 'base64').toString(),
      relayState: form.get('RelayState'),
      headers: request.headers,
    };
    this.received = await saml.validatePostResponseAsync({ SAMLResponse }).then(
      ({ profile }) => ({ ...about, ...(profile && { profile }) }),
      (error: Error) => ({ ...about, refused: error.message }),
    );
    response.writeHead(303, { location: '/arrived' }).end();
  }

  private async saml(): Promise<SAML> {
    const { binding = 'HTTP-POST', level = 1, saml } = this.asked;
    const extended = 'extension' in this.asked ? this.asked.extension : extension();
    const newest = this.keys.at(-1);
    const provider = await this.provider.metadata();
    return new SAML({
      issuer: this.entityId,
      callbackUrl: `${this.origin}/api/saml/acs`,
      audience: this.entityId,
      entryPoint: this.provider.signOnUrl,
      idpCert: certificateOf(provider),
      ...(newest && { privateKey: newest.key, publicCert: newest.certificate }),
      ...(this.keys[0] && { decryptionPvk: this.keys[0].key }),
      signatureAlgorithm: 'sha256',
      digestAlgorithm: 'sha256',
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      authnRequestBinding: binding,
      skipRequestCompression: binding === 'HTTP-POST', // node-saml would deflate there, too
      authnContext: [`STORK-QAA-Level-${level}`],
      racComparison: 'minimum',
      identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
      validateInResponseTo: ValidateInResponseTo.never,
      ...(extended && this.provider.dialect === 'akdb' && { samlAuthnRequestExtensions: extended }),
      ...saml,
    });
  }

  private metadata(): string {
    const [oldest] = this.keys;
    if (!oldest) throw new Error('the portal has not been started');
    return generateServiceProviderMetadata({
      issuer: this.entityId,
      callbackUrl: `${this.origin}/api/saml/acs`,
      privateKey: oldest.key,
      publicCerts: this.keys.map(({ certificate }) => certificate),
      decryptionPvk: oldest.key,
      decryptionCert: oldest.certificate,
    });
  }
}

/** The certificate in a provider's metadata. */
function certificateOf(metadata: string): string {
  return /<ds:X509Certificate>([^<]+)/.exec(metadata)?.[1] ?? '';
}
