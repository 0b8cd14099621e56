import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { addressLinkAggregate } from './account.aggregate';
import type { AddressLinkPurpose } from './domain/address-link';
import { linkOfToken } from './opened-link';
import { addAddressLink, findUsableAddressLink } from './read-models/address-links';
import { countAttempt, type Limit } from './read-models/attempts';
import { Secrets, secretHash, type AddressLinkContent } from './secrets';

/** A link that somebody has sent, and whose session asked for it. */
export interface AskedLink extends AddressLinkContent {
  readonly purpose: AddressLinkPurpose;
  readonly personId: string;
  /** Public handle. */
  readonly session: string;
}

/** A link that was opened by its token and may be used up. */
export interface UsableAddressLink extends AskedLink {
  readonly id: string;
}

/** A link as its mail tells it. */
export interface AddressLinkMail extends AddressLinkContent {
  readonly purpose: AddressLinkPurpose;
  /** What the link carries; that of one for `in-use` opens nothing. */
  readonly token: string;
}

/** Nobody fills somebody else's mailbox out of their account, nor one mailbox out of many accounts. */
const linksPerPerson: Limit = { number: 5, windowSeconds: 15 * 60 };
const linksPerAddress: Limit = { number: 20, windowSeconds: 15 * 60 };

/** Links to addresses of accounts: they prove that who is signed in also reads the mail that goes there. */
@Injectable()
export class AddressLinks {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Has a link sent. Above the limit of an address nothing is sent and nothing is said.
   * @throws Problem `too-many-requests` when this person asks too often
   */
  async request(tenant: string, { purpose, personId, session, email, language }: AskedLink): Promise<void> {
    const secrets = await this.secrets.ofCity(tenant);
    const retryAfter = await this.count(tenant, secrets.clientHash(personId, 'address-link'), linksPerPerson);
    if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
    const counted = secrets.clientHash(email, 'address-link');
    if ((await this.count(tenant, counted, linksPerAddress)) > 0) return;
    const id = uuidv7();
    await this.data.inTransaction(tenant, async (manager, connection) => {
      const store = this.store.within(connection);
      const metadata = metadataOf({ personId, role: 'citizen' });
      const command = { type: 'request-address-link', purpose, personId } as const;
      await runCommand(store, addressLinkAggregate, { tenant, streamId: id }, command, { metadata });
      await addAddressLink(manager, {
        ...{ tenant, id, personId, session, purpose },
        secretHash: secretHash(secrets.addressLinkSecret(id)),
        content: secrets.sealAddressLink(id, { email, language }),
      });
    });
  }

  /**
   * The link that a token opens for this person. Opening it uses nothing up.
   * @throws Problem `address-link-unusable` when it opens none (any more), or somebody else's
   */
  async opened(
    tenant: string,
    token: string,
    by: Pick<AskedLink, 'personId' | 'session'>,
  ): Promise<UsableAddressLink> {
    const named = linkOfToken(token);
    const link = named && (await this.usable(tenant, named.id));
    const isRight =
      named !== undefined &&
      link != null &&
      link.purpose !== 'in-use' &&
      link.personId === by.personId &&
      // What moves an account is proven in the session that wants it, and in no other.
      (link.purpose !== 'move' || link.session === by.session) &&
      timingSafeEqual(secretHash(named.secret), link.secretHash);
    if (!isRight) throw new Problem('address-link-unusable');
    const { id, purpose, personId, session, content } = link;
    const opened = (await this.secrets.ofCity(tenant)).openAddressLink(id, content);
    return { id, purpose, personId, session, ...opened };
  }

  /** What the mail of a link says; undefined when it need not be sent (any more). */
  async mailOf(tenant: string, id: string): Promise<AddressLinkMail | undefined> {
    const link = await this.usable(tenant, id);
    if (link === null) return undefined;
    const secrets = await this.secrets.ofCity(tenant);
    const { purpose, content } = link;
    const token = `${id}.${secrets.addressLinkSecret(id)}`;
    return { ...secrets.openAddressLink(id, content), purpose, token };
  }

  private usable(tenant: string, id: string) {
    return this.data.withTenant(tenant, (manager) => findUsableAddressLink(manager, tenant, id));
  }

  private count(tenant: string, counted: Buffer, limit: Limit): Promise<number> {
    return this.data.withTenant(tenant, (manager) => countAttempt(manager, tenant, counted, limit));
  }
}
