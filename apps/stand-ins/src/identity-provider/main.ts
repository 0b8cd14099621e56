import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { readProviderConfig } from './config';
import { signInPage, type SignInForm } from './pages';
import { createProvider } from './provider';
import { backOffices } from './back-offices';
import { readStaff, type StaffUser } from './staff';

/** Runs the stand-in provider until it is asked to end. */
async function main(): Promise<void> {
  const { port, host, publicPort, tenantsDir, staffFile, ...client } = readProviderConfig();
  const staff = () => readStaff(staffFile);
  const provider = await createProvider({
    ...client,
    staff,
    origins: () => backOffices(tenantsDir, publicPort),
  });
  provider.on('server_error', (_ctx, error) => console.error('identity-provider:', error));

  const answer = answers(provider, staff, client.issuer);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error('identity-provider:', error instanceof Error ? error.message : error);
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Die Anmeldung ist abgelaufen. Bitte beginnen Sie noch einmal auf der Seite Ihrer Stadt.');
    });
  });
  server.listen(port, host);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

/** Who may sign in now. */
type Staff = () => readonly StaffUser[];
type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Health, the sign-in form, and everything else by the provider. */
function answers(provider: Provider, staff: Staff, issuer: string): Answer {
  const openIdConnect = provider.callback();
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (pathname === '/health/live' || pathname === '/health/ready') {
      const headers = { 'content-type': 'application/json', 'x-process-id': process.pid };
      response.writeHead(200, headers).end('{"status":"ok"}');
    } else if (pathname.startsWith('/sign-in/')) {
      await signIn(provider, staff, request, response, pathname);
    } else {
      await openIdConnect(request, response);
    }
  };
}

/** The sign-in form, and what is sent with it. */
async function signIn(
  provider: Provider,
  staff: Staff,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
): Promise<void> {
  await provider.interactionDetails(request, response); // throws when this browser did not begin a sign-in
  const showForm = (status: number, form: SignInForm) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(signInPage(form));
  };
  if (request.method !== 'POST') return showForm(200, { action, failed: false });
  const form = new URLSearchParams(await text(request));
  const user = form.get('user') ?? '';
  const person = staff().find((one) => one.user === user && one.password === form.get('password'));
  if (!person) return showForm(401, { action, failed: true, user });
  return provider.interactionFinished(request, response, { login: { accountId: person.user } });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
