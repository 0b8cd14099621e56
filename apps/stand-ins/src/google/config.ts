import { readFileSync } from 'node:fs';

/**
 * The environment of the stand-in for Google. It lives at an address of its own, which is another site than the portals'.
 * @throws Error naming the variable that is missing
 */
export function readGoogleConfig() {
  const { PORT = '8093', HOST = '127.0.0.1', PUBLIC_PORT = '8080' } = process.env;
  const {
    GOOGLE_ISSUER = `http://127.0.0.1:${PORT}`,
    GOOGLE_CLIENT_ID = 'serviceportal',
    GOOGLE_CLIENT_SECRET_FILE,
    TENANTS_DIR,
  } = process.env;
  if (!TENANTS_DIR || !GOOGLE_CLIENT_SECRET_FILE)
    throw new Error(
      'TENANTS_DIR or GOOGLE_CLIENT_SECRET_FILE is missing: set them to the folder of the cities and to the file with the secret that the identity service has.',
    );
  return {
    port: Number(PORT),
    host: HOST,
    publicPort: Number(PUBLIC_PORT),
    issuer: GOOGLE_ISSUER,
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: readFileSync(GOOGLE_CLIENT_SECRET_FILE, 'utf8').trim(),
    tenantsDir: TENANTS_DIR,
  };
}
