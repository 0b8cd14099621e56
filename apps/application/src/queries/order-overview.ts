import {
  offeredPaymentMethods,
  shownFee,
  type PaymentMethodKey,
  type Service,
  type ShownFee,
  type TenantConfiguration,
} from '#configuration';
import type { JsonObject } from '#forms';
import type { LocalText } from '#http';
import { orderOf, tooMuch } from '../commands/fee';
import { inEuro } from '../commands/money';
import type { BegunApplication, Instant } from '../domain/application';
import { dateInBerlin } from '../domain/berlin';
import type { Order, OrderItem } from '../domain/order';

/** One line of an order as people read it; amounts in the reader's way of writing them. */
export interface OverviewItem {
  readonly key: string;
  readonly text: LocalText;
  /** What the amount follows from, or why nothing is owed. */
  readonly reason?: LocalText;
  readonly quantity: number;
  readonly unit: LocalText;
  readonly total: LocalText;
}

/** What is to be paid, as the page before submitting shows it (R28c); afterwards as it was fixed. */
export interface OrderOverview {
  readonly items: readonly OverviewItem[];
  readonly amountCents: number;
  /** @example "30,70 €" */
  readonly sum: LocalText;
  /** The tax within the sum; absent where none is due. */
  readonly tax?: LocalText;
  readonly fee: ShownFee;
  /** When it is paid, and with that when the application counts as filed. */
  readonly says: LocalText;
  /** @format date-time */
  readonly payBy?: string;
  /** The ways to pay that the city offers today for this amount. */
  readonly methods: readonly PaymentMethodKey[];
  /** For who has not signed in and could: that it is better to do so first. */
  readonly signInFirst?: LocalText;
}

/** What is known of an application when its order is shown. */
interface Shown {
  readonly application: BegunApplication;
  readonly service: Service;
  readonly city: TenantConfiguration;
  /** What is declared so far; `null` where it was erased. */
  readonly declared: JsonObject | null;
  readonly isGuest: boolean;
  readonly at: Instant;
}

/** The order of an application: computed from what stands in its draft, by the same function that fixes it; then as it was fixed. */
export function orderOverview({ application, service, city, declared, isGuest, at }: Shown): OrderOverview {
  const order = orderShown(application, service, declared ?? {}, at);
  const { items = [], amountCents = 0, payBy } = order ?? {};
  const taxCents = items.reduce((sum, { taxCents: tax }) => sum + tax, 0);
  const { key: serviceKey, renderedAtOnce = false } = service;
  const toBePaid = { serviceKey, amountCents, renderedAtOnce };
  const methods = order === undefined ? [] : offeredPaymentMethods(city.payment, toBePaid, dateInBerlin(at));
  return {
    items: items.map(overviewItem),
    amountCents,
    sum: inEuro(amountCents),
    ...(taxCents > 0 && { tax: inEuro(taxCents) }),
    fee: shownFee(service.fee),
    says:
      order === undefined && service.fee.payment !== 'after-review' ? free : whenPaid[service.fee.payment],
    // Of a draft the time has not begun.
    ...(payBy !== undefined && application.status !== 'draft' && { payBy }),
    methods: methods.map(({ method }) => method),
    ...(isGuest && service.filing.signIn === 'optional' && order !== undefined && { signInFirst }),
  };
}

function orderShown(
  application: BegunApplication,
  service: Service,
  declared: JsonObject,
  at: Instant,
): Order | undefined {
  if (application.status !== 'draft') return application.order;
  const order = orderOf(service, declared, at);
  // What no payment carries is refused when it is submitted.
  return order === tooMuch ? undefined : order;
}

function overviewItem({ key, text, reason, quantity, unitCents, totalCents }: OrderItem): OverviewItem {
  return {
    ...{ key, text, quantity, unit: inEuro(unitCents), total: inEuro(totalCents) },
    ...(reason !== undefined && { reason }),
  };
}

const free: LocalText = { de: 'Es ist nichts zu bezahlen.', en: 'There is nothing to be paid.' };
const whenPaid: Readonly<Record<ShownFee['payment'], LocalText>> = {
  none: free,
  'before-filing': {
    de: 'Ihr Antrag gilt als gestellt, sobald er bezahlt ist. Nach dem Einreichen geht es zur Bezahlung.',
    en: 'Your application counts as filed once it is paid. After submitting you go on to the payment.',
  },
  'after-filing': {
    de: 'Ihr Antrag gilt mit dem Einreichen als gestellt; bezahlt wird danach.',
    en: 'Your application counts as filed when you submit it; it is paid afterwards.',
  },
  'after-review': {
    de: 'Das Amt setzt die Gebühr nach der Prüfung fest; bezahlt wird danach.',
    en: 'The office fixes the fee after the review; it is paid afterwards.',
  },
};
const signInFirst: LocalText = {
  de: 'Hier geht es zur Anmeldung: Wer angemeldet ist, findet Antrag, Zahlung und Beleg jederzeit wieder.',
  en: 'Sign in first: who is signed in finds application, payment and receipt again at any time.',
};
