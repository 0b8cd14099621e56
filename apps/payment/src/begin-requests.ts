import { ServiceRefused } from '#auth';
import { Unavailable } from '#availability';
import type { TenantRegistry } from '#configuration';
import type { OrderItem } from '#contracts';
import type { DataKeys, Sealed } from '#encryption';
import { sealedAs } from './commands/facts';
import type { Attempt } from './domain/attempt';
import type { OpenedPayment } from './domain/payment';
import type { ApplicationOrders } from './application-orders';
import type { Begin, Payer } from './providers/provider';
import type { PortalAddresses } from './portal-addresses';

/** What a provider is asked to begin, out of a payment and the configuration of its city. */
export class BeginRequests {
  constructor(
    private readonly keys: DataKeys,
    private readonly tenants: TenantRegistry,
    private readonly addresses: PortalAddresses,
    private readonly orders: Pick<ApplicationOrders, 'payer'>,
  ) {}

  async of(tenant: string, paymentId: string, payment: OpenedPayment, attempt: Attempt): Promise<Begin> {
    const sealer = await this.keys.sealerFor(tenant, paymentId);
    const { attemptId, method, amountCents, language, chosenAt } = attempt;
    const payer = await this.payer(tenant, paymentId);
    const service = this.tenants.service(tenant, payment.serviceKey);
    return {
      requestId: attemptId,
      ...{ method, amountCents, language },
      purpose: payment.reference,
      description: service?.title[language] ?? payment.reference,
      items: itemsOf(payment, attempt, sealer.open<OrderItem[]>(payment.items as Sealed, sealedAs.items)),
      ...(payer !== undefined && { payer }),
      returnUrl: this.addresses.returnOf(tenant, paymentId, attemptId),
      callbackUrl: this.addresses.callbackOf(tenant, attempt.provider ?? ''),
      requestedAt: chosenAt,
    };
  }

  /** A name is no condition of a payment: while nobody can say it, the payment begins without. */
  private payer(tenant: string, paymentId: string): Promise<Payer | undefined> {
    return this.orders.payer(tenant, paymentId).catch((error: unknown) => {
      if (error instanceof Unavailable || error instanceof ServiceRefused) return undefined;
      throw error;
    });
  }

  /** The page of a provider where a person pays, as it was kept. */
  async openRedirect(tenant: string, paymentId: string, attempt: Attempt): Promise<string | undefined> {
    if (attempt.redirectUrl === undefined) return undefined;
    const sealer = await this.keys.sealerFor(tenant, paymentId);
    return sealer.open<string>(attempt.redirectUrl as Sealed, sealedAs.redirect(attempt.attemptId));
  }
}

/** Of an order of which a part was given back, what is left is one item: its parts are not owed any more as they were. */
function itemsOf(payment: OpenedPayment, attempt: Attempt, items: readonly OrderItem[]): Begin['items'] {
  const { amountCents, language } = attempt;
  if (amountCents !== payment.amountCents) {
    const rest = { de: 'Restbetrag', en: 'Remaining amount' }[language];
    const accountingKey = items[0]?.accountingKey ?? '';
    return [
      {
        ...{ id: 'rest', description: rest, quantity: 1, unitCents: amountCents, totalCents: amountCents },
        ...{ taxPercent: 0, taxCents: 0, accountingKey },
      },
    ];
  }
  return items.map(({ key, text, quantity, unitCents, totalCents, taxPercent, taxCents, accountingKey }) => ({
    id: key,
    description: text[language],
    ...{ quantity, unitCents, totalCents, taxPercent, taxCents, accountingKey },
  }));
}
