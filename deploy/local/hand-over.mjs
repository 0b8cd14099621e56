/** What other portals need to be handed data over: a secret each, which both sides have as a file. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {import('../../libs/configuration/src/types.js').TenantConfiguration} TenantConfiguration */

/** Where a portal's secret lies. @param {string} folder HAND_OVER_SECRETS @param {string} city @param {string} clientId */
export const handOverSecretFile = (folder, city, clientId) => join(folder, city, clientId);

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
