import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import { AccountLinks } from './account-links';
import { refusedAdmission } from './domain/admission';
import { PasswordRules } from './password-rules';
import { countAttempt, type Limit } from './read-models/attempts';
import { findPersonId } from './read-models/known-by';
import { findLocalAccount } from './read-models/local-accounts';
import { Secrets } from './secrets';
import { ClientLimit } from './sign-in-link.handler';
import { Sites } from './sites';

/** What somebody types to get an account with a password of its own (W6a H11). */
export interface Registering {
  /** The normalised address. */
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  /** `1980-02-29` */
  readonly dateOfBirth: string;
  readonly password: string;
}

/** Where the mail goes on, and from where it is asked for. */
interface Circumstances {
  readonly language: 'de' | 'en';
  readonly returnTo: string;
  /** The network address of the browser, as the gateway saw it. */
  readonly client: string;
}

/** How somebody begins who is not signed in. The answer is the same whether the address is known or not; the mail says it. */
export type AskedOfRegistration =
  /** Only looks whether it could be registered: nothing is stored. */
  | { readonly type: 'review'; readonly what: Registering }
  | ({ readonly type: 'register'; readonly what: Registering } & Circumstances)
  | ({ readonly type: 'forgotten'; readonly email: string } & Circumstances);

export class BeginLocalAccount extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly asked: AskedOfRegistration,
  ) {
    super();
  }
}

/** Nobody fills somebody else's mailbox, however many they are; of these one client has a part. */
const linksPerAddress: Limit = { number: 20, windowSeconds: 15 * 60 };
const linksPerAddressAndClient: Limit = { number: 5, windowSeconds: 15 * 60 };

@CommandHandler(BeginLocalAccount)
export class RegisterHandler implements ICommandHandler<BeginLocalAccount> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly links: AccountLinks,
    private readonly rules: PasswordRules,
    private readonly sites: Sites,
    private readonly clientLimit: ClientLimit,
  ) {}

  /** @throws Problem `invalid-input` naming what is wrong, `too-young` (W5), `too-many-requests` when this client asks too often */
  async execute({ tenant, asked }: BeginLocalAccount): Promise<void> {
    switch (asked.type) {
      case 'review':
        return this.check(tenant, asked.what);
      case 'register':
        return this.register(tenant, asked.what, asked);
      case 'forgotten':
        return this.forgotten(tenant, asked.email, asked);
    }
  }

  /** What can be said without knowing who has an account. */
  private async check(tenant: string, what: Registering): Promise<void> {
    const { email, givenName, familyName, dateOfBirth, password } = what;
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
    if (dateOfBirth > today || dateOfBirth < '1900-01-01') throw notBornThen();
    const rules = this.sites.tenant(tenant).signInRules ?? {};
    const profile = {
      language: 'de',
      attributes: { dateOfBirth: { value: dateOfBirth, source: 'self' } },
    } as const;
    const refused = refusedAdmission(rules, { profile, addressOwner: undefined }, today);
    if (refused !== undefined) throw new Problem(refused, { minimumAge: rules.minimumAge });
    await this.rules.demandGood(tenant, password, { email, names: [givenName, familyName] });
  }

  private async register(tenant: string, what: Registering, { language, returnTo, client }: Circumstances) {
    await this.check(tenant, what);
    const { email, password, givenName, familyName, dateOfBirth } = what;
    if (!(await this.mayBeSent(tenant, email, client))) return;
    const secrets = await this.secrets.ofCity(tenant);
    const pepper = secrets.pepper(secrets.lookup({ purpose: 'local-account', value: email }));
    const registration = {
      givenName,
      familyName,
      dateOfBirth,
      password: await this.rules.hash(password, pepper),
    };
    const content = { email, language, returnTo };
    if (await this.isTaken(tenant, email)) await this.links.send(tenant, 'address-known', content);
    else await this.links.send(tenant, 'registration', { ...content, registration });
  }

  private async forgotten(tenant: string, email: string, { language, returnTo, client }: Circumstances) {
    if (!(await this.mayBeSent(tenant, email, client))) return;
    const kind = (await this.hasAccount(tenant, email)) ? 'password' : 'address-unknown';
    await this.links.send(tenant, kind, { email, language, returnTo });
  }

  /** Whether no account can be made with an address; where each has one of its own, by whichever way in it is known (W5). */
  private async isTaken(tenant: string, email: string): Promise<boolean> {
    const hasAccount = await this.hasAccount(tenant, email);
    const lookup = (await this.secrets.ofCity(tenant)).lookup({ purpose: 'email-address', value: email });
    const owner = await this.data.withTenant(tenant, (manager) => findPersonId(manager, tenant, lookup));
    const isSole = this.sites.tenant(tenant).signInRules?.onePerAddress ?? false;
    return hasAccount || (isSole && owner !== undefined);
  }

  private async hasAccount(tenant: string, email: string): Promise<boolean> {
    const lookup = (await this.secrets.ofCity(tenant)).lookup({ purpose: 'local-account', value: email });
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccount(manager, tenant, lookup),
    );
    return account !== null;
  }

  /** Above the limit of an address nothing is sent and nothing is said. @throws Problem `too-many-requests` for one client */
  private async mayBeSent(tenant: string, email: string, client: string): Promise<boolean> {
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
}

function notBornThen(): Problem {
  const message = {
    de: 'Dieses Feld muss ein Geburtsdatum sein, das nicht in der Zukunft liegt.',
    en: 'This field must be a date of birth that is not in the future.',
  };
  return new Problem('invalid-input', { errors: [{ pointer: '/dateOfBirth', rule: 'is-past', message }] });
}
