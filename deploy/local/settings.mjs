/** The environment that people set (all optional). A value that is not usable is one sentence that names the variable. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * @typedef {{
 *   port: number, databaseUrl?: string, brokers?: string[], smtpUrl?: string, signInProviders?: string, samlKeys?: string,
 *   staffDirectory?: StaffDirectory, paymentProviders?: string, logLevel: string, tenantsDir: string
 * }} Settings
 */

/** The OpenID Connect provider of the cities' staff, and as whom it knows us. @typedef {{ issuer: string, clientId: string, clientSecret: string }} StaffDirectory */

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The variables that people may set. */
export const settingNames = [
  ...['PORT', 'DATABASE_URL', 'KAFKA_BROKERS', 'SMTP_URL', 'SIGN_IN_PROVIDERS', 'SAML_KEYS', 'LOG_LEVEL'],
  ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PAYMENT_PROVIDERS', 'TENANTS_DIR'],
];

/** A value that somebody gave is not usable. The message is for that person. */
export class Unusable extends Error {
  /** @param {string} variable @param {string} why */
  constructor(variable, why) {
    super(`${variable} is not usable: ${why}.`);
    this.name = 'Unusable';
  }
}

/**
 * @param {NodeJS.ProcessEnv} environment @param {string} root root of the work tree
 * @returns {Settings} @throws Unusable
 */
export function readSettings(environment, root) {
  const { PORT, DATABASE_URL, KAFKA_BROKERS, SMTP_URL, LOG_LEVEL, TENANTS_DIR } = environment;
  const { SIGN_IN_PROVIDERS, SAML_KEYS, PAYMENT_PROVIDERS } = environment;
  return {
    port: readPort(PORT || '8080'),
    logLevel: readLogLevel(LOG_LEVEL || 'info'),
    tenantsDir: readTenantsDir(TENANTS_DIR ? resolve(TENANTS_DIR) : join(root, 'deploy', 'tenants')),
    ...(DATABASE_URL && { databaseUrl: readUrl('DATABASE_URL', DATABASE_URL, ['postgres:', 'postgresql:']) }),
    ...(SMTP_URL && { smtpUrl: readUrl('SMTP_URL', SMTP_URL, ['smtp:', 'smtps:']) }),
    ...(SIGN_IN_PROVIDERS && { signInProviders: readPlace('SIGN_IN_PROVIDERS', SIGN_IN_PROVIDERS) }),
    ...(PAYMENT_PROVIDERS && { paymentProviders: readPlace('PAYMENT_PROVIDERS', PAYMENT_PROVIDERS) }),
    ...(SAML_KEYS && { samlKeys: readPlace('SAML_KEYS', SAML_KEYS) }),
    ...(environment['OIDC_ISSUER'] && { staffDirectory: readStaffDirectory(environment) }),
    ...(KAFKA_BROKERS && { brokers: readBrokers(KAFKA_BROKERS) }),
  };
}

/** @param {string} value */
function readPort(value) {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new Unusable('PORT', `"${value}" is not a number from 1 to 65535`);
}

/** @param {string} value */
function readLogLevel(value) {
  if (logLevels.includes(value)) return value;
  throw new Unusable('LOG_LEVEL', `"${value}" is not one of ${logLevels.join(', ')}`);
}

/** @param {string} folder */
function readTenantsDir(folder) {
  if (!existsSync(folder)) throw new Unusable('TENANTS_DIR', `there is no folder ${folder}`);
  const cities = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (cities.length === 0) throw new Unusable('TENANTS_DIR', `${folder} holds no folder of a city`);
  return folder;
}

/** A file or a folder; who reads it says what is wrong in it. @param {string} variable @param {string} value */
function readPlace(variable, value) {
  const place = resolve(value);
  if (!existsSync(place)) throw new Unusable(variable, `there is no ${place}`);
  return place;
}

/** The three belong together; what an issuer may be is said by identity. @param {NodeJS.ProcessEnv} environment @returns {StaffDirectory} */
function readStaffDirectory({ OIDC_ISSUER = '', OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }) {
  readUrl('OIDC_ISSUER', OIDC_ISSUER, ['https:', 'http:']);
  if (!OIDC_CLIENT_ID) throw new Unusable('OIDC_CLIENT_ID', 'OIDC_ISSUER is set, and this is empty');
  if (!OIDC_CLIENT_SECRET) throw new Unusable('OIDC_CLIENT_SECRET', 'OIDC_ISSUER is set, and this is empty');
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET };
}

/** @param {string} variable @param {string} value @param {string[]} protocols */
function readUrl(variable, value, protocols) {
  // The value may hold a password: it is not repeated.
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && protocols.includes(url.protocol) && url.hostname) return value;
  throw new Unusable(variable, `it is not a URL of the form ${protocols[0]}//user:password@host:port`);
}

/** @param {string} value */
function readBrokers(value) {
  const brokers = value.split(',').map((broker) => broker.trim());
  if (brokers.every((broker) => /^[^\s:]+:\d{1,5}$/.test(broker))) return brokers;
  throw new Unusable('KAFKA_BROKERS', `"${value}" is not a list host:port,host:port`);
}
