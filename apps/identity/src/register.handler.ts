import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#http';
import { AccountLinks } from './account-links';
import { PasswordRules } from './password-rules';
import { RegisteredAddresses } from './registered-addresses';

/** Who somebody says they are who wants an account here (W6a H11). */
export interface WhoRegisters {
  /** The normalised address. */
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  /** `1980-02-29` */
  readonly dateOfBirth: string;
}

/** What somebody types to get an account with a password of its own. */
export interface Registering extends WhoRegisters {
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
  /** Only looks whether it could be registered, with its password where there is one yet: nothing is stored. */
  | { readonly type: 'review'; readonly what: WhoRegisters; readonly password: string | undefined }
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

@CommandHandler(BeginLocalAccount)
export class RegisterHandler implements ICommandHandler<BeginLocalAccount> {
  constructor(
    private readonly links: AccountLinks,
    private readonly rules: PasswordRules,
    private readonly addresses: RegisteredAddresses,
  ) {}

  /** @throws Problem `invalid-input` naming what is wrong, `too-young` (W5), `too-many-requests` when this client asks too often */
  async execute({ tenant, asked }: BeginLocalAccount): Promise<void> {
    switch (asked.type) {
      case 'review':
        return this.check(tenant, asked.what, asked.password);
      case 'register':
        return this.register(tenant, asked.what, asked);
      case 'forgotten':
        return this.forgotten(tenant, asked.email, asked);
    }
  }

  /** What can be said without knowing who has an account. */
  private async check(tenant: string, what: WhoRegisters, password: string | undefined): Promise<void> {
    const { email, givenName, familyName, dateOfBirth } = what;
    const today = todayInBerlin();
    if (dateOfBirth > today || dateOfBirth < '1900-01-01') throw notBornThen();
    this.addresses.demandAge(tenant, dateOfBirth, today);
    if (password === undefined) return;
    await this.rules.demandGood(tenant, password, { email, names: [givenName, familyName] });
  }

  private async register(
    tenant: string,
    what: Registering,
    { language, returnTo, client }: Circumstances,
  ): Promise<void> {
    await this.check(tenant, what, what.password);
    const { email, password, givenName, familyName, dateOfBirth } = what;
    if (!(await this.links.mayBeSent(tenant, email, client))) return;
    // The work is the same for every address, so that the time tells nothing.
    const hash = await this.rules.hash(password, await this.addresses.pepperOf(tenant, email));
    const registration = { givenName, familyName, dateOfBirth, password: hash };
    const content = { email, language, returnTo };
    if (await this.addresses.isTaken(tenant, email)) await this.links.send(tenant, 'address-known', content);
    else await this.links.send(tenant, 'registration', { ...content, registration });
  }

  private async forgotten(
    tenant: string,
    email: string,
    { language, returnTo, client }: Circumstances,
  ): Promise<void> {
    if (!(await this.links.mayBeSent(tenant, email, client))) return;
    const kind = (await this.addresses.hasPassword(tenant, email)) ? 'password' : 'address-unknown';
    await this.links.send(tenant, kind, { email, language, returnTo });
  }
}

/** Today, `2026-12-04`, where the cities are. */
function todayInBerlin(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}

function notBornThen(): Problem {
  const message = {
    de: 'Dieses Feld muss ein Geburtsdatum sein, das nicht in der Zukunft liegt.',
    en: 'This field must be a date of birth that is not in the future.',
  };
  return new Problem('invalid-input', { errors: [{ pointer: '/dateOfBirth', rule: 'is-past', message }] });
}
