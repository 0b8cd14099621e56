import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import { changeProfile, type ProfileChange } from './commands/change-profile';
import { Contents } from './contents';
import { openedPerson, type Person } from './queries/person';
import { replaceProfile } from './read-models/persons';

/** Somebody keeps their own profile up to date. */
export class ProfileRequest extends Command<Person> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly change: ProfileChange,
    /** `If-Match`: the version of the profile that the person saw. */
    readonly expectedVersion: number,
  ) {
    super();
  }
}

@CommandHandler(ProfileRequest)
export class ProfileHandler implements ICommandHandler<ProfileRequest> {
  constructor(
    private readonly data: TenantData,
    private readonly contents: Contents,
  ) {}

  /**
   * @throws Refusal `attribute-not-editable`; Problem `version-conflict` when the profile has changed since, `not-found` when
   *   the person is erased.
   */
  async execute({ tenant, personId, change, expectedVersion }: ProfileRequest): Promise<Person> {
    const person = await openedPerson(this.data, this.contents, tenant, personId);
    const profile = changeProfile(person.profile, change);
    const sealed = await this.contents.sealProfile(tenant, personId, profile);
    const seen = { tenant, id: personId, version: expectedVersion };
    const replaced = await this.data.withTenant(tenant, (manager) => replaceProfile(manager, seen, sealed));
    if (!replaced) throw new Problem('version-conflict');
    return { ...person, profile, version: expectedVersion + 1 };
  }
}
