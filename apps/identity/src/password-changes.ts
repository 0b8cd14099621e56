import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import { AccountLinks } from './account-links';
import { LocalAccounts, type Asker, type Credentials, type ProvenLocally } from './local-accounts';
import {
  findLocalAccount,
  findLocalAccountOf,
  setPassword,
  type StoredLocalAccount,
} from './read-models/local-accounts';
import { endSessions, sessionsOf } from './read-models/sessions';
import { uncontested } from './uncontested';

/** Passwords that are set anew, by a link or out of a session. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly links: AccountLinks,
    private readonly accounts: LocalAccounts,
  ) {}

  /**
   * Another password by a link; whoever is signed in with the former one is signed out.
   * @throws Problem `account-link-unusable`, `invalid-input` naming what is wrong with the password
   */
  async reset(
    tenant: string,
    { token, password }: { readonly token: string; readonly password: string },
  ): Promise<ProvenLocally> {
    const link = await this.links.opened(tenant, 'password', token);
    const { email, lookup, returnTo } = link;
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccount(manager, tenant, lookup),
    );
    if (account === null) throw new Problem('account-link-unusable');
    await this.set(tenant, account, { email, password }, { link });
    await this.links.recordUse(tenant, link);
    return { lookup, returnTo, proof: await this.accounts.proofOf(tenant, email, account) };
  }

  /**
   * Another password out of a session; every other session of the person ends.
   * @throws Problem `no-local-account`, `credentials-wrong`, `invalid-input` naming what is wrong with the new one, `too-many-requests`
   */
  async change(
    tenant: string,
    personId: string,
    {
      former,
      password,
      email,
    }: { readonly former: string; readonly password: string; readonly email: string },
    by: Asker,
  ): Promise<void> {
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccountOf(manager, tenant, personId),
    );
    if (account === null) throw new Problem('no-local-account');
    await this.accounts.demandPassword(tenant, account, former, by);
    await this.set(tenant, account, { email, password }, { session: by.session });
  }

  /** Sets a password in one transaction with the link that is used up, the event, and the end of the sessions. */
  private async set(
    tenant: string,
    { lookup, personId }: StoredLocalAccount,
    { email, password }: Credentials,
    by: { readonly link?: { readonly id: string }; readonly session?: string | undefined },
  ): Promise<void> {
    const hash = await this.accounts.hashOfNew(tenant, lookup, { email, password });
    await uncontested(async () => {
      const sessions =
        personId === null
          ? []
          : await this.data.withTenant(tenant, (manager) => sessionsOf(manager, tenant, personId));
      const sessionIds = sessions.map(({ handle }) => handle).filter((handle) => handle !== by.session);
      await this.data.inTransaction(tenant, async (manager, client: pg.PoolClient) => {
        if (personId !== null) {
          const store = this.store.within(client);
          const command = { type: 'change-password', sessionIds, doneIn: by.session } as const;
          const metadata = metadataOf({ personId, role: 'citizen' });
          await runCommand(store, accountAggregate, { tenant, streamId: personId }, command, { metadata });
        }
        if (by.link) await this.links.useUp(manager, tenant, by.link);
        await setPassword(manager, { tenant, lookup }, hash);
        if (personId !== null) await endSessions(manager, { tenant, personId }, sessionIds);
      });
    });
  }
}
