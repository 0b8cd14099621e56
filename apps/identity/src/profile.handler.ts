import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import { changeProfile, type ProfileChange } from './commands/change-profile';
import type { LevelOfAssurance } from './domain/means';
import { Secrets } from './secrets';
import { openedPerson, type Person } from './queries/person';
import { replaceProfile } from './read-models/persons';
import { Sites } from './sites';

/** Somebody keeps their own profile up to date. */
export class ChangeProfile extends Command<Person> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly change: ProfileChange,
    /** `If-Match`: the version of the profile that the person saw; undefined for whatever it is at. */
    readonly expectedVersion: number | undefined,
    /** Of the session that it is asked in. */
    readonly levelOfAssurance: LevelOfAssurance,
  ) {
    super();
  }
}

@CommandHandler(ChangeProfile)
export class ProfileHandler implements ICommandHandler<ChangeProfile> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly sites: Sites,
  ) {}

  /**
   * @throws Refusal `attribute-not-editable`, `eid-required-for-change`; Problem `version-conflict` when the profile has changed since, `not-found` when
   *   the person is erased.
   */
  async execute({
    tenant,
    personId,
    change,
    expectedVersion,
    levelOfAssurance,
  }: ChangeProfile): Promise<Person> {
    const person = await openedPerson(this.data, this.secrets, tenant, personId);
    const profile = changeProfile(person.profile, change, {
      levelOfAssurance,
      eidForProfileChanges: this.sites.eidForProfileChanges(tenant),
    });
    const sealed = await this.secrets.sealProfile(tenant, personId, profile);
    const version = expectedVersion ?? person.version;
    const seen = { tenant, id: personId, version };
    const replaced = await this.data.withTenant(tenant, (manager) => replaceProfile(manager, seen, sealed));
    if (!replaced) throw new Problem('version-conflict');
    return { ...person, profile, version: version + 1 };
  }
}
