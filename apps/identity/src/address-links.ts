import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { addressLinkAggregate } from './account.aggregate';
import { addressLinkSeconds, type AddressLinkPurpose } from './domain/address-link';
import type { AddressLinkContent } from './link-contents';
import { Links, type OpenedLink } from './links';
import { countAttempt, type Limit } from './read-models/attempts';
import { Secrets } from './secrets';

/** A link that somebody has sent, and whose session asked for it. */
export interface AskedLink extends AddressLinkContent {
  readonly purpose: AddressLinkPurpose;
  readonly personId: string;
  /** Public handle. */
  readonly session: string;
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
    private readonly links: Links,
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
      const own = { personId, session, purpose };
      const content = { email, language };
      await this.links.add(manager, 'address-link', { tenant, id }, own, content, addressLinkSeconds);
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
  ): Promise<OpenedLink<'address-link'>> {
    const link = await this.links.opened('address-link', tenant, token);
    const isRight =
      link !== undefined &&
      link.purpose !== 'in-use' &&
      link.personId === by.personId &&
      // What moves an account is proven in the session that wants it, and in no other.
      (link.purpose !== 'move' || link.session === by.session);
    if (!isRight) throw new Problem('address-link-unusable');
    return link;
  }

  private count(tenant: string, counted: Buffer, limit: Limit): Promise<number> {
    return this.data.withTenant(tenant, (manager) => countAttempt(manager, tenant, counted, limit));
  }
}
