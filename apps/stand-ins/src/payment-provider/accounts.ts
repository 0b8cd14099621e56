import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The three providers that this program plays, by their keys in the file of PAYMENT_PROVIDERS. */
export const providerKeys = ['xbezahl', 'pmpay', 'stadtpay'] as const;
export type ProviderKey = (typeof providerKeys)[number];

/** Whether a provider says that a payment was taken back: XBezahldienste has no word for it. */
export const chargeBackIsTold = (provider: ProviderKey): boolean => provider === 'stadtpay';

/** How often the cities' files are looked at, at most; an account that is not known is looked for at once. */
const looksAnewMs = 1_000;

/**
 * Who may be paid: the accounts that the cities' files name for a provider (`payment.providers.<key>`), as they are now. A file that
 * cannot be read names none; the services say what is wrong with it.
 */
export class Accounts {
  private known = new Map<string, string>();
  private readAt = 0;

  /** @param tenantsDir TENANTS_DIR */
  constructor(private readonly tenantsDir: string) {}

  /**
   * @param account the ids of an account, joined by `/`: `originatorId/endPointId`, or `merchantId`
   * @returns the name of who is paid; undefined where nobody has this account
   */
  payee(provider: ProviderKey, account: string): string | undefined {
    const key = `${provider} ${account}`;
    if (!this.known.has(key) || Date.now() - this.readAt > looksAnewMs) this.read();
    return this.known.get(key);
  }

  private read(): void {
    this.readAt = Date.now();
    this.known = new Map(
      readdirSync(this.tenantsDir).flatMap((city) => accountsIn(join(this.tenantsDir, city))),
    );
  }
}

interface CityFile {
  readonly name: string;
  readonly payment?: { readonly providers?: Partial<Record<ProviderKey, Readonly<Record<string, string>>>> };
}

function accountsIn(city: string): (readonly [account: string, payee: string])[] {
  try {
    const settings = readdirSync(city).find((name) => /^tenant\.(ya?ml|json)$/.test(name)) ?? '';
    const { name, payment } = parse(readFileSync(join(city, settings), 'utf8')) as CityFile;
    return providerKeys.flatMap((key) => {
      const { originatorId, endPointId, merchantId } = payment?.providers?.[key] ?? {};
      const account = merchantId ?? (originatorId && endPointId && `${originatorId}/${endPointId}`);
      return account ? [[`${key} ${account}`, name] as const] : [];
    });
  } catch {
    return [];
  }
}
