import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { lookupOfCities } from '../cities';
import { isOwnHost } from '../own-host';
import { Accounts, type ProviderKey } from './accounts';
import type { Answer, Asked } from './answers';
import { Callbacks } from './callbacks';
import { Charges } from './charges';
import { Control } from './control';
import { answerAway, GoingAway, type Operation } from './going-away';
import { clientId, type Origins, type ProviderKeys } from './keys';
import { Outcomes } from './outcomes';
import { Paying } from './paying';
import { Tokens, type Scope } from './tokens';
import { Transactions, type Transaction } from './transactions';
import { systemResponse, Xbezahldienste } from './xbezahldienste';

const mostBytes = 1_000_000;

/** How the provider runs. */
export interface ProviderSettings {
  readonly origins: Origins;
  readonly keys: ProviderKeys;
  /** Where transactions are kept. */
  readonly folder: string;
  readonly tenantsDir: string;
  /** Where `*.localhost` is. */
  readonly citiesHost: string;
}

/**
 * Three providers of payments in one: `xbezahl` (XBezahldienste by mutual TLS), `pmpay` (XBezahldienste by OAuth 2) and `stadtpay`
 * (signed callbacks, refunds, a list), with a page on which somebody pays.
 */
export class PaymentProvider {
  private readonly goingAway = new GoingAway();
  private readonly tokens: Tokens;
  private readonly xbezahl: Xbezahldienste;
  private readonly pmpay: Xbezahldienste;
  private readonly charges: Charges;
  private readonly paying: Paying;
  private readonly control: Control;

  constructor({ origins, keys, folder, tenantsDir, citiesHost }: ProviderSettings) {
    const accounts = new Accounts(tenantsDir);
    const transactions = new Transactions(folder);
    const callbacks = new Callbacks(transactions, keys.callbackSecret, lookupOfCities(citiesHost));
    const outcomes = new Outcomes(transactions, callbacks);
    const pageOf = ({ id }: Transaction) => `${origins.http}/pay/${id}`;
    const { goingAway } = this;
    const character = { provider: 'xbezahl', url: `${origins.tls}/v1`, takesRequestIds: false } as const;
    const other = { provider: 'pmpay', url: `${origins.http}/pmpay/v1`, takesRequestIds: true } as const;
    this.xbezahl = new Xbezahldienste(character, accounts, transactions, pageOf);
    this.pmpay = new Xbezahldienste(other, accounts, transactions, pageOf);
    this.tokens = new Tokens(clientId, keys.clientSecret);
    this.charges = new Charges(keys.merchantSecret, accounts, transactions, outcomes, pageOf);
    this.paying = new Paying(transactions, outcomes, goingAway);
    const { charges, tokens } = this;
    this.control = new Control({ transactions, outcomes, goingAway, callbacks, charges, tokens, pageOf });
    outcomes.resume();
  }

  /** What is asked for in the clear: pages, control, and the protocols that know who asks by a secret. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnHost(request)) return void response.writeHead(421).end();
    const { method } = request;
    const [place = '', ...path] = pathOf(request);
    if (place === 'health') {
      response.writeHead(200, { 'content-type': 'application/json', 'x-process-id': process.pid });
      return void response.end('{"status":"ok"}');
    }
    if (place === '' && method === 'GET') return this.paying.home(request, response);
    if (place === 'pay' && method === 'GET') return this.paying.answer(request, response, path[0] ?? '');
    const asked = await askedBy(request, path);
    if (!asked) return void response.writeHead(413).end();
    if (place === 'pay' && method === 'POST') {
      const form = new URLSearchParams(asked.body);
      return this.paying.answer(request, response, path[0] ?? '', form);
    }
    if (place === 'control') return write(response, await this.control.answer(asked));
    if (place === 'stadtpay')
      return this.protocol('stadtpay', chargeOperation(asked), response, () => this.charges.answer(asked));
    if (place === 'pmpay' && asked.path.join('/') === 'oauth2/token')
      return this.protocol('pmpay', 'token', response, () => this.tokens.answer(asked));
    if (place === 'pmpay' && path[0] === 'v1') {
      const below = { ...asked, path: path.slice(1) };
      const operation = xbezahlOperation(below);
      return this.protocol('pmpay', operation, response, () => this.answerBearer(below, operation));
    }
    write(response, { status: 404, body: { error: { message: 'There is nothing here.' } } });
  }

  /** What is asked for by TLS, with a certificate that our authority signed: whose it is says its name. */
  async answerCertified(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [version, ...path] = pathOf(request);
    const asked = await askedBy(request, path);
    if (!asked) return void response.writeHead(413).end();
    const { socket } = request;
    const name = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
    await this.protocol('xbezahl', xbezahlOperation(asked), response, () => {
      if (name !== clientId) return systemResponse(403, 'Dieses Zertifikat darf hier nichts.', 'FORBIDDEN');
      if (version !== 'v1') return systemResponse(404, 'Das gibt es hier nicht.', 'UNSPECIFIED');
      return this.xbezahl.answer(asked);
    });
  }

  private answerBearer(asked: Asked, operation: Operation): Answer {
    const scopes = this.tokens.scopesOf(asked);
    const needed: Scope = operation === 'begin' ? 'post' : 'read';
    if (!scopes) {
      const answer = systemResponse(401, 'Die Authentifizierung ist fehlgeschlagen.', 'FORBIDDEN');
      const challenge = { 'www-authenticate': 'Bearer realm="pmpay", error="invalid_token"' };
      return { ...answer, headers: { ...answer.headers, ...challenge } };
    }
    if (!scopes.includes(needed))
      return systemResponse(403, `Das Token hat nicht den Scope ${needed}.`, 'FORBIDDEN');
    return this.pmpay.answer(asked);
  }

  /** Answers as the protocol says, unless the provider is away. */
  private async protocol(
    provider: ProviderKey,
    operation: Operation,
    response: ServerResponse,
    answer: () => Answer,
  ): Promise<void> {
    const mode = this.goingAway.take(provider, operation);
    if (!mode) return write(response, answer());
    await answerAway(mode, response, answer, unavailable[provider], (instead) => write(response, instead));
  }
}

const noService = systemResponse(503, 'Interner temporärer Server Fehler', 'UNSPECIFIED');
const unavailable: Readonly<Record<ProviderKey, Answer>> = {
  xbezahl: noService,
  pmpay: noService,
  stadtpay: { status: 503, body: { error: { code: 'unavailable', message: 'Try again later.' } } },
};

function xbezahlOperation({ method, path }: Asked): Operation {
  if (path[0] === 'status') return 'status';
  return method === 'POST' ? 'begin' : 'look';
}

function chargeOperation({ method, path, query }: Asked): Operation {
  if (path.includes('refunds')) return 'refund';
  if (method === 'POST') return 'begin';
  return query.has('from') ? 'list' : 'look';
}

const urlOf = ({ url = '/' }: IncomingMessage): URL =>
  new URL(url.replace(/^\/+/, '/'), 'http://provider.invalid');

/** The parts of a path; an empty one counts for nothing. */
const pathOf = (request: IncomingMessage): string[] => urlOf(request).pathname.split('/').filter(Boolean);

/** @returns undefined where the body is too long */
async function askedBy(request: IncomingMessage, path: readonly string[]): Promise<Asked | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  const { method = 'GET', headers } = request;
  return {
    method,
    path,
    query: urlOf(request).searchParams,
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
