import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TenantData } from '#database';
import type { LinkContents, LinkKind } from './link-contents';
import { linkTables, type LinkRows, type OwnColumns } from './read-models/links';
import { Secrets, secretHash } from './secrets';

/** A link that is neither used nor expired, with what it holds. */
export type OpenedLink<Kind extends LinkKind> = { readonly id: string } & Readonly<
  OwnColumns<LinkRows[Kind]>
> &
  LinkContents[Kind];

const tokenPattern = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([\w-]{43})$/;

/**
 * Links in mails, of every kind. What an address carries is the token of a link: its id and its secret. The secret is derived from
 * the id and stored as a hash alone, so that the notification service can be told it when the mail is sent, and the database cannot.
 */
@Injectable()
export class Links {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Adds a link, within the transaction that records that it was asked for.
   * @param seconds how long it is valid
   */
  async add<Kind extends LinkKind>(
    manager: EntityManager,
    kind: Kind,
    { tenant, id }: { readonly tenant: string; readonly id: string },
    own: OwnColumns<LinkRows[Kind]>,
    content: LinkContents[Kind],
    seconds: number,
  ): Promise<void> {
    const secrets = await this.secrets.ofCity(tenant);
    const link = {
      ...{ tenant, id },
      secretHash: secretHash(secrets.linkSecret(kind, id)),
      content: secrets.sealLink(kind, id, content),
    };
    await linkTables[kind].add(manager, link, own, seconds);
  }

  /** The link that a token opens; undefined when it opens none (any more). Opening it uses nothing up. */
  async opened<Kind extends LinkKind>(
    kind: Kind,
    tenant: string,
    token: string,
  ): Promise<OpenedLink<Kind> | undefined> {
    return this.byToken(kind, token, (id) => this.find(kind, tenant, id));
  }

  /** The link of a token that was used up in the last minute. */
  async justUsed<Kind extends LinkKind>(
    kind: Kind,
    tenant: string,
    token: string,
  ): Promise<OpenedLink<Kind> | undefined> {
    return this.byToken(kind, token, (id) =>
      this.data.withTenant(tenant, (manager) => linkTables[kind].findJustUsed(manager, tenant, id)),
    );
  }

  /** A link as its mail tells it, with its token; undefined when it need not be sent (any more). */
  async mailed<Kind extends LinkKind>(
    kind: Kind,
    tenant: string,
    id: string,
  ): Promise<(OpenedLink<Kind> & { readonly token: string }) | undefined> {
    const link = await this.find(kind, tenant, id);
    if (link === null) return undefined;
    const secret = (await this.secrets.ofCity(tenant)).linkSecret(kind, id);
    return { ...(await this.withContent(kind, link)), token: `${id}.${secret}` };
  }

  private async byToken<Kind extends LinkKind>(
    kind: Kind,
    token: string,
    find: (id: string) => Promise<LinkRows[Kind] | null>,
  ): Promise<OpenedLink<Kind> | undefined> {
    const [id, secret] = tokenPattern.exec(token)?.slice(1) ?? [];
    if (id === undefined || secret === undefined) return undefined;
    const link = await find(id);
    if (link === null || !timingSafeEqual(secretHash(secret), link.secretHash)) return undefined;
    return this.withContent(kind, link);
  }

  private find<Kind extends LinkKind>(
    kind: Kind,
    tenant: string,
    id: string,
  ): Promise<LinkRows[Kind] | null> {
    return this.data.withTenant(tenant, (manager) => linkTables[kind].find(manager, tenant, id));
  }

  private async withContent<Kind extends LinkKind>(
    kind: Kind,
    link: LinkRows[Kind],
  ): Promise<OpenedLink<Kind>> {
    const secrets = await this.secrets.ofCity(link.tenant);
    return { ...link, ...secrets.openLink(kind, link.id, link.content) };
  }
}
