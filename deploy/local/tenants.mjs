// @ts-check
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/**
 * Checks the cities' configuration with the very code of the services, before any of them starts.
 * @param {string} folder @param {number} port the gateway's
 * @returns {Record<string, { portal: string, backoffice: string }>} tenant → full URLs
 * @throws Error naming file, place and reason
 */
export function addressesOfTenants(folder, port) {
  const { loadTenants } = createRequire(import.meta.url)(join(root, 'dist/libs/configuration/src/index.js'));
  const url = (/** @type {string} */ host) => `http://${host}:${port}/`;
  return Object.fromEntries(
    loadTenants(folder)
      .all()
      .map(
        (
          /** @type {{ key: string, hosts: { portal: string[], backoffice: string[] } }} */ { key, hosts },
        ) => [key, { portal: url(hosts.portal[0] ?? ''), backoffice: url(hosts.backoffice[0] ?? '') }],
      ),
  );
}
