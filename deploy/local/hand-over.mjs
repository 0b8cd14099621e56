/** What other portals need to be handed data over: a secret each, which both sides have as a file. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {import('../../libs/configuration/src/types.js').TenantConfiguration} TenantConfiguration */
/** @typedef {import('../../libs/configuration/src/types.js').Tenant} Tenant */

/** Where a portal's secret lies. @param {string} folder HAND_OVER_SECRETS @param {string} city @param {string} clientId */
export const handOverSecretFile = (folder, city, clientId) => join(folder, city, clientId);

/**
 * The city that hands data over to a portal; undefined where none does.
 * @param {string} clientId as whom the portal is known @param {readonly Tenant[]} cities @returns {Tenant | undefined}
 */
export function cityHandingOverTo(clientId, cities) {
  return cities.find(({ handOver = [] }) => handOver.some((client) => client.clientId === clientId));
}

/**
 * Makes the secrets that are missing.
 * @param {string} folder HAND_OVER_SECRETS @param {readonly Pick<TenantConfiguration, 'key' | 'handOver'>[]} cities
 */
export function keepHandOverSecrets(folder, cities) {
  for (const { key, handOver = [] } of cities)
    for (const { clientId, authentication } of handOver) {
      const file = handOverSecretFile(folder, key, clientId);
      if (authentication === 'none' || existsSync(file)) continue;
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
    }
}
