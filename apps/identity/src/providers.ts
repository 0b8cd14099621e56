import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isSecureAddress, readSettings, Reread, type SignInMethod } from '#configuration';
import { accountMatters, type AccountAddresses } from './about-ways-in';
import { levelsOfAssurance, type LevelOfAssurance } from './domain/means';
import { contentEncryptions, type ContentEncryption } from './http/saml/algorithms';
import { readIdentityProvider, type IdentityProvider } from './http/saml/identity-provider';
import type { Binding } from './http/saml/names';

/** The ways in that lead to a SAML provider. */
export const samlMethods = ['bundid', 'servicekonto-nrw'] as const;
export type SamlMethod = (typeof samlMethods)[number];
/** The ways in that lead to a provider. */
const providedMethods = [...samlMethods, 'google'] as const;

function isProvided(method: SignInMethod): method is (typeof providedMethods)[number] {
  return (providedMethods as readonly SignInMethod[]).includes(method);
}

/** `akdb`: with BundID's extension of requests and its attributes; `plain`: SAML 2.0 and nothing else. */
export type Dialect = 'akdb' | 'plain';

/** By SHA-256 in any case: RSASSA-PKCS1-v1_5, or RSASSA-PSS. */
const requestSignatures = ['rsa', 'rsa-pss'] as const;
export type RequestSignature = (typeof requestSignatures)[number];

/** A SAML provider of this installation. */
export interface SamlProvider extends IdentityProvider {
  readonly dialect: Dialect;
  /** How requests go to it. */
  readonly binding: Binding;
  /** How our requests are signed. */
  readonly requestSignature: RequestSignature;
  /** How assertions may be encrypted; AES-CBC only where the operator allows it. */
  readonly encryption: readonly ContentEncryption[];
  /** AuthnContextClassRef → what it is worth; the first that suffices is asked for. */
  readonly levels: Readonly<Record<string, LevelOfAssurance>>;
}

/** An OpenID Connect provider of this installation. */
export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** Holds the secret and nothing else; read when it is needed, so that it can be exchanged. */
  readonly clientSecretFile: string;
}

/** BundID's levels as our portals show them: its basic registration is `low` as well (bundid.md). */
const storkLevels = {
  'STORK-QAA-Level-1': 'low',
  'STORK-QAA-Level-2': 'low',
  'STORK-QAA-Level-3': 'substantial',
  'STORK-QAA-Level-4': 'high',
} as const satisfies Record<string, LevelOfAssurance>;

/** What every provider may have. */
interface WithAccounts {
  readonly accountPages?: AccountAddresses;
}
interface SamlSettings extends WithAccounts {
  readonly protocol: 'saml';
  readonly metadata: string;
  readonly dialect?: Dialect;
  readonly binding?: Binding;
  readonly requestSignature?: RequestSignature;
  readonly encryption?: readonly ContentEncryption[];
  readonly levels?: Readonly<Record<string, LevelOfAssurance>>;
}
interface OidcSettings extends OidcProvider, WithAccounts {
  readonly protocol: 'oidc';
}
type Settings = Readonly<Partial<Record<SamlMethod, SamlSettings>>> & { readonly google?: OidcSettings };

const text = { type: 'string', minLength: 1, maxLength: 500 };
const accountPages = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(accountMatters.map((matter) => [matter, text])),
};
const saml = {
  type: 'object',
  additionalProperties: false,
  required: ['protocol', 'metadata'],
  properties: {
    protocol: { const: 'saml' },
    metadata: text,
    dialect: { enum: ['akdb', 'plain'] },
    binding: { enum: ['post', 'redirect'] },
    requestSignature: { enum: requestSignatures },
    encryption: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: contentEncryptions } },
    levels: { type: 'object', additionalProperties: { enum: levelsOfAssurance } },
    accountPages,
  },
};
const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    bundid: saml,
    'servicekonto-nrw': saml,
    google: {
      type: 'object',
      additionalProperties: false,
      required: ['protocol', 'issuer', 'clientId', 'clientSecretFile'],
      properties: {
        protocol: { const: 'oidc' },
        issuer: text,
        clientId: text,
        clientSecretFile: text,
        accountPages,
      },
    },
  },
};

/**
 * The providers at which citizens sign in, of the whole installation; which of them a city offers stands in its `tenant.yaml`.
 * What is wrong in the file ends the start with one sentence. Metadata are read again when their file changes.
 */
export class SignInProviders {
  private readonly bySamlMethod = new Map<SamlMethod, () => SamlProvider>();
  /** Google, or whoever takes its place. */
  readonly google: OidcProvider | undefined;

  private constructor(
    private readonly settings: Settings,
    folder: string,
  ) {
    const { google } = settings;
    for (const method of samlMethods) {
      const provider = settings[method];
      if (provider !== undefined) this.bySamlMethod.set(method, samlProvider(method, provider, folder));
    }
    this.google = google && { ...google, clientSecretFile: resolve(folder, google.clientSecretFile) };
  }

  /** @param file SIGN_IN_PROVIDERS; undefined: there are none @throws Error naming the file, the field and what is allowed */
  static read(file: string | undefined): SignInProviders {
    if (file === undefined) return new SignInProviders({}, '');
    return readSettings(
      file,
      'SIGN_IN_PROVIDERS',
      schema,
      (settings: Settings) => new SignInProviders(checked(settings), dirname(resolve(file))),
    );
  }

  /** Where accounts of a provider are made, changed, recovered and deleted, if the file says so. */
  accountPages(method: SignInMethod): AccountAddresses | undefined {
    return isProvided(method) ? this.settings[method]?.accountPages : undefined;
  }

  saml(method: SamlMethod): SamlProvider | undefined {
    return this.bySamlMethod.get(method)?.();
  }
}

function checked(settings: Settings): Settings {
  if (settings.google && !isSecureAddress(settings.google.issuer))
    throw new Error('google.issuer must be an https address');
  for (const method of providedMethods) {
    for (const [matter, address] of Object.entries(settings[method]?.accountPages ?? {}))
      if (!isSecureAddress(address))
        throw new Error(`${method}.accountPages.${matter} must be an https address`);
  }
  return settings;
}

function samlProvider(method: SamlMethod, settings: SamlSettings, folder: string): () => SamlProvider {
  const file = resolve(folder, settings.metadata);
  const metadata = new Reread(
    () => [file],
    () => {
      try {
        return readIdentityProvider(readFileSync(file, 'utf8'), isSecureAddress);
      } catch (error) {
        throw new Error(`${method}.metadata: ${file}: ${(error as Error).message}`, { cause: error });
      }
    },
  );
  const { signOn } = metadata.value;
  const { binding = signOn.post ? 'post' : 'redirect', dialect = method === 'bundid' ? 'akdb' : 'plain' } =
    settings;
  if (!signOn[binding]) throw new Error(`${method}.binding: the metadata name no address for ${binding}`);
  const { requestSignature = 'rsa', encryption = ['aes-gcm'], levels = storkLevels } = settings;
  return () => ({ ...metadata.value, dialect, binding, requestSignature, encryption, levels });
}
