import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Sealed, Sealer } from '#encryption';
import { Problem, type Language } from '#http';
import { TenantDatabase } from '#database';
import { CitySecrets } from './city-secrets';

/** What a link is for; sealed at rest. */
export interface LinkContent {
  /** The normalised address it is sent to. */
  readonly email: string;
  readonly language: Language;
  /** Path on the portal where the person wants to go. */
  readonly returnTo: string;
}

export interface UsableLink extends LinkContent {
  readonly id: string;
  /** Keyed hash of the address: finds the account. */
  readonly lookup: Buffer;
}

interface LinkRow {
  readonly lookup: Buffer;
  readonly secret_hash: Buffer;
  readonly content: Sealed;
}

/** How long a link is valid, in seconds. */
export const linkSeconds = 15 * 60;

/**
 * Sign-in links (R10b, R18). The secret of a link is a keyed hash of its id: the notification service can be told it when
 * the mail is sent, although only its hash is stored.
 */
@Injectable()
export class SignInLinks {
  constructor(
    private readonly database: TenantDatabase,
    private readonly secrets: CitySecrets,
  ) {}

  /** Adds a link within the transaction that records the wish for it, and forgets those that expired a day ago. */
  async add(
    client: pg.PoolClient,
    tenant: string,
    id: string,
    content: LinkContent,
    secrets: Sealer,
  ): Promise<void> {
    await client.query(
      `INSERT INTO identity.sign_in_links (tenant, id, lookup, secret_hash, content, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
      [
        tenant,
        id,
        addressLookup(secrets, content.email),
        sha256(secretOf(secrets, id)),
        secrets.seal(content, `sign-in-link:${id}`),
        linkSeconds,
      ],
    );
    await client.query(
      `DELETE FROM identity.sign_in_links WHERE tenant = $1 AND expires_at < now() - interval '1 day'`,
      [tenant],
    );
  }

  /** The link as it goes into the mail. @throws Problem `sign-in-link-unusable` when it is unknown, used or expired. */
  async forMail(tenant: string, id: string): Promise<UsableLink & { readonly token: string }> {
    const { link, secrets } = await this.usable(tenant, id);
    return { ...link, token: `${id}.${secretOf(secrets, id)}` };
  }

  /** The link that a token opens. @throws Problem `sign-in-link-unusable` when it opens none (any more). */
  async forToken(tenant: string, token: string): Promise<UsableLink> {
    const [id, secret] = tokenPattern.exec(token)?.slice(1) ?? [];
    if (id === undefined || secret === undefined) throw new Problem('sign-in-link-unusable');
    const { link, secretHash } = await this.usable(tenant, id);
    if (!timingSafeEqual(sha256(secret), secretHash)) throw new Problem('sign-in-link-unusable');
    return link;
  }

  /**
   * Uses a link up, within the transaction that signs the person in: of two at once, one finds it used. Every other link
   * to the same address ends with it, so that none is left lying in a mailbox.
   * @throws Problem `sign-in-link-unusable`
   */
  async useUp(client: pg.PoolClient, tenant: string, { id, lookup }: UsableLink): Promise<void> {
    // Locked in one order, so that two links to one address, used at once, do not wait for each other for ever.
    const { rows } = await client.query<{ id: string; valid: boolean }>(
      `WITH open AS (
         SELECT id FROM identity.sign_in_links WHERE tenant = $1 AND lookup = $2 AND used_at IS NULL ORDER BY id FOR UPDATE
       )
       UPDATE identity.sign_in_links AS link SET used_at = now() FROM open
       WHERE link.tenant = $1 AND link.id = open.id RETURNING link.id, expires_at > now() AS valid`,
      [tenant, lookup],
    );
    if (!rows.some((link) => link.id === id && link.valid)) throw new Problem('sign-in-link-unusable');
  }

  private async usable(
    tenant: string,
    id: string,
  ): Promise<{ link: UsableLink; secrets: Sealer; secretHash: Buffer }> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<LinkRow>(
        `SELECT lookup, secret_hash, content FROM identity.sign_in_links WHERE tenant = $1 AND id = $2 AND ${usable}`,
        [tenant, id],
      ),
    );
    const [row] = rows;
    if (row === undefined) throw new Problem('sign-in-link-unusable');
    const secrets = await this.secrets.of(tenant);
    const content = secrets.open<LinkContent>(row.content, `sign-in-link:${id}`);
    return { link: { id, lookup: row.lookup, ...content }, secrets, secretHash: row.secret_hash };
  }
}

const usable = 'used_at IS NULL AND expires_at > now()';
const tokenPattern = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([\w-]{43})$/;

/** What an account is found by: a keyed hash of the normalised address. */
export function addressLookup(secrets: Sealer, email: string): Buffer {
  return secrets.fingerprint(email, 'email-address');
}

function secretOf(secrets: Sealer, linkId: string): string {
  return secrets.fingerprint(linkId, 'sign-in-link').toString('base64url');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
