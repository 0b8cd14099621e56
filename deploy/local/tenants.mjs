/** The cities' files as the launcher sees them: read with the very code of the services, said at the terminal. */
import { ConfigurationReader, LiveConfiguration, sayProblem } from './built.mjs';

/** @typedef {import('../../libs/configuration/src/live-configuration.js').LiveConfiguration} Live */
/** @typedef {import('../../libs/configuration/src/configuration-error.js').ConfigurationProblem} Problem */

/**
 * Everything that is wrong in the files of the cities, one line each.
 * @param {string} folder TENANTS_DIR
 * @returns {Promise<{ refused: string[], settings: string[], cities: number, services: number }>} `settings`: what of it keeps a
 * whole city from being there after a start
 */
export async function checkTenants(folder) {
  const { cities, problems } = await new ConfigurationReader(folder).read();
  const services = [...cities.values()].reduce((sum, city) => sum + city.services.size, 0);
  const say = (/** @type {Problem} */ problem) => sayProblem(problem, folder);
  const ofSettings = problems.filter(({ file }) => /tenant\.\w+$/.test(file));
  return { refused: problems.map(say), settings: ofSettings.map(say), cities: cities.size, services };
}

/**
 * Reads the cities, says what of them is refused, and from then on whatever changes.
 * @param {string} folder TENANTS_DIR @param {(text: string) => void} line
 * @returns {Promise<Live>} @throws Error naming every file, place and reason where no city can be used
 */
export async function openTenants(folder, line) {
  const live = await LiveConfiguration.open(folder);
  /** @type {string[]} */
  let said = [];
  const say = (/** @type {readonly Problem[]} */ problems) => {
    const lines = problems.map((problem) => sayProblem(problem, folder));
    for (const text of lines.filter((text) => !said.includes(text))) line(`  ! ${text}`);
    if (lines.length === 0 && said.length > 0)
      line('  ✓ nothing in the files of the cities is refused any more');
    said = lines;
  };
  say(live.problems);
  live.listen({
    refused: say,
    changed: ({ adopted, ended }) => {
      for (const { tenant, kind, key } of adopted)
        line(`  ✓ ${tenant}: ${nameOf(kind, key)} is in force as changed`);
      for (const { tenant, kind, key } of ended) line(`  - ${tenant}: ${nameOf(kind, key)} has ended`);
    },
  });
  return live;
}

/** @param {'tenant' | 'service' | 'template'} kind @param {string} key */
function nameOf(kind, key) {
  if (kind === 'tenant') return 'tenant.yaml';
  return kind === 'template' ? `the text ${key}` : key;
}

/**
 * The addresses of the cities. @param {Live} live @param {number} port the gateway's
 * @returns {Record<string, { portal: string, backoffice: string }>} tenant → full URLs
 */
export function addressesOf({ registry }, port) {
  const url = (/** @type {string | undefined} */ host) => `http://${host}:${port}/`;
  return Object.fromEntries(
    registry
      .all()
      .map(({ key, hosts }) => [key, { portal: url(hosts.portal[0]), backoffice: url(hosts.backoffice[0]) }]),
  );
}
