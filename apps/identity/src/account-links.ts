import { timingSafeEqual } from 'node:crypto';
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
import { linkOfToken } from './opened-link';
import {
  addAccountLink,
  findAccountLink,
  removeAccountLink,
  useUpAccountLink,
} from './read-models/account-links';
import { countAttempt, type Limit } from './read-models/attempts';
import { Secrets, secretHash } from './secrets';
import { ClientLimit } from './sign-in-link.handler';

/** Where a link goes, and what waits for it; sealed at rest. */
export interface AccountLinkContent {
  /** The normalised address. */
  readonly email: string;
  readonly language: 'de' | 'en';
  /** Path on the portal where the person wants to go. */
  readonly returnTo: string;
  readonly registration?: Registration;
}

/** What somebody typed to get an account, until the link confirms it (W6a H11). */
export interface Registration {
  readonly givenName: string;
  readonly familyName: string;
  /** `1980-02-29` */
  readonly dateOfBirth: string;
  /** Argon2id in PHC string format. */
  readonly password: string;
}

/** A link that was opened by its token and may be used up. */
export interface OpenedAccountLink extends AccountLinkContent {
  readonly id: string;
  readonly kind: AccountLinkKind;
  readonly lookup: Buffer;
}

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
      await addAccountLink(manager, {
        ...{ tenant, id, kind, seconds: accountLinkSeconds[kind] },
        lookup: secrets.lookup({ purpose: 'local-account', value: content.email }),
        secretHash: secretHash(secrets.accountLinkSecret(id)),
        content: secrets.sealAccountLink(id, content),
      });
    });
  }

  /** The link of this kind that a token opens. Opening it uses nothing up. @throws Problem `account-link-unusable` */
  async opened(tenant: string, kind: AccountLinkKind, token: string): Promise<OpenedAccountLink> {
    const named = linkOfToken(token);
    const link = named && (await this.find(tenant, named.id));
    const isRight =
      named !== undefined &&
      link != null &&
      link.kind === kind &&
      timingSafeEqual(secretHash(named.secret), link.secretHash);
    if (!isRight) throw new Problem('account-link-unusable');
    const { id, lookup, content } = link;
    return {
      ...(await this.secrets.ofCity(tenant)).openAccountLink<AccountLinkContent>(id, content),
      id,
      kind,
      lookup,
    };
  }

  /** What the mail of a link says; undefined when it need not be sent (any more). */
  async mailOf(
    tenant: string,
    id: string,
  ): Promise<(AccountLinkContent & { readonly kind: AccountLinkKind; readonly token: string }) | undefined> {
    const link = await this.find(tenant, id);
    if (link === null) return undefined;
    const secrets = await this.secrets.ofCity(tenant);
    const token = `${id}.${secrets.accountLinkSecret(id)}`;
    return { ...secrets.openAccountLink<AccountLinkContent>(id, link.content), kind: link.kind, token };
  }

  /**
   * Uses a link up, within the transaction of what it leads to. Every other one of its kind to the same address ends with it.
   * @throws Problem `account-link-unusable` when it was used a moment before
   */
  async useUp(
    manager: EntityManager,
    tenant: string,
    { id, lookup, kind }: OpenedAccountLink,
  ): Promise<void> {
    const ended = await useUpAccountLink(manager, { tenant, lookup, kind });
    if (!ended.includes(id)) throw new Problem('account-link-unusable');
  }

  /** Records that a link was used, after the transaction that used it up; until then its history says that its time will end it. */
  async recordUse(tenant: string, { id }: OpenedAccountLink): Promise<void> {
    await this.record(this.store, { tenant, id }, { type: 'end-account-link', used: true });
  }

  /** What is done when the time of a link is over: what waited for it is deleted (W6a H11). */
  readonly atItsEnd: DueHandler = async ({ tenant, streamId: id }, client) => {
    await this.record(this.store.within(client), { tenant, id }, { type: 'end-account-link', used: false });
    await removeAccountLink(client, tenant, id);
  };

  private record(
    store: EventStore,
    { tenant, id: streamId }: { readonly tenant: string; readonly id: string },
    command: Parameters<typeof accountLinkAggregate.decider.decide>[0],
  ) {
    return runCommand(store, accountLinkAggregate, { tenant, streamId }, command, { metadata: metadata() });
  }

  private find(tenant: string, id: string) {
    return this.data.withTenant(tenant, (manager) => findAccountLink(manager, tenant, id));
  }
}
