import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bool, makeValidator } from 'envalid';
import { hostList } from '#http';

/** How the brokers are reached, and as whom. */
export interface BrokerAccess {
  /** `host:port` of some brokers of the cluster. */
  readonly brokers: readonly string[];
  /** Encrypted, where it is there; an empty object trusts the authorities that Node trusts. */
  readonly tls?: ClientTls;
  /** Who asks; without, nobody says who they are. */
  readonly credentials?: BrokerCredentials;
}

/** PEM texts. */
interface ClientTls {
  readonly authorities?: string;
  /** The client's own certificate and its private key, for a cluster that knows its clients by these. */
  readonly certificate?: string;
  readonly key?: string;
}

/** A user of the cluster. */
export interface BrokerCredentials {
  readonly mechanism: (typeof mechanisms)[number];
  readonly username: string;
  readonly password: string;
}

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Reads a file that a variable names. Neither what is in it nor what is wrong with its bytes is repeated. */
function fileWith<T extends object>(what: string, read: (text: string) => T | undefined) {
  return makeValidator<T>((file) => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      throw new Error(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
    }
    const content = attempt(() => read(text));
    if (content === undefined) throw new Error(`${file} must hold ${what}`);
    return content;
  });
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const authorities = fileWith('certificates in PEM form', (text) => {
  const [first] = pemBlocks(text, 'CERTIFICATE');
  return first !== undefined && new X509Certificate(first).ca !== undefined
    ? { authorities: text }
    : undefined;
});

const clientCertificate = fileWith('a certificate and its private key in PEM form', (text) => {
  const [certificate] = pemBlocks(text, 'CERTIFICATE');
  const [key] = pemBlocks(text, '[A-Z ]*PRIVATE KEY');
  if (certificate === undefined || key === undefined) return undefined;
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
    ? { certificate: pemBlocks(text, 'CERTIFICATE').join('\n'), key }
    : undefined;
});

const credentials = fileWith(
  `{"mechanism": ${mechanisms.map((name) => `"${name}"`).join(' | ')}, "username": …, "password": …}`,
  (text): BrokerCredentials | undefined => {
    const { mechanism, username, password } = JSON.parse(text) as Partial<BrokerCredentials>;
    const isUsable = mechanisms.some((known) => known === mechanism) && isText(username) && isText(password);
    return isUsable ? ({ mechanism, username, password } as BrokerCredentials) : undefined;
  },
);

const isText = (value: unknown) => typeof value === 'string' && value !== '';

function pemBlocks(text: string, label: string): readonly string[] {
  return text.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g')) ?? [];
}

/** The variables of every program that speaks to the brokers; each of the files is read and checked when it starts. */
export const brokerVariables = {
  KAFKA_BROKERS: hostList({ desc: 'the Kafka brokers' }),
  KAFKA_TLS: bool({ default: false, desc: 'whether the brokers are reached by TLS' }),
  KAFKA_CA_FILE: authorities({ default: undefined, desc: 'who vouches for the brokers, PEM; implies TLS' }),
  KAFKA_CLIENT_CERTIFICATE_FILE: clientCertificate({
    default: undefined,
    desc: 'how the brokers know us by TLS, PEM; implies TLS',
  }),
  KAFKA_CREDENTIALS_FILE: credentials({ default: undefined, desc: 'how the brokers know us by SASL, JSON' }),
};

/** What `readConfig` makes of {@link brokerVariables}. */
export interface BrokerConfig {
  readonly KAFKA_BROKERS: readonly string[];
  readonly KAFKA_TLS: boolean;
  readonly KAFKA_CA_FILE: Pick<ClientTls, 'authorities'> | undefined;
  readonly KAFKA_CLIENT_CERTIFICATE_FILE: Pick<ClientTls, 'certificate' | 'key'> | undefined;
  readonly KAFKA_CREDENTIALS_FILE: BrokerCredentials | undefined;
}

/** The access that the environment describes. */
export function brokerAccess(config: BrokerConfig): BrokerAccess {
  const {
    KAFKA_CA_FILE: ca,
    KAFKA_CLIENT_CERTIFICATE_FILE: own,
    KAFKA_CREDENTIALS_FILE: credentials,
  } = config;
  const isEncrypted = config.KAFKA_TLS || ca !== undefined || own !== undefined;
  return {
    brokers: config.KAFKA_BROKERS,
    ...(isEncrypted && { tls: { ...ca, ...own } }),
    ...(credentials && { credentials }),
  };
}
