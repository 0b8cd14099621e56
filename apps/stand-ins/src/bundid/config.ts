/**
 * Where the two SAML providers listen, and what they keep. Every variable has a default.
 * `SERVICE_PROVIDERS_FILE` names a JSON file, see `service-providers.ts`.
 */
export function readSamlConfig() {
  const { PORT = '8091', SERVICEKONTO_PORT = '8092', HOST = '127.0.0.1' } = process.env;
  const { STATE_DIR = '.local/bundid', SERVICE_PROVIDERS_FILE = '.local/sign-in/service-providers.json' } =
    process.env;
  return {
    port: Number(PORT),
    servicekontoPort: Number(SERVICEKONTO_PORT),
    host: HOST,
    keysFolder: STATE_DIR,
    serviceProvidersFile: SERVICE_PROVIDERS_FILE,
  };
}
