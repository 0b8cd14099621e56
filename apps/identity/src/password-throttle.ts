import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TenantData } from '#database';
import { Problem } from '#http';
import { countAttempt, type Limit } from './read-models/attempts';
import { Secrets } from './secrets';
import { ClientLimit } from './sign-in-link.handler';

/** Whose password is tried, and from where. */
export interface Trial {
  /** Keyed hash of the address, of an account or of none. */
  readonly lookup: Buffer;
  /** The network address of the browser. */
  readonly client: string;
  /** What the browser says of itself; undefined for one that nobody has signed in with. */
  readonly device: string | undefined;
}

const quarterOfAnHour = 15 * 60;
/** Tries of one browser in which somebody has signed in to the account before: nobody else can use these up. */
const perKnownDevice: Limit = { number: 10, windowSeconds: quarterOfAnHour };
/** Of one network address at one account. */
const perAccountAndClient: Limit = { number: 10, windowSeconds: quarterOfAnHour };
/** Of all others at one account, however many they are (SP 800-63B, 3.2.2: at most 100 in a row). */
const perAccount: Limit = { number: 50, windowSeconds: 60 * 60 };

/**
 * How often passwords may be tried. Who guesses at an account from everywhere does not lock its owner out: the browsers that the
 * owner has signed in with are counted for themselves (OWASP: device cookies), and a link to the mailbox leads in from any other. It
 * is the same for addresses without an account.
 */
@Injectable()
export class PasswordThrottle {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly clientLimit: ClientLimit,
  ) {}

  /** Counts a try. @throws Problem `too-many-requests` with the seconds to wait */
  async admit(tenant: string, { lookup, client, device }: Trial): Promise<void> {
    const secrets = await this.secrets.ofCity(tenant);
    const account = lookup.toString('hex');
    const known = await this.isKnown(tenant, lookup, device);
    const counts: readonly (readonly [string, Limit])[] = known
      ? [[`${account} ${device}`, perKnownDevice]]
      : [
          [client, this.clientLimit],
          [`${account} ${client}`, perAccountAndClient],
          [account, perAccount],
        ];
    for (const [counted, limit] of counts) {
      const hash = secrets.clientHash(counted, 'password');
      const retryAfter = await this.data.withTenant(tenant, (manager) =>
        countAttempt(manager, tenant, hash, limit),
      );
      if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
    }
  }

  /** What a browser keeps in which somebody has just signed in to this account. */
  async newDevice(tenant: string, lookup: Buffer): Promise<string> {
    const id = randomBytes(16).toString('base64url');
    return `${id}.${(await this.secrets.ofCity(tenant)).deviceMark(lookup, id)}`;
  }

  private async isKnown(tenant: string, lookup: Buffer, device: string | undefined): Promise<boolean> {
    const [, id, mark] = /^([\w-]{22})\.([\w-]{43})$/.exec(device ?? '') ?? [];
    if (id === undefined || mark === undefined) return false;
    const expected = (await this.secrets.ofCity(tenant)).deviceMark(lookup, id);
    return timingSafeEqual(Buffer.from(mark), Buffer.from(expected));
  }
}
