import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import type { Asker } from './local-accounts';
import { PasswordChanges } from './password-changes';
import { openedPerson } from './queries/person';
import { Secrets } from './secrets';

/** Somebody who is signed in sets another password. */
export class ChangeOwnPassword extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly wish: { readonly former: string; readonly password: string },
    readonly by: Asker,
  ) {
    super();
  }
}

@CommandHandler(ChangeOwnPassword)
export class ChangePasswordHandler implements ICommandHandler<ChangeOwnPassword> {
  constructor(
    private readonly changes: PasswordChanges,
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem as `PasswordChanges.change` does */
  async execute({ tenant, personId, wish, by }: ChangeOwnPassword): Promise<void> {
    const { profile } = await openedPerson(this.data, this.secrets, tenant, personId);
    const email = profile.attributes.email?.value ?? '';
    await this.changes.change(tenant, personId, { ...wish, email }, by);
  }
}
