/**
 * Where the two SAML providers listen, what they keep, and where the cities are that they answer. `CITIES_HOST`: where `*.localhost`
 * is; in containers that is not this machine.
 * @throws Error naming the variable that is missing
 */
export function readSamlConfig() {
  const {
    PORT = '8091',
    SERVICEKONTO_PORT = '8092',
    HOST = '127.0.0.1',
    STATE_DIR = '.local/bundid',
  } = process.env;
  const { TENANTS_DIR, PUBLIC_PORT = '8080', CITIES_HOST = '127.0.0.1' } = process.env;
  if (!TENANTS_DIR) throw new Error('TENANTS_DIR is missing: set it to the folder with one folder per city.');
  return {
    port: Number(PORT),
    servicekontoPort: Number(SERVICEKONTO_PORT),
    host: HOST,
    keysFolder: STATE_DIR,
    tenantsDir: TENANTS_DIR,
    publicPort: Number(PUBLIC_PORT),
    citiesHost: CITIES_HOST,
  };
}
