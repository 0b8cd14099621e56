import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { GiveAccountCommand } from './account.handler';
import { countAttempt, type Limit } from './read-models/attempts';
import { findPersonId } from './read-models/known-by';
import { sessionsOf, sessionsOfProvider } from './read-models/sessions';
import { Secrets } from './secrets';
import { Sites } from './sites';

/** One of the staff signed out at the directory, or was signed out there: their sessions here end. */
export class EndWithProvider extends Command<boolean> {
  constructor(
    readonly ended: {
      readonly issuer: string;
      readonly subject?: string;
      readonly session?: string;
      /** Of the token that says so: it counts once. */
      readonly id: string;
    },
  ) {
    super();
  }
}

/** A token is refused by its age long before this is over. */
const once: Limit = { number: 1, windowSeconds: 60 * 60 };

/** Ends sessions and, with them, their event streams. */
@CommandHandler(EndWithProvider)
export class ProviderLogoutHandler implements ICommandHandler<EndWithProvider> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly sites: Sites,
    private readonly commands: CommandBus,
  ) {}

  /**
   * In every city: one directory may serve several, and tells one of them.
   * @returns false when the token had been used before
   */
  async execute({ ended }: EndWithProvider): Promise<boolean> {
    const outcomes = [];
    for (const tenant of this.sites.cities()) outcomes.push(await this.endIn(tenant, ended));
    return outcomes.includes(true);
  }

  private async endIn(tenant: string, ended: EndWithProvider['ended']): Promise<boolean> {
    const secrets = await this.secrets.ofCity(tenant);
    const { issuer, subject, session, id } = ended;
    const token = secrets.logoutToken(`${issuer} ${id}`);
    const wait = await this.data.withTenant(tenant, (manager) => countAttempt(manager, tenant, token, once));
    if (wait > 0) return false;
    const found = await this.data.withTenant(tenant, async (manager) => {
      // A session that is named is the one that ended; without one, all of the person (2.7).
      if (session !== undefined)
        return sessionsOfProvider(manager, tenant, secrets.providerSession(`${issuer} ${session}`));
      const lookup = secrets.lookup({ purpose: 'staff-subject', value: `${issuer} ${subject}` });
      const personId = await findPersonId(manager, tenant, lookup);
      return personId === undefined ? [] : sessionsOf(manager, tenant, personId);
    });
    const handles = new Map<string, string[]>();
    for (const { personId, handle } of found)
      handles.set(personId, [...(handles.get(personId) ?? []), handle]);
    for (const [personId, sessions] of handles) {
      const asked = { type: 'end-sessions', personId, role: 'service', sessions } as const;
      await this.commands.execute(new GiveAccountCommand(tenant, asked));
    }
    return true;
  }
}
