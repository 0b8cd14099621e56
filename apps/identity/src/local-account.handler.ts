import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { GiveAccountCommand, type NewlySignedIn } from './account.handler';
import { ConfirmedRegistrations } from './confirmed-registrations';
import { LocalAccounts, type Asker, type ProvenLocally } from './local-accounts';
import { PasswordChanges } from './password-changes';

/** How somebody gets into an account with a password of its own (W6a H11). */
export type AskedOfLocalAccount =
  | { readonly type: 'sign-in'; readonly email: string; readonly password: string; readonly returnTo: string }
  | { readonly type: 'confirm'; readonly token: string; readonly password: string }
  | { readonly type: 'reset'; readonly token: string; readonly password: string };

/** Somebody is signed in; the browser is from now on one of theirs. */
export interface SignedInLocally extends NewlySignedIn {
  readonly returnTo: string;
  readonly device: string;
}

/** Somebody signs in to an account here: with the password, or with a link and a password. */
export class EnterLocalAccount extends Command<SignedInLocally> {
  constructor(
    readonly tenant: string,
    readonly asked: AskedOfLocalAccount,
    readonly by: Asker,
  ) {
    super();
  }
}

@CommandHandler(EnterLocalAccount)
export class LocalAccountHandler implements ICommandHandler<EnterLocalAccount> {
  constructor(
    private readonly accounts: LocalAccounts,
    private readonly registrations: ConfirmedRegistrations,
    private readonly changes: PasswordChanges,
    private readonly commands: CommandBus,
  ) {}

  /**
   * @throws Problem `credentials-wrong`, `account-link-unusable`, `too-many-requests`, `invalid-input` naming what is wrong with a new
   *   password, and what `GiveAccountCommand` throws
   */
  async execute({ tenant, asked, by }: EnterLocalAccount): Promise<SignedInLocally> {
    const { proof, returnTo, lookup } = await this.proven(tenant, asked, by);
    const signIn = { type: 'sign-in', proof, formerSession: by.session } as const;
    const signedIn = await this.commands.execute(new GiveAccountCommand(tenant, signIn));
    const device = await this.accounts.entered(tenant, lookup);
    return { ...signedIn, returnTo, device };
  }

  private proven(tenant: string, asked: AskedOfLocalAccount, by: Asker): Promise<ProvenLocally> {
    switch (asked.type) {
      case 'sign-in':
        return this.accounts.proven(tenant, asked, by);
      case 'confirm':
        return this.registrations.confirmed(tenant, asked, by);
      case 'reset':
        return this.changes.reset(tenant, asked);
    }
  }
}
