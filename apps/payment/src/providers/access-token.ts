import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { ProviderAway } from './provider';
import type { Exchange, Reply } from './exchange';

/** OAuth 2, client credentials (RFC 6749, 4.4), as pmPayment asks for it. */
export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Holds the secret and nothing else; read when it is needed, so that it can be exchanged. */
  readonly clientSecretFile: string;
  /** How the client says who it is: in the header (which RFC 6749 wants) or in the form (which some want instead). */
  readonly clientAuthentication?: 'header' | 'form';
  readonly scope?: string;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in?: number;
}

const isTokenAnswer = new Ajv().compile<TokenAnswer>({
  type: 'object',
  required: ['access_token', 'token_type'],
  properties: {
    access_token: { type: 'string', pattern: '^[\\x21-\\x7e]{1,8192}$' },
    token_type: { type: 'string', pattern: '^[Bb][Ee][Aa][Rr][Ee][Rr]$' },
    expires_in: { type: 'number', minimum: 0 },
  },
});

/** Ms before its end that a token is used no more, and how long one lives that says nothing about it. */
const reserveMs = 30_000;
const unsaidLifeMs = 60_000;

interface Token {
  readonly value: string;
  /** By `Date.now`. */
  readonly until: number;
}

/** The token by which a provider knows us: kept until it runs out, asked for once however many need it. */
export class AccessTokens {
  private held: Promise<Token> | undefined;
  private heldUntil = 0;

  constructor(
    private readonly exchange: Exchange,
    private readonly credentials: ClientCredentials,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Asks with a token; where the provider does not accept it (401), once more with a new one.
   * @throws ProviderAway where there is no token to be had
   */
  async asking(ask: (authorization: string) => Promise<Reply>): Promise<Reply> {
    const token = this.current();
    const reply = await ask(`Bearer ${(await token).value}`);
    if (reply.status !== 401) return reply;
    if (this.held === token) this.held = undefined;
    return ask(`Bearer ${(await this.current()).value}`);
  }

  private current(): Promise<Token> {
    if (this.held !== undefined && this.heldUntil > this.now()) return this.held;
    const fetching = this.fetch();
    this.held = fetching;
    this.heldUntil = Infinity;
    fetching.then(
      ({ until }) => {
        if (this.held === fetching) this.heldUntil = until;
      },
      () => {
        if (this.held === fetching) this.held = undefined;
      },
    );
    return fetching;
  }

  private async fetch(): Promise<Token> {
    const { tokenUrl, clientId, scope } = this.credentials;
    const secret = this.secret();
    const inHeader = this.credentials.clientAuthentication !== 'form';
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
      ...(!inHeader && { client_id: clientId, client_secret: secret }),
    });
    const reply = await this.exchange.ask({
      method: 'POST',
      url: tokenUrl,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(inHeader && { authorization: basic(clientId, secret) }),
      },
      body: form.toString(),
    });
    const { provider } = this.exchange;
    if (reply.status !== 200) throw new ProviderAway(provider, `no access token: HTTP ${reply.status}`);
    const answer = this.exchange.json(reply);
    if (!isTokenAnswer(answer)) throw new ProviderAway(provider, 'no access token in the answer');
    const lifeMs = answer.expires_in === undefined ? unsaidLifeMs : answer.expires_in * 1_000;
    return { value: answer.access_token, until: this.now() + Math.max(lifeMs - reserveMs, lifeMs / 2) };
  }

  private secret(): string {
    try {
      return readFileSync(this.credentials.clientSecretFile, 'utf8').trim();
    } catch (error) {
      throw new ProviderAway(this.exchange.provider, 'the file of our secret cannot be read', error);
    }
  }
}

/** RFC 6749, 2.3.1: both are written as in a form before they are joined. */
function basic(id: string, secret: string): string {
  const written = [id, secret].map((part) => new URLSearchParams({ part }).toString().slice('part='.length));
  return `Basic ${Buffer.from(written.join(':')).toString('base64')}`;
}
