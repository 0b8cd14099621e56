/**
 * The environment of the stand-in provider. `PUBLIC_PORT` is the gateway's: a sign-in may return to the back-offices there, whose
 * hosts stand in `TENANTS_DIR`, and which are reached at `CITIES_HOST` from here. `STAFF_FILE` says who may sign in.
 * @throws Error naming the variable that is missing
 */
export function readProviderConfig() {
  const { PORT = '8090', HOST = '127.0.0.1', PUBLIC_PORT = '8080', CITIES_HOST = '127.0.0.1' } = process.env;
  const {
    OIDC_ISSUER = `http://localhost:${PORT}`,
    OIDC_CLIENT_ID = 'serviceportal',
    OIDC_CLIENT_SECRET,
    TENANTS_DIR,
    STAFF_FILE,
  } = process.env;
  if (!TENANTS_DIR || !STAFF_FILE)
    throw new Error(
      'TENANTS_DIR or STAFF_FILE is missing: set them to the folder of the cities and to the file with their staff.',
    );
  if (!OIDC_CLIENT_SECRET)
    throw new Error(
      'OIDC_CLIENT_SECRET is missing: set it to the same secret that the identity service has.',
    );
  return {
    port: Number(PORT),
    host: HOST,
    publicPort: Number(PUBLIC_PORT),
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    tenantsDir: TENANTS_DIR,
    staffFile: STAFF_FILE,
    citiesHost: CITIES_HOST,
  };
}
