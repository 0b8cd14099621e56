import { Injectable } from '@nestjs/common';
import { TenantData } from '#database';
import { Problem } from '#http';
import { AddressLinks } from './address-links';
import type { FormerSession } from './domain/arrival';
import type { SignInMethod } from './domain/means';
import { movingIdentity } from './domain/move';
import type { Telling } from './domain/profile';
import type { Proof } from './domain/proof';
import { OtherServices } from './other-services';
import { openedPerson, type Person } from './queries/person';
import { findPersonId, purposesOf } from './read-models/known-by';
import { findMovable } from './read-models/movable-accounts';
import { findSession } from './read-models/sessions';
import { Secrets } from './secrets';
import type { UsableAttempt } from './sign-in-attempts';

/** An account of Servicekonto.NRW that somebody who came by BundID may have. */
export interface OfferedMove {
  readonly old: Person;
  /** The way in that goes over. */
  readonly method: 'bundid';
  /** What BundID told, which the old account is refreshed with. */
  readonly news: Telling;
}

/** By what somebody proves that the old account is theirs: they sign in there, or open the link that was sent to its address. */
export type OldSide =
  | { readonly kind: 'login'; readonly proof: Proof; readonly attempt: UsableAttempt }
  | { readonly kind: 'link'; readonly token: string };

/** By what the old side was proven. */
interface ProvenSide {
  readonly method: SignInMethod;
  /** Id of the link that is used up with it. */
  readonly link?: string;
  /** The sign-in that is used up with it. */
  readonly attempt?: UsableAttempt;
}

/** Which account may move, and what proves it (W11). */
@Injectable()
export class Moves {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly links: AddressLinks,
    private readonly services: OtherServices,
  ) {}

  /**
   * The account that somebody is offered to move: known by Servicekonto.NRW and by no BundID, with the same address, names and date
   * of birth as BundID told. That is no proof that it is theirs.
   */
  async offered(
    tenant: string,
    { personId, session: handle }: FormerSession,
  ): Promise<OfferedMove | undefined> {
    const session = await this.data.withTenant(tenant, (manager) => findSession(manager, tenant, { handle }));
    if (session?.personId !== personId) throw new Problem('step-up-session-ended');
    const mine = await openedPerson(this.data, this.secrets, tenant, personId);
    const identity = movingIdentity(mine.profile);
    if (identity === undefined || !(await this.isKnownBy(tenant, personId, 'bundid'))) return undefined;
    const lookup = (await this.secrets.ofCity(tenant)).movableLookup(identity);
    const oldId = await this.data.withTenant(tenant, (manager) => findMovable(manager, tenant, lookup));
    if (oldId === undefined || oldId === personId || (await this.isKnownBy(tenant, oldId, 'bundid')))
      return undefined;
    const old = await openedPerson(this.data, this.secrets, tenant, oldId);
    const told = Object.entries(mine.profile.attributes).filter(([, { method }]) => method === 'bundid');
    const profile = { attributes: Object.fromEntries(told) };
    const news = { method: 'bundid', levelOfAssurance: session.levelOfAssurance, profile } as const;
    return { old, method: 'bundid', news };
  }

  /** Has a link sent to the address that the old account has, and to no other. @throws Problem `move-not-offered` */
  async sendLink(tenant: string, by: FormerSession, language: 'de' | 'en'): Promise<void> {
    const email = (await this.offered(tenant, by))?.old.profile.attributes.email?.value;
    if (email === undefined) throw new Problem('move-not-offered');
    await this.links.request(tenant, { ...by, purpose: 'move', email, language });
  }

  /** @throws Problem `move-not-proven`, `address-link-unusable` */
  async proven(
    tenant: string,
    by: FormerSession,
    { old }: OfferedMove,
    oldSide: OldSide,
  ): Promise<ProvenSide> {
    if (oldSide.kind === 'login') {
      const { proof, attempt } = oldSide;
      const { method, knownBy } = proof;
      const lookup = knownBy && (await this.secrets.ofCity(tenant)).lookup(knownBy);
      const known =
        lookup && (await this.data.withTenant(tenant, (manager) => findPersonId(manager, tenant, lookup)));
      if (known !== old.id || method !== 'servicekonto-nrw') throw new Problem('move-not-proven');
      return { method, attempt };
    }
    const { id, purpose, email } = await this.links.opened(tenant, oldSide.token, by);
    // Sent before the old account got another address: it proves nothing about this one.
    if (purpose !== 'move' || email !== old.profile.attributes.email?.value)
      throw new Problem('address-link-unusable');
    return { method: 'email-link', link: id };
  }

  /** Whether something was begun with the new account: then it does not end. @throws Problem `temporarily-unavailable` */
  async isUsed(tenant: string, personId: string): Promise<boolean> {
    const { drafts, cases } = await this.services.holdings(tenant, personId);
    return drafts + cases > 0;
  }

  private async isKnownBy(tenant: string, personId: string, purpose: 'bundid'): Promise<boolean> {
    const purposes = await this.data.withTenant(tenant, (manager) => purposesOf(manager, tenant, personId));
    return purposes.includes(purpose);
  }
}
