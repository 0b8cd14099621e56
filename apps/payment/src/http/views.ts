import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles } from '#auth';
import type { Acting } from '#commands';
import {
  orderEnds,
  paymentMethods,
  paymentPolicies,
  paymentStates,
  refundReasons,
  type OrderItem,
  type PaymentState,
} from '#contracts';
import type { Page } from '#database';
import { localised, type Language, type LocalText } from '#http';
import { commands } from '../commands';
import { allowedCommands } from '../commands/decider';
import { sealedAs } from '../commands/facts';
import { shownIban, type BankAccount } from '../commands/bank-account';
import { isDebit, type Attempt } from '../domain/attempt';
import type { IssuedPaper } from '../domain/paper';
import { needsAccount, type Refund } from '../domain/refund';
import { owedCents } from '../domain/standing';
import { statusWords } from '../domain/status-words';
import type { PaymentNews } from '../live/payment-updates';
import type { CommandAnswer } from '../payment.handler';
import { historyOf, type Party } from '../queries/payment-history';
import type { ReadPayment } from '../queries/payment-query';
import type { FoundPayments, PaymentsTotal } from '../read-models/payment-search';
import type { PaymentLine } from '../read-models/payments';

const attemptStates = [
  ...['chosen', 'under-way', 'authorised', 'settled', 'failed'],
  ...['cancelled', 'expired', 'returned', 'charged-back'],
];
const euroCents = { type: 'integer', minimum: 0, example: 3070 } as const;

/** One payment in a list. Amounts are euro cents. */
export class PaymentLineView {
  /** Id of the order that is paid. */
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  readonly version!: number;
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  /** @example DU-2026-000123-7 */
  readonly reference!: string;
  /** @example bewohnerparkausweis */
  readonly serviceKey!: string;
  /** Of the service. */
  readonly title!: string;
  /** @example strassenverkehr */
  readonly office!: string;
  /** When it is to be paid. */
  @ApiProperty({ enum: paymentPolicies, enumName: 'FeePolicy' }) readonly policy!: string;
  @ApiProperty({ enum: paymentStates, enumName: 'PaymentState' }) readonly status!: PaymentState;
  /** @example Bezahlt */
  readonly statusLabel!: string;
  @ApiProperty(euroCents) readonly amountCents!: number;
  @ApiProperty(euroCents) readonly receivedCents!: number;
  @ApiProperty(euroCents) readonly refundedCents!: number;
  /** By which it was tried last. */
  @ApiPropertyOptional({ enum: paymentMethods, enumName: 'PaymentMethod' }) readonly method?: string;
  @ApiProperty({ format: 'date-time' }) readonly fixedAt!: string;
  /** As of when the money came. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly paidAt?: string;
}

/** A page of a citizen's payments, newest first. */
export class PaymentsView {
  readonly items!: PaymentLineView[];
  readonly nextCursor?: string;
}

/** One payment in the list of the back-office. */
export class StaffPaymentLineView extends PaymentLineView {
  /** What the treasury finds its money by (Kassenzeichen), of each attempt that has one. */
  @ApiProperty({ type: [String] }) readonly transactionReferences!: readonly string[];
  /** Between our books and those of others; nobody has resolved them yet. */
  @ApiProperty({ type: 'integer' }) readonly differences!: number;
  /** Refunds that wait for a second person. */
  @ApiProperty({ type: 'integer' }) readonly refundsToApprove!: number;
}

/** What all payments come to that were found, on whatever page. Sums in euro cents. */
export class PaymentsTotalView implements PaymentsTotal {
  @ApiProperty({ type: 'integer', minimum: 0 }) readonly count!: number;
  @ApiProperty(euroCents) readonly amountCents!: number;
  @ApiProperty(euroCents) readonly receivedCents!: number;
  @ApiProperty(euroCents) readonly refundedCents!: number;
}

/** A page of payments of the city. */
export class StaffPaymentsView {
  readonly items!: StaffPaymentLineView[];
  readonly total!: PaymentsTotalView;
  readonly nextCursor?: string;
}

/** A line of what is to be paid. Amounts are euro cents. */
export class OrderItemView {
  /** @example grundgebuehr */
  readonly key!: string;
  readonly text!: string;
  /** What the amount follows from. */
  readonly reason?: string;
  @ApiProperty({ type: 'integer', example: 1 }) readonly quantity!: number;
  @ApiProperty(euroCents) readonly unitCents!: number;
  /** The tax is in it. */
  @ApiProperty(euroCents) readonly totalCents!: number;
  readonly taxPercent!: number;
  @ApiProperty(euroCents) readonly taxCents!: number;
  /** Where the treasury books it; for the city alone. */
  readonly accountingKey?: string;
}

/** A direct debit mandate. */
export class MandateView {
  readonly mandateReference!: string;
  readonly creditorId!: string;
  @ApiProperty({ format: 'date-time' }) readonly signedAt!: string;
  /** When the account is debited. */
  @ApiProperty({ format: 'date' }) readonly dueOn!: string;
}

/** One try to pay. */
export class AttemptView {
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
  @ApiProperty({ enum: paymentMethods, enumName: 'PaymentMethod' }) readonly method!: string;
  @ApiProperty({ enum: attemptStates, enumName: 'AttemptState' }) readonly status!: string;
  @ApiProperty(euroCents) readonly amountCents!: number;
  @ApiProperty({ format: 'date-time' }) readonly chosenAt!: string;
  @ApiPropertyOptional(euroCents) readonly receivedCents?: number;
  /** By the provider's clock. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly paidAt?: string;
  /** What the treasury finds the money by (Kassenzeichen). */
  readonly transactionReference?: string;
  /** Where its person goes on paying. */
  @ApiPropertyOptional({ format: 'uri' }) readonly redirectUrl?: string;
  readonly mandate?: MandateView;
  /** Our books and those of the provider or the bank agree. */
  readonly reconciled!: boolean;
  /** For the city alone. */
  readonly provider?: string;
  /** At the provider; for the city alone. */
  readonly transactionId?: string;
  /** The pain.008 file that it went to the bank with; for the city alone. */
  @ApiPropertyOptional({ format: 'uuid' }) readonly collectionId?: string;
}

/** Money that goes back. */
export class RefundView {
  @ApiProperty({ format: 'uuid' }) readonly refundId!: string;
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
  @ApiProperty(euroCents) readonly amountCents!: number;
  @ApiProperty({ enum: refundReasons, enumName: 'RefundReason' }) readonly reason!: string;
  @ApiProperty({ enum: ['requested', 'approved', 'rejected', 'issued', 'failed'], enumName: 'RefundState' })
  readonly status!: string;
  /** Not before: a direct debit can be given back for eight weeks. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly notBefore?: string;
  @ApiPropertyOptional({ enum: ['provider', 'transfer', 'return'] }) readonly way?: string;
  /** It is transferred, and nothing says where to: `POST …/refund-account`. */
  readonly needsAccount!: boolean;
  /** The account that was named for it, by its first and last digits. @example DE02 … 2051 */
  readonly account?: string;
  /** Person id, or `service:<name>`; for the city alone. */
  readonly requestedBy?: string;
}

/** A paper that the portal made about an attempt: `GET …/documents/{documentId}`. */
export class PaymentPaperView {
  @ApiProperty({ format: 'uuid' }) readonly documentId!: string;
  @ApiProperty({ enum: ['receipt', 'mandate-confirmation'], enumName: 'PaperKind' }) readonly kind!: string;
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
  /** Absent where it was erased. */
  readonly name?: string;
  /** Bytes. */
  @ApiProperty({ type: 'integer' }) readonly size!: number;
  readonly mediaType!: string;
  /** SHA-256 of it as it lies in the store. */
  readonly hash!: string;
}

/** Where our books and those of others do not agree. */
export class DifferenceView {
  @ApiProperty({ format: 'uuid' }) readonly differenceId!: string;
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
  @ApiProperty({ enum: ['amount', 'currency', 'status', 'missing-there', 'refund'] }) readonly kind!: string;
  /** What the other side says. */
  @ApiPropertyOptional(euroCents) readonly statedCents?: number;
  @ApiPropertyOptional({ format: 'date-time' }) readonly statedAt?: string;
}

/** Who acted: a person's id, or `service:<name>`. */
export class PaymentActorView {
  readonly personId!: string;
  @ApiProperty({ enum: roles, enumName: 'Role' }) readonly role!: string;
  /** On whose behalf. */
  @ApiPropertyOptional({ format: 'uuid' }) readonly actingFor?: string;
}

/** One line of the history of a payment. */
export class PaymentHistoryEntryView {
  readonly version!: number;
  /** @example PaymentSettled */
  readonly type!: string;
  readonly label!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ enum: ['applicant', 'office', 'portal'] }) readonly by!: string;
  /** For the city alone. */
  readonly actor?: PaymentActorView;
  /** Codes, times and amounts in euro cents. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
  })
  readonly facts!: object;
  /** Why, as somebody of the city wrote it. */
  readonly note?: string;
  /** Of the event; for auditors. */
  readonly hash?: string;
}

/** A payment as its reader may see it. */
export class PaymentView {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  readonly version!: number;
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  /** @example DU-2026-000123-7 */
  readonly reference!: string;
  readonly serviceKey!: string;
  readonly title!: string;
  readonly office!: string;
  @ApiProperty({ enum: paymentPolicies, enumName: 'FeePolicy' }) readonly policy!: string;
  @ApiProperty({ enum: paymentStates, enumName: 'PaymentState' }) readonly status!: PaymentState;
  readonly statusLabel!: string;
  @ApiProperty(euroCents) readonly amountCents!: number;
  /** What is owed after what the office has given back. */
  @ApiProperty(euroCents) readonly owedCents!: number;
  /** Absent where they were erased for good. */
  @ApiPropertyOptional({ type: [OrderItemView] }) readonly items?: readonly OrderItemView[];
  @ApiProperty({ format: 'date-time' }) readonly fixedAt!: string;
  /** Until when it can be paid; absent where it stays owed. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly payBy?: string;
  /** Why the order died. */
  @ApiPropertyOptional({ enum: orderEnds, enumName: 'OrderEnd' }) readonly ended?: string;
  @ApiProperty({ type: [AttemptView] }) readonly attempts!: readonly AttemptView[];
  @ApiProperty({ type: [RefundView] }) readonly refunds!: readonly RefundView[];
  @ApiProperty({ type: [PaymentPaperView] }) readonly documents!: readonly PaymentPaperView[];
  /** For the city alone. */
  @ApiPropertyOptional({ type: [DifferenceView] }) readonly differences?: readonly DifferenceView[];
  @ApiProperty({ type: [PaymentHistoryEntryView] }) readonly history!: readonly PaymentHistoryEntryView[];
  /** Commands that the reader may give now. */
  @ApiProperty({ enum: commands.map(({ name }) => name), isArray: true, enumName: 'PaymentCommand' })
  readonly allowed!: readonly string[];
}

/** A payment after a command. */
export class PaymentCommandView {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  readonly version!: number;
  @ApiProperty({ enum: paymentStates, enumName: 'PaymentState' }) readonly status!: PaymentState;
  readonly statusLabel!: string;
  /** Of a refund that was requested. */
  @ApiPropertyOptional({ format: 'uuid' }) readonly refundId?: string;
}

/** A payment that changed, as it stood after that: an event of the stream. */
export class PaymentUpdateView implements PaymentNews {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  @ApiProperty({ enum: paymentStates, enumName: 'PaymentState' }) readonly status!: PaymentState;
  readonly statusLabel!: string;
  readonly version!: number;
  @ApiProperty({ format: 'date-time' }) readonly updatedAt!: string;
}

/** What a service is called, by its key; the key itself where the city offers it no more. */
export type TitleOf = (serviceKey: string) => LocalText;

/** A page of payments as citizens see it. */
export function paymentsView(page: Page<PaymentLine>, titleOf: TitleOf, language: Language): PaymentsView {
  return pageView(page, ({ differences: _, refundsToApprove: _too, transactionReferences: _all, ...line }) =>
    lineView(line, titleOf, language),
  );
}

/** A page of payments as the city sees it. */
export function staffPaymentsView(
  { total, ...page }: FoundPayments,
  titleOf: TitleOf,
  language: Language,
): StaffPaymentsView {
  return { ...pageView(page, (line) => lineView(line, titleOf, language)), total };
}

function pageView<Line, View>({ items, nextCursor }: Page<Line>, view: (line: Line) => View) {
  return { items: items.map(view), ...(nextCursor !== undefined && { nextCursor }) };
}

function lineView<Line extends Pick<PaymentLine, 'method' | 'paidAt' | 'status' | 'serviceKey'>>(
  { method, paidAt, ...line }: Line,
  titleOf: TitleOf,
  language: Language,
) {
  return {
    ...line,
    title: titleOf(line.serviceKey)[language],
    statusLabel: statusWords[line.status][language],
    ...(method !== null && { method }),
    ...(paidAt !== null && { paidAt }),
  };
}

/** A payment as somebody sees it, in their language. */
export function paymentView(
  read: ReadPayment,
  { role }: Pick<Acting, 'role'>,
  titleOf: TitleOf,
  language: Language,
): PaymentView {
  const { id, version, payment } = read;
  const party = partyOf(role);
  const { applicationId, reference, serviceKey, office, policy, status, amountCents } = payment;
  const { fixedAt, payBy, ended } = payment;
  const items = itemsOf(read, party, language);
  return {
    ...{ id, version, applicationId, reference, serviceKey, office, policy, status, amountCents, fixedAt },
    title: titleOf(serviceKey)[language],
    statusLabel: statusWords[status][language],
    owedCents: Math.max(0, owedCents(payment)),
    ...(items !== undefined && { items }),
    ...(payBy !== undefined && { payBy }),
    ...(ended !== undefined && { ended }),
    attempts: payment.attempts.map((attempt) => attemptView(attempt, party, read)),
    refunds: payment.refunds.map((refund) => refundView(refund, party, read)),
    documents: payment.papers.map((paper) => paperView(paper, read)),
    ...(party !== 'citizen' && { differences: payment.differences.map(differenceView) }),
    history: localised(historyOf(read, party), language) as readonly PaymentHistoryEntryView[],
    allowed: role === 'auditor' ? [] : allowedCommands(payment, role),
  };
}

/** What is answered to a command. */
export function commandView(
  { id, version, status, body }: CommandAnswer,
  language: Language,
): PaymentCommandView {
  return { ...body, id, version, status, statusLabel: statusWords[status][language] };
}

function partyOf(role: Acting['role']): Party {
  if (role === 'citizen' || role === 'auditor') return role;
  return 'staff';
}

function itemsOf(
  { events, open }: ReadPayment,
  party: Party,
  language: Language,
): OrderItemView[] | undefined {
  const [requested] = events;
  if (requested?.type !== 'PaymentRequested') throw new Error('a payment begins with PaymentRequested');
  const { items } = requested.data as { readonly items: string };
  return open<readonly OrderItem[]>(items, sealedAs.items)?.map(({ accountingKey, ...item }) => ({
    ...(localised(item, language) as Omit<OrderItemView, 'accountingKey'>),
    ...(party !== 'citizen' && { accountingKey }),
  }));
}

function attemptView(attempt: Attempt, party: Party, { open }: ReadPayment): AttemptView {
  const { attemptId, method, status, amountCents, chosenAt, receivedCents, paidAt, reconciled } = attempt;
  const { transactionReference, mandate, redirectUrl, provider, transactionId, collectionId } = attempt;
  const page =
    party === 'citizen' && status === 'under-way' && redirectUrl !== undefined
      ? open<string>(redirectUrl, sealedAs.redirect(attemptId))
      : undefined;
  return {
    ...{ attemptId, method, status, amountCents, chosenAt, reconciled: reconciled === true },
    ...(receivedCents !== undefined && { receivedCents }),
    ...(paidAt !== undefined && { paidAt }),
    ...(transactionReference !== undefined && { transactionReference }),
    ...(page !== undefined && { redirectUrl: page }),
    ...(mandate !== undefined && { mandate: mandateView(mandate) }),
    ...(party !== 'citizen' && {
      ...(provider !== undefined && { provider }),
      ...(transactionId !== undefined && { transactionId }),
      ...(collectionId !== undefined && { collectionId }),
    }),
  };
}

function mandateView({ mandateReference, creditorId, signedAt, dueOn }: NonNullable<Attempt['mandate']>) {
  return { mandateReference, creditorId, signedAt, dueOn };
}

function refundView(
  { requestedBy, account, transferId: _, accountAskedAt: _asked, accountReminded: _too, ...refund }: Refund,
  party: Party,
  { payment, open }: ReadPayment,
): RefundView {
  const opened = account && open<BankAccount>(account, sealedAs.refundAccount(refund.refundId));
  return {
    ...refund,
    needsAccount: needsAccount(
      { ...refund, requestedBy, ...(account && { account }) },
      isDebit(payment, refund),
    ),
    ...(opened && party !== 'auditor' && { account: shownIban(opened.iban) }),
    ...(party !== 'citizen' && { requestedBy }),
  };
}

function paperView(
  { documentId, kind, attemptId, size, mediaType, hash, name }: IssuedPaper,
  { open }: ReadPayment,
): PaymentPaperView {
  const opened = open<{ readonly name: string }>(name, sealedAs.paperName);
  return { documentId, kind, attemptId, size, mediaType, hash, ...(opened && { name: opened.name }) };
}

function differenceView({
  digest: _,
  ...difference
}: ReadPayment['payment']['differences'][number]): DifferenceView {
  return difference;
}
