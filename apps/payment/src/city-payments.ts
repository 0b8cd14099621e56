import type { DebitPlan, OfferedMethod } from './commands/facts';
import type { Instant, OpenedPayment } from './domain/payment';

/** What a city's configuration says about paying (`payment` in tenant.yaml). */
export interface CityPayments {
  /** The methods of the city for this payment now: by validity, amount, service and whether it is rendered at once (D23a D23b). */
  methods(tenant: string, payment: OpenedPayment, at: Instant): readonly OfferedMethod[];
  /** @param count how many mandates this payment has had */
  debitPlan(tenant: string, payment: OpenedPayment, at: Instant, count: number): DebitPlan;
  approvalAboveCents(tenant: string): number;
}
