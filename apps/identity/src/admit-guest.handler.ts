import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import { GiveAccountCommand, type NewlySignedIn } from './account.handler';
import { newcomer } from './domain/guest';
import { ProofOfWork } from './proof-of-work';
import { countAttempt } from './read-models/attempts';
import { Secrets } from './secrets';
import { ClientLimit } from './sign-in-link.handler';
import { Sites } from './sites';

/** Somebody wants to file without an account (R10a, W7). */
export class AdmitGuest extends Command<NewlySignedIn> {
  constructor(
    readonly tenant: string,
    readonly wish: {
      readonly serviceKey: string;
      /** The solved challenge. */
      readonly proofOfWork: string;
      readonly language: 'de' | 'en';
      /** Network address of the browser. */
      readonly client: string;
    },
  ) {
    super();
  }
}

@CommandHandler(AdmitGuest)
export class AdmitGuestHandler implements ICommandHandler<AdmitGuest> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly clientLimit: ClientLimit,
    private readonly work: ProofOfWork,
    private readonly sites: Sites,
    private readonly commands: CommandBus,
  ) {}

  /**
   * @throws Problem `sign-in-needed` for a service that is only for who signs in, `proof-of-work-missing`, `too-many-requests` when
   *   too many come from one network address
   */
  async execute({ tenant, wish }: AdmitGuest): Promise<NewlySignedIn> {
    const { serviceKey, proofOfWork, language, client } = wish;
    if (!this.sites.filesWithoutSignIn(tenant, serviceKey)) throw new Problem('sign-in-needed');
    await this.work.useUp(tenant, proofOfWork);
    const counted = (await this.secrets.ofCity(tenant)).clientHash(client, 'admitted-client');
    const retryAfter = await this.data.withTenant(tenant, (manager) =>
      countAttempt(manager, tenant, counted, this.clientLimit),
    );
    if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
    const signIn = { type: 'sign-in', proof: newcomer(language) } as const;
    return this.commands.execute(new GiveAccountCommand(tenant, signIn));
  }
}
