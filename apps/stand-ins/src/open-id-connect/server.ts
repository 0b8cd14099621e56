import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { signInPage, type SignInForm, type SignInWords } from './pages';

/** Who signs in at a stand-in, and how its page is called. */
export interface SignInDoor {
  readonly words: SignInWords;
  /** The account that opens with this; undefined where none does. */
  readonly opens: (user: string, password: string) => string | undefined;
  /** Why an account that would open is locked: an error code of OAuth. */
  readonly locked?: (account: string) => string | undefined;
}

export interface Listening {
  readonly name: string;
  readonly issuer: string;
  readonly port: number;
  readonly host: string;
}

/** Runs a stand-in provider until it is asked to end: health, the sign-in form, and everything else by the provider. */
export function serve(provider: Provider, door: SignInDoor, { name, issuer, port, host }: Listening): void {
  provider.on('server_error', (_ctx, error) => console.error(`${name}:`, error));
  provider.on('backchannel.error', (_ctx, error) => console.error(`${name}:`, error.message));
  const openIdConnect = provider.callback();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (pathname === '/health/live' || pathname === '/health/ready') {
      const headers = { 'content-type': 'application/json', 'x-process-id': process.pid };
      response.writeHead(200, headers).end('{"status":"ok"}');
    } else if (pathname.startsWith('/sign-in/')) {
      await signIn(provider, door, request, response, pathname);
    } else {
      await openIdConnect(request, response);
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(`${name}:`, error instanceof Error ? error.message : error);
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

/** The sign-in form, and what is sent with it. */
async function signIn(
  provider: Provider,
  { words, opens, locked }: SignInDoor,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
): Promise<void> {
  await provider.interactionDetails(request, response); // throws when this browser did not begin a sign-in
  const showForm = (status: number, form: SignInForm) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(signInPage(form, words));
  };
  if (request.method !== 'POST') return showForm(200, { action, failed: false });
  const form = new URLSearchParams(await text(request));
  const refuse = (error: string) => provider.interactionFinished(request, response, { error });
  if (form.has('cancel')) return refuse('access_denied');
  const user = form.get('user') ?? '';
  const accountId = opens(user, form.get('password') ?? '');
  if (accountId === undefined) return showForm(401, { action, failed: true, user });
  const lock = locked?.(accountId);
  if (lock !== undefined) return refuse(lock);
  return provider.interactionFinished(request, response, { login: { accountId } });
}
