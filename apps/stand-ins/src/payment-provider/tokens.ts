import { randomBytes } from 'node:crypto';
import type { Answer, Asked } from './answers';

/** What XBezahldienste lets a client ask for. */
const scopes = ['post', 'read'] as const;
export type Scope = (typeof scopes)[number];

const lifetimeSeconds = 300;

/** The token endpoint of OAuth 2 (RFC 6749, 4.4: client credentials) with opaque tokens; a restart ends them all. */
export class Tokens {
  private readonly valid = new Map<string, { readonly until: number; readonly scopes: readonly Scope[] }>();

  constructor(
    private readonly clientId: string,
    private readonly secret: string,
  ) {}

  answer({ method, headers, body }: Asked): Answer {
    if (method !== 'POST') return refused(405, 'invalid_request');
    const form = new URLSearchParams(body);
    if (!this.knows(String(headers.authorization ?? ''), form))
      return refused(401, 'invalid_client', { 'www-authenticate': 'Basic realm="pmpay"' });
    if (form.get('grant_type') !== 'client_credentials') return refused(400, 'unsupported_grant_type');
    const wanted = form.get('scope')?.split(' ').filter(Boolean) ?? [...scopes];
    const granted = scopes.filter((scope) => wanted.includes(scope));
    if (granted.length !== wanted.length) return refused(400, 'invalid_scope');
    const token = randomBytes(32).toString('base64url');
    const now = Date.now();
    for (const [old, { until }] of this.valid) if (until < now) this.valid.delete(old);
    this.valid.set(token, { until: now + lifetimeSeconds * 1_000, scopes: granted });
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: lifetimeSeconds,
        scope: granted.join(' '),
      },
    };
  }

  /** What the bearer of a token may do; undefined where it is none, or one that has run out. */
  scopesOf({ headers }: Asked): readonly Scope[] | undefined {
    const token = /^Bearer (\S+)$/.exec(String(headers.authorization ?? ''))?.[1] ?? '';
    const found = this.valid.get(token);
    return found && found.until > Date.now() ? found.scopes : undefined;
  }

  /** All of them run out now. */
  revoke(): void {
    this.valid.clear();
  }

  /** By the header (RFC 6749, 2.3.1: form-encoded before it is base64), or in the form. */
  private knows(authorization: string, form: URLSearchParams): boolean {
    const basic = /^Basic (\S+)$/.exec(authorization)?.[1];
    const [id, secret] =
      basic === undefined
        ? [form.get('client_id'), form.get('client_secret')]
        : Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
    return id === this.clientId && secret === this.secret;
  }
}

function refused(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'cache-control': 'no-store', ...headers }, body: { error } };
}
