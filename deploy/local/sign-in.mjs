/** What citizens' ways in need beside the services: the file that names the providers, and the keys by which those know the cities. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { product } from './built.mjs';
import { googleSecretIn } from './state.mjs';

/** @type {typeof import('../../libs/saml-provider/src/certified-key.js')} */
const { keepCertifiedKey } = product('./libs/saml-provider/src/certified-key.js');
/** @type {typeof import('../../libs/saml-provider/src/metadata.js')} */
const { providerMetadata } = product('./libs/saml-provider/src/metadata.js');
/** @type {typeof import('../../apps/stand-ins/src/bundid/settings.js')} */
const { characters, descriptionOf } = product('./apps/stand-ins/src/bundid/settings.js');

/**
 * `providersFile` is SIGN_IN_PROVIDERS of identity, `keysFolder` SAML_KEYS.
 * @typedef {{ providersFile: string, keysFolder: string }} SignIn
 */

/** @typedef {import('../../apps/stand-ins/src/bundid/settings.js').ProviderName} ProviderName */

/** The stand-ins for SAML providers that one process plays. */
const samlProviders = /** @type {ProviderName[]} */ (Object.keys(characters));

/**
 * Names the stand-ins as the providers at which citizens sign in: writes their metadata, made with the keys that they sign with,
 * and the file that leads to them.
 * @param {string} state @param {Record<ProviderName | 'google', string>} origins where browsers reach them
 * @returns {Promise<string>} the file
 */
export async function nameStandIns(state, origins) {
  const folder = join(state, 'sign-in');
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, unknown>} */
  const providers = {};
  for (const name of samlProviders) {
    const { certificate } = await keepCertifiedKey(join(state, 'bundid'), name);
    const metadata = `${name}-metadata.xml`;
    writeFileSync(join(folder, metadata), providerMetadata(descriptionOf(name, origins[name], certificate)));
    providers[name] = { protocol: 'saml', metadata, dialect: characters[name].dialect };
  }
  providers['google'] = {
    protocol: 'oidc',
    issuer: origins.google,
    clientId: 'serviceportal',
    clientSecretFile: basename(keepSecret(googleSecretIn(state))),
  };
  const file = join(folder, 'providers.yaml');
  writeFileSync(file, stringify(providers));
  return file;
}

/** Makes up a secret, once. @param {string} file @returns {string} the file */
function keepSecret(file) {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return file;
}

/**
 * Makes the keys by which SAML providers know the cities, where they are missing.
 * @param {string} folder @param {readonly string[]} cities
 */
export async function keepCityKeys(folder, cities) {
  await Promise.all(cities.map((city) => keepCertifiedKey(join(folder, city), 'sp')));
}
