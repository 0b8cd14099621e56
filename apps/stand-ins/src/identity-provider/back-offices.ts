import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * Where the back-offices of all cities are reached, as their files say now: a sign-in may return there. A file that cannot be read
 * is none; the services say what is wrong with it.
 * @param tenantsDir TENANTS_DIR
 * @param port of the gateway
 */
export function backOffices(tenantsDir: string, port: number): readonly string[] {
  return readdirSync(tenantsDir)
    .flatMap((city) => hostsIn(join(tenantsDir, city)))
    .map((host) => `http://${host}:${port}`);
}

function hostsIn(city: string): readonly string[] {
  try {
    const settings = readdirSync(city).find((name) => /^tenant\.(ya?ml|json)$/.test(name)) ?? '';
    const { hosts } = parse(readFileSync(join(city, settings), 'utf8')) as {
      readonly hosts: { readonly backoffice: readonly string[] };
    };
    return [...hosts.backoffice];
  } catch {
    return [];
  }
}
