/**
 * Runs the stand-in provider. Environment: PORT, HOST (127.0.0.1), OIDC_ISSUER (http://localhost:<PORT>), OIDC_CLIENT_ID,
 * OIDC_CLIENT_SECRET, PUBLIC_PORT (the gateway's, for the addresses that a sign-in may return to).
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { signInPage } from './pages.mjs';
import { createProvider } from './provider.mjs';
import { staff } from './users.mjs';

const { PORT = '8090', HOST = '127.0.0.1', PUBLIC_PORT = '8080' } = process.env;
const {
  OIDC_ISSUER = `http://localhost:${PORT}`,
  OIDC_CLIENT_ID = 'serviceportal',
  OIDC_CLIENT_SECRET,
} = process.env;
if (!OIDC_CLIENT_SECRET) {
  console.error('OIDC_CLIENT_SECRET is missing: set it to the same secret that the identity service has.');
  process.exit(1);
}

const tenants = [...new Set(staff.map(({ tenant }) => tenant))];
const provider = await createProvider({
  issuer: OIDC_ISSUER,
  clientId: OIDC_CLIENT_ID,
  clientSecret: OIDC_CLIENT_SECRET,
  origins: tenants.map((tenant) => `http://backoffice.${tenant}.localhost:${PUBLIC_PORT}`),
});
provider.on('server_error', (_ctx, error) => console.error('identity-provider:', error));
const openIdConnect = provider.callback();

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error('identity-provider:', error instanceof Error ? error.message : error);
    if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('Die Anmeldung ist abgelaufen. Bitte beginnen Sie noch einmal auf der Seite Ihrer Stadt.');
  });
});
server.listen(Number(PORT), HOST);
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
async function answer(request, response) {
  const { pathname } = new URL(request.url ?? '/', OIDC_ISSUER);
  if (pathname === '/health/live' || pathname === '/health/ready') {
    const headers = { 'content-type': 'application/json', 'x-process-id': process.pid };
    response.writeHead(200, headers).end('{"status":"ok"}');
  } else if (pathname.startsWith('/sign-in/')) {
    await signIn(request, response, pathname);
  } else {
    await openIdConnect(request, response);
  }
}

/**
 * The sign-in form, and what is sent with it.
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {string} action
 */
async function signIn(request, response, action) {
  await provider.interactionDetails(request, response); // throws when this browser did not begin a sign-in
  if (request.method !== 'POST') return showForm(200, { action, failed: false });
  const form = new URLSearchParams(await text(request));
  const user = form.get('user') ?? '';
  const person = staff.find((one) => one.user === user && one.password === form.get('password'));
  if (!person) return showForm(401, { action, failed: true, user });
  return provider.interactionFinished(request, response, { login: { accountId: person.user } });

  /** @param {number} status @param {Parameters<typeof signInPage>[0]} content */
  function showForm(status, content) {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(signInPage(content));
  }
}
