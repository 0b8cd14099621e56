import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { letterheadOf, TenantRegistry } from '#configuration';
import type { OrderItem } from '#contracts';
import { Documents, type CompleteDocument } from '#documents';
import { DataKeys, KeyDestroyed, type Sealed, type Sealer } from '#encryption';
import { mandateConfirmation, paymentReceipt, type DocumentOfCase } from '#pdf';
import { v5 as uuidv5 } from 'uuid';
import { shownIban, type BankAccount } from './commands/bank-account';
import { sealedAs, type KeptPaper } from './commands/facts';
import { dayInBerlin } from './debit-day';
import type { Attempt } from './domain/attempt';
import { methodWords } from './domain/method-words';
import type { Paper } from './domain/paper';
import type { Ciphertext, OpenedPayment } from './domain/payment';
import { ApplicationOrders, linesOf } from './application-orders';
import { positionsOf } from './receipt';

/** The payment that a paper is made of. */
interface Matter {
  readonly tenant: string;
  readonly paymentId: string;
  readonly payment: OpenedPayment;
  readonly sealer: Sealer;
}

interface Made {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * The papers that the portal makes of payments, in the language in which the person paid: each is made and kept once, whatever breaks
 * off in between.
 */
@Injectable()
export class Papers {
  constructor(
    private readonly documents: Documents,
    private readonly keys: DataKeys,
    private readonly tenants: TenantRegistry,
    private readonly orders: ApplicationOrders,
  ) {}

  /**
   * The paper, kept under an id that follows from what it is of: what an attempt before this one has kept is found. Nobody sees it
   * before an event binds it.
   * @throws Unavailable while the store or the application service is away
   */
  async keep(
    tenant: string,
    paymentId: string,
    payment: OpenedPayment,
    paper: Paper,
  ): Promise<KeptPaper | 'erased'> {
    const place = { tenant, streamId: paymentId };
    const id = uuidv5(`${paper.kind} ${paper.attemptId}`, paymentId);
    try {
      const kept = await this.documents.findComplete(place, id);
      if (kept !== undefined) return keptPaper(kept);
      const sealer = await this.keys.sealerFor(tenant, paymentId);
      const { name, content } = await this.make({ tenant, paymentId, payment, sealer }, paper);
      const sealed = sealer.seal({ name }, sealedAs.paperName);
      const made = {
        id,
        personId: 'service:payment',
        kind: paper.kind,
        length: content.length,
        name: sealed,
      };
      return keptPaper(await this.documents.keep(place, made, 'pdf', Readable.from([content])));
    } catch (error) {
      if (error instanceof KeyDestroyed) return 'erased';
      throw error;
    }
  }

  private make(matter: Matter, { kind, attemptId }: Paper): Promise<Made> {
    const attempt = matter.payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt === undefined) throw new Error('a paper is asked for of an attempt that was never begun');
    switch (kind) {
      case 'receipt':
        return this.receipt(matter, attempt);
      case 'mandate-confirmation':
        return this.mandate(matter, attempt);
    }
  }

  private async receipt(matter: Matter, attempt: Attempt): Promise<Made> {
    const { paymentId, payment, sealer } = matter;
    const { transactionReference, method, paidAt, language } = attempt;
    if (paidAt === undefined) throw new Error('a receipt is asked for before money has come');
    const content = await paymentReceipt({
      ...this.ofCase(matter, language),
      ...{ paidAt, receiptNumber: transactionReference ?? paymentId },
      payer: await this.addressee(matter),
      subject: this.titleOf(matter, language),
      method: methodWords[method][language],
      ...(transactionReference !== undefined && { paymentReference: transactionReference }),
      positions: positionsOf(
        sealer.open<OrderItem[]>(payment.items as Sealed, sealedAs.items),
        attempt,
        language,
      ),
    });
    const word = { de: 'Zahlungsbeleg', en: 'Receipt' }[language];
    return { name: `${word}-${payment.reference}-${dayInBerlin(paidAt)}.pdf`, content };
  }

  private async mandate(
    matter: Matter,
    { attemptId, mandate, amountCents, language }: Attempt,
  ): Promise<Made> {
    if (mandate === undefined) throw new Error('a confirmation is asked for without a mandate');
    const { tenant, sealer } = matter;
    const { mandateReference, creditorId, signedAt, dueOn } = mandate;
    const { holder, iban } = sealer.open<BankAccount>(mandate.account as Sealed, sealedAs.account(attemptId));
    const city = this.tenants.get(tenant);
    const content = await mandateConfirmation({
      ...this.ofCase(matter, language),
      ...{ mandateReference, creditorId, signedAt, dueOn, amountCents },
      recipient: await this.addressee(matter),
      subject: this.titleOf(matter, language),
      creditor: city.payment?.directDebit?.creditorName ?? this.ofCase(matter, language).letterhead.city,
      accountHolder: holder,
      account: shownIban(iban),
    });
    const word = { de: 'Lastschriftmandat', en: 'Direct-debit-mandate' }[language];
    return { name: `${word}-${mandateReference}.pdf`, content };
  }

  private ofCase({ tenant, payment }: Matter, language: Attempt['language']): DocumentOfCase {
    const { reference, office } = payment;
    return { language, reference, letterhead: letterheadOf(this.tenants.get(tenant), office, language) };
  }

  private titleOf({ tenant, payment: { serviceKey } }: Matter, language: Attempt['language']): string {
    return this.tenants.service(tenant, serviceKey)?.title[language] ?? serviceKey;
  }

  private async addressee({ tenant, paymentId }: Matter): Promise<readonly string[]> {
    return linesOf(await this.orders.payer(tenant, paymentId));
  }
}

function keptPaper({ id, version, hash, length: size, mediaType, name }: CompleteDocument): KeptPaper {
  return { id, version, hash, size, mediaType, name: name as string as Ciphertext };
}
