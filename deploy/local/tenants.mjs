// @ts-check
import { loadTenants } from './built.mjs';

/**
 * Checks the cities' configuration with the very code of the services, before any of them starts.
 * @param {string} folder @param {number} port the gateway's
 * @returns {Record<string, { portal: string, backoffice: string }>} tenant → full URLs
 * @throws Error naming file, place and reason
 */
export function addressesOfTenants(folder, port) {
  const url = (/** @type {string | undefined} */ host) => `http://${host}:${port}/`;
  return Object.fromEntries(
    loadTenants(folder)
      .all()
      .map(({ key, hosts }) => [key, { portal: url(hosts.portal[0]), backoffice: url(hosts.backoffice[0]) }]),
  );
}
