import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand, type DueHandler, type EventStore } from '#event-sourcing';
import { Problem } from '#http';
import { accountLinkAggregate } from './account.aggregate';
import { accountLinkSeconds, type AccountLinkKind } from './domain/account-link';
import type { AccountLinkContent } from './link-contents';
import { Links, type OpenedLink } from './links';
import { countAttempt, type Limit } from './read-models/attempts';
import { linkTables } from './read-models/links';
import { Secrets } from './secrets';
import { ClientLimit } from './sign-in-link.handler';

/** Nobody fills somebody else's mailbox, however many they are; of these one client has a part. */
const linksPerAddress: Limit = { number: 20, windowSeconds: 15 * 60 };
const linksPerAddressAndClient: Limit = { number: 5, windowSeconds: 15 * 60 };

const metadata = () => metadataOf({ personId: 'service:identity', role: 'service' });

/** Links to addresses of accounts here: to confirm a registration, and to set another password. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly clientLimit: ClientLimit,
    private readonly links: Links,
  ) {}

  /**
   * Counts that a client asks for a link to an address. Above the limit of an address nothing is to be sent, and nothing said.
   * @throws Problem `too-many-requests` for a client that asks too often
   */
  async mayBeSent(tenant: string, email: string, client: string): Promise<boolean> {
    const secrets = await this.secrets.ofCity(tenant);
    const count = (counted: string, limit: Limit) =>
      this.data.withTenant(tenant, (manager) =>
        countAttempt(manager, tenant, secrets.clientHash(counted, 'requesting-client'), limit),
      );
    const retryAfter = await count(client, this.clientLimit);
    if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
    if ((await count(`${client} account ${email}`, linksPerAddressAndClient)) > 0) return false;
    return (await count(`account ${email}`, linksPerAddress)) === 0;
  }

  /** Has a link sent. */
  async send(tenant: string, kind: AccountLinkKind, content: AccountLinkContent): Promise<void> {
    const secrets = await this.secrets.ofCity(tenant);
    const id = uuidv7();
    await this.data.inTransaction(tenant, async (manager, client: pg.PoolClient) => {
      await this.record(this.store.within(client), { tenant, id }, { type: 'request-account-link', kind });
      const lookup = secrets.lookup({ purpose: 'local-account', value: content.email });
      const seconds = accountLinkSeconds[kind];
      await this.links.add(manager, 'account-link', { tenant, id }, { kind, lookup }, content, seconds);
    });
  }

  /** The link of this kind that a token opens. Opening it uses nothing up. @throws Problem `account-link-unusable` */
  async opened(tenant: string, kind: AccountLinkKind, token: string): Promise<OpenedLink<'account-link'>> {
    const link = await this.links.opened('account-link', tenant, token);
    if (link?.kind !== kind) throw new Problem('account-link-unusable');
    return link;
  }

  /**
   * Uses a link up, within the transaction of what it leads to. Every other one of its kind to the same address ends with it.
   * @throws Problem `account-link-unusable` when it was used a moment before
   */
  async useUp(manager: EntityManager, tenant: string, { id }: { readonly id: string }): Promise<void> {
    if (!(await linkTables['account-link'].useUp(manager, { tenant, id })))
      throw new Problem('account-link-unusable');
  }

  /** Records that a link was used, after the transaction that used it up; until then its history says that its time will end it. */
  async recordUse(tenant: string, { id }: { readonly id: string }): Promise<void> {
    await this.record(this.store, { tenant, id }, { type: 'end-account-link', used: true });
  }

  /** What is done when the time of a link is over: what waited for it is deleted (W6a H11). */
  readonly atItsEnd: DueHandler = async ({ tenant, streamId: id }, client) => {
    await this.record(this.store.within(client), { tenant, id }, { type: 'end-account-link', used: false });
    await linkTables['account-link'].remove(client, tenant, id);
  };

  private record(
    store: EventStore,
    { tenant, id: streamId }: { readonly tenant: string; readonly id: string },
    command: Parameters<typeof accountLinkAggregate.decider.decide>[0],
  ) {
    return runCommand(store, accountLinkAggregate, { tenant, streamId }, command, { metadata: metadata() });
  }
}
