import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isSecureAddress, readSettings, Reread } from '#configuration';
import { AccessTokens, type ClientCredentials } from './access-token';
import { Exchange, type TlsFiles } from './exchange';
import type { PaymentProvider } from './provider';
import { SignedCallback, type SignedCallbackSettings } from './signed-callback';
import { XBezahldienste, type XBezahldiensteSettings } from './xbezahldienste';

interface MutualTls {
  readonly kind: 'mutual-tls';
  /** PEM files: our certificate, its key, and whom we trust (default: whom Node trusts). */
  readonly certificate: string;
  readonly key: string;
  readonly ca?: string;
}
interface OAuth2 extends ClientCredentials {
  readonly kind: 'oauth2';
  readonly ca?: string;
}
type Settings = Readonly<
  Record<
    string,
    | (Partial<XBezahldiensteSettings> & {
        readonly protocol: 'xbezahldienste';
        readonly url: string;
        readonly auth: MutualTls | OAuth2;
      })
    | (SignedCallbackSettings & { readonly protocol: 'signed-callback'; readonly ca?: string })
  >
>;

const text = { type: 'string', minLength: 1, maxLength: 500 };
const id = { type: 'string', pattern: '^[\\w-]{1,64}$' };
/** An object that is one of several kinds, told apart by one of its fields. */
const oneOf = (propertyName: string, kinds: Readonly<Record<string, [object, readonly string[]]>>) => ({
  type: 'object',
  required: [propertyName],
  discriminator: { propertyName },
  oneOf: Object.entries(kinds).map(([kind, [properties, required]]) => ({
    additionalProperties: false,
    required,
    properties: { [propertyName]: { const: kind }, ...properties },
  })),
});
const schema = {
  type: 'object',
  propertyNames: { pattern: '^[a-z][a-z0-9-]{0,39}$' },
  additionalProperties: oneOf('protocol', {
    xbezahldienste: [
      {
        url: text,
        version: { enum: ['1.0', '1.1', '1.2'] },
        bookingDataKey: id,
        auth: oneOf('kind', {
          'mutual-tls': [{ certificate: text, key: text, ca: text }, ['certificate', 'key']],
          oauth2: [
            {
              ...{ tokenUrl: text, clientId: text, clientSecretFile: text, scope: text, ca: text },
              clientAuthentication: { enum: ['header', 'form'] },
            },
            ['tokenUrl', 'clientId', 'clientSecretFile'],
          ],
        }),
      },
      ['url', 'auth'],
    ],
    'signed-callback': [
      { url: text, merchantId: id, secretFile: text, callbackSecretFile: text, ca: text },
      ['url', 'secretFile', 'callbackSecretFile'],
    ],
  }),
};

/** The providers of a file, by their keys, with the connections to them. */
interface Known {
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  readonly exchanges: readonly Exchange[];
}

/**
 * The payment providers of this installation; which of them a city uses, and by which account, stands in its `tenant.yaml`. The file
 * is read again when it changes; a change that cannot be read is logged, and what was read before counts on.
 */
export class PaymentProviders {
  private known: Known = { providers: new Map(), exchanges: [] };
  private readonly settings: Reread<Known> | undefined;

  /** @param file PAYMENT_PROVIDERS; undefined: there are none @throws Error naming the file, the field and what is allowed */
  constructor(file: string | undefined) {
    if (file === undefined) return;
    this.settings = new Reread(
      () => [file],
      () => this.replaceBy(readProviders(file)),
    );
    void this.settings.value;
  }

  /** @returns undefined where the file names none of that key */
  get(key: string): PaymentProvider | undefined {
    return this.all.get(key);
  }

  get keys(): readonly string[] {
    return [...this.all.keys()];
  }

  /** Our own certificates with the providers, PEM. */
  get certificates(): readonly string[] {
    return this.known.exchanges.flatMap(({ certificate }) => certificate ?? []);
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await Promise.all(this.known.exchanges.map((exchange) => exchange.close()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private get all(): ReadonlyMap<string, PaymentProvider> {
    return (this.settings?.value ?? this.known).providers;
  }

  private replaceBy(known: Known): Known {
    void this.close();
    this.known = known;
    return known;
  }
}

function readProviders(file: string): Known {
  const folder = dirname(resolve(file));
  return readSettings(file, 'PAYMENT_PROVIDERS', schema, (settings: Settings) => {
    const exchanges: Exchange[] = [];
    const providers = Object.entries(settings).map(([key, provider]) => {
      const exchange = new Exchange(key, tlsOf(key, provider, folder));
      exchanges.push(exchange);
      return [key, providerOf(key, provider, folder, exchange)] as const;
    });
    return { providers: new Map(providers), exchanges };
  });
}

function providerOf(
  key: string,
  settings: Settings[string],
  folder: string,
  exchange: Exchange,
): PaymentProvider {
  secure(`${key}.url`, settings.url);
  switch (settings.protocol) {
    case 'xbezahldienste': {
      const { url, version = '1.0', bookingDataKey = 'accountingKey', auth } = settings;
      const tokens = auth.kind === 'oauth2' ? tokensOf(key, auth, folder, exchange) : undefined;
      return new XBezahldienste(key, { url, version, bookingDataKey }, exchange, tokens);
    }
    case 'signed-callback': {
      const at = (field: 'secretFile' | 'callbackSecretFile') =>
        readable(`${key}.${field}`, folder, settings[field]);
      return new SignedCallback(
        key,
        { ...settings, secretFile: at('secretFile'), callbackSecretFile: at('callbackSecretFile') },
        exchange,
      );
    }
  }
}

function tokensOf(key: string, auth: OAuth2, folder: string, exchange: Exchange): AccessTokens {
  secure(`${key}.auth.tokenUrl`, auth.tokenUrl);
  const clientSecretFile = readable(`${key}.auth.clientSecretFile`, folder, auth.clientSecretFile);
  return new AccessTokens(exchange, { ...auth, clientSecretFile });
}

/** The files of a connection, which are checked at once and read again when one of them changes. */
function tlsOf(key: string, settings: Settings[string], folder: string): TlsFiles {
  const { ca, certificate, key: privateKey } = tlsSettings(settings);
  const field = 'auth' in settings ? `${key}.auth` : key;
  const files = [ca, certificate, privateKey].flatMap((file) =>
    file === undefined ? [] : [resolve(folder, file)],
  );
  const read = () => {
    const trusted = ca && readFileSync(readable(`${field}.ca`, folder, ca), 'utf8');
    if (trusted !== undefined) parsed(`${field}.ca`, () => new X509Certificate(trusted));
    if (certificate === undefined || privateKey === undefined) return { ...(trusted && { ca: trusted }) };
    const cert = readFileSync(readable(`${field}.certificate`, folder, certificate), 'utf8');
    const own = readFileSync(readable(`${field}.key`, folder, privateKey), 'utf8');
    const known = parsed(`${field}.certificate`, () => new X509Certificate(cert));
    const secret = parsed(`${field}.key`, () => createPrivateKey(own));
    if (!known.checkPrivateKey(secret)) throw new Error(`${field}.key is not the key of its certificate`);
    return { cert, key: own, ...(trusted && { ca: trusted }) };
  };
  read();
  return { files, read };
}

function tlsSettings(settings: Settings[string]): { ca?: string; certificate?: string; key?: string } {
  if (settings.protocol === 'signed-callback') return settings.ca === undefined ? {} : { ca: settings.ca };
  const { auth } = settings;
  const ca = auth.ca === undefined ? {} : { ca: auth.ca };
  return auth.kind === 'mutual-tls' ? { ...ca, certificate: auth.certificate, key: auth.key } : ca;
}

function parsed<Value>(field: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${field} is no PEM of one`, { cause: error });
  }
}

function secure(field: string, address: string): void {
  if (!isSecureAddress(address)) throw new Error(`${field} must be an https address`);
}

/** The file's whole path. */
function readable(field: string, folder: string, file: string): string {
  const path = resolve(folder, file);
  try {
    readFileSync(path);
  } catch (error) {
    throw new Error(`${field}: ${path}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`, {
      cause: error,
    });
  }
  return path;
}
