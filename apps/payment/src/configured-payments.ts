import { offeredPaymentMethods, type PaymentSettings, type TenantRegistry } from '#configuration';
import type { CityPayments } from './city-payments';
import type { DebitPlan, OfferedMethod } from './commands/facts';
import { dayInBerlin, debitDay } from './debit-day';
import type { Instant, OpenedPayment } from './domain/payment';
import type { ProviderAccount } from './providers/provider';

/** As people are told of a debit where the city says nothing else (payment.md). */
const preNotificationDays = 14;

/** What the cities' files say about paying, as they are now: what holds is looked up for each payment, so that a file takes effect at once. */
export class ConfiguredPayments implements CityPayments {
  constructor(private readonly tenants: Pick<TenantRegistry, 'get'>) {}

  methods(tenant: string, payment: OpenedPayment, at: Instant): readonly OfferedMethod[] {
    return offeredPaymentMethods(this.settings(tenant), payment, dayInBerlin(at));
  }

  debitPlan(tenant: string, { reference }: OpenedPayment, at: Instant, count: number): DebitPlan {
    const creditor = this.settings(tenant)?.directDebit;
    if (creditor === undefined) throw new Error(`${tenant} offers direct debits and is no creditor`);
    return {
      creditorId: creditor.creditorId,
      mandateReference: `${reference}-${count + 1}`,
      dueOn: debitDay(dayInBerlin(at), creditor.preNotificationDays ?? preNotificationDays),
    };
  }

  approvalAboveCents(tenant: string): number {
    return this.settings(tenant)?.refundApprovalAboveCents ?? 0;
  }

  account(tenant: string, provider: string): ProviderAccount | undefined {
    const accounts = this.settings(tenant)?.providers ?? {};
    return Object.hasOwn(accounts, provider) ? accounts[provider] : undefined;
  }

  private settings(tenant: string): PaymentSettings | undefined {
    return this.tenants.get(tenant).payment;
  }
}
