import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Site = 'portal' | 'backoffice';

/**
 * Where one site of all cities is reached, as their files say now, e.g. `http://duisburg.localhost:8080`: a sign-in may return there. A
 * file that cannot be read is none; the services say what is wrong with it.
 * @param tenantsDir TENANTS_DIR
 * @param port of the gateway
 */
export function originsOf(site: Site, tenantsDir: string, port: number): readonly string[] {
  return readdirSync(tenantsDir)
    .flatMap((city) => hostsIn(join(tenantsDir, city), site))
    .map((host) => `http://${host}:${port}`);
}

function hostsIn(city: string, site: Site): readonly string[] {
  try {
    const settings = readdirSync(city).find((name) => /^tenant\.(ya?ml|json)$/.test(name)) ?? '';
    const { hosts } = parse(readFileSync(join(city, settings), 'utf8')) as {
      readonly hosts: Readonly<Record<Site, readonly string[]>>;
    };
    return [...hosts[site]];
  } catch {
    return [];
  }
}
