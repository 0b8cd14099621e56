import type { DebitPlan, OfferedMethod } from './commands/facts';
import type { Instant, OpenedPayment } from './domain/payment';
import type { ProviderAccount } from './providers/provider';

/** What a city's configuration says about paying (`payment` in tenant.yaml). */
export abstract class CityPayments {
  /** The methods of the city for this payment now: by validity, amount, service and whether it is rendered at once (D23a D23b). */
  abstract methods(tenant: string, payment: OpenedPayment, at: Instant): readonly OfferedMethod[];
  /** @param count how many mandates this payment has had */
  abstract debitPlan(tenant: string, payment: OpenedPayment, at: Instant, count: number): DebitPlan;
  abstract approvalAboveCents(tenant: string): number;
  /** The city's account at a provider (`payment.providers.<key>`); undefined where it has none. */
  abstract account(tenant: string, provider: string): ProviderAccount | undefined;
}
