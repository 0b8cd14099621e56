import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import { AddressLinks, type AskedLink } from './address-links';
import type { LevelOfAssurance } from './domain/means';
import { hasLinkedIdCard } from './domain/profile';
import { isAddressTaken, ownerOfAddress, setContactAddress } from './read-models/contact-addresses';
import { linkTables } from './read-models/links';
import { replaceProfile } from './read-models/persons';
import { openedPerson } from './queries/person';
import { Secrets } from './secrets';
import { Sites } from './sites';
import { uncontested } from './uncontested';

/** Somebody wants mail to go to an address, or comes back with the link that was sent there. */
type AskedOfContactAddress =
  | ({ readonly type: 'give'; readonly levelOfAssurance: LevelOfAssurance } & Omit<AskedLink, 'purpose'>)
  | ({ readonly type: 'confirm'; readonly token: string } & Pick<AskedLink, 'personId' | 'session'>);

/** What happens to the address that mail to a person goes to (R23): the one door to it. */
export class GiveContactAddress extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly asked: AskedOfContactAddress,
  ) {
    super();
  }
}

/** An address counts once its link came back. Whether another account has it is told by mail to that address alone. */
@CommandHandler(GiveContactAddress)
export class ContactAddressHandler implements ICommandHandler<GiveContactAddress> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly links: AddressLinks,
    private readonly sites: Sites,
  ) {}

  /**
   * @throws Problem `eid-required-for-change`, `too-many-requests`, `address-link-unusable`, `version-conflict`; `address-in-use` where another account took the
   *   address between the mail and its link
   */
  async execute({ tenant, asked }: GiveContactAddress): Promise<void> {
    switch (asked.type) {
      case 'give': {
        const { type: _, levelOfAssurance, ...link } = asked;
        await this.refuseWithoutIdCard(tenant, link.personId, levelOfAssurance);
        const purpose = (await this.isTaken(tenant, link)) ? 'in-use' : 'contact';
        return this.links.request(tenant, { ...link, purpose });
      }
      case 'confirm':
        // A link is no form that was seen at a version: whatever changed the profile meanwhile, the address counts.
        return uncontested(() => this.confirm(tenant, asked), isStale);
    }
  }

  /** Where mail goes is changed with the ID card that is linked, as everything else is (R15 H12). */
  private async refuseWithoutIdCard(
    tenant: string,
    personId: string,
    level: LevelOfAssurance,
  ): Promise<void> {
    if (level === 'high' || !this.sites.eidForProfileChanges(tenant)) return;
    const { profile } = await openedPerson(this.data, this.secrets, tenant, personId);
    if (hasLinkedIdCard(profile)) throw new Problem('eid-required-for-change');
  }

  private async isTaken(
    tenant: string,
    { email, personId }: Pick<AskedLink, 'email' | 'personId'>,
  ): Promise<boolean> {
    // Asked of every city alike: the time that it takes tells nothing.
    const lookup = await this.lookup(tenant, email);
    const owner = await this.data.withTenant(tenant, (manager) => ownerOfAddress(manager, tenant, lookup));
    return this.onePerAddress(tenant) && owner !== undefined && owner !== personId;
  }

  private async confirm(
    tenant: string,
    { token, personId, session }: Extract<AskedOfContactAddress, { type: 'confirm' }>,
  ): Promise<void> {
    const { id, purpose, email } = await this.links.opened(tenant, token, { personId, session });
    if (purpose !== 'contact') throw new Problem('address-link-unusable');
    if (await this.isTaken(tenant, { email, personId })) throw new Problem('address-in-use');
    const { profile, version } = await openedPerson(this.data, this.secrets, tenant, personId);
    const at = new Date().toISOString();
    const confirmed = { value: email, source: 'confirmed', level: 'none', at } as const;
    const changed = { ...profile, attributes: { ...profile.attributes, email: confirmed } };
    const sealed = await this.secrets.sealProfile(tenant, personId, changed);
    const lookup = await this.lookup(tenant, email);
    try {
      await this.data.inTransaction(tenant, async (manager, client) => {
        const stream = { tenant, streamId: personId };
        const metadata = metadataOf({ personId, role: 'citizen' });
        const command = { type: 'confirm-contact-address' } as const;
        await runCommand(this.store.within(client), accountAggregate, stream, command, { metadata });
        if (!(await linkTables['address-link'].useUp(manager, { tenant, id })))
          throw new Problem('address-link-unusable');
        if (!(await replaceProfile(manager, { tenant, id: personId, version }, sealed)))
          throw new Problem('version-conflict');
        await setContactAddress(manager, { tenant, personId, lookup, sole: this.onePerAddress(tenant) });
      });
    } catch (error) {
      throw isAddressTaken(error) ? new Problem('address-in-use', {}, { cause: error }) : error;
    }
  }

  private onePerAddress(tenant: string): boolean {
    return this.sites.admissionRules(tenant).onePerAddress ?? false;
  }

  private async lookup(tenant: string, email: string): Promise<Buffer> {
    return (await this.secrets.ofCity(tenant)).lookup({ purpose: 'email-address', value: email });
  }
}

function isStale(error: unknown): boolean {
  return error instanceof Problem && error.slug === 'version-conflict';
}
