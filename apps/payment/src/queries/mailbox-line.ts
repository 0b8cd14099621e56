import { paymentLineTypes, type PaymentLineType } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import { shownIban, type BankAccount } from '../commands/bank-account';
import { sealedAs } from '../commands/facts';
import { methodWords } from '../domain/method-words';
import type { Ciphertext, EventOf, PaymentEvent } from '../domain/payment';
import type { Refund } from '../domain/refund';
import { refundWords } from '../domain/refund-words';
import { owedCents } from '../domain/standing';
import { dayInWords, euros, inBoth } from '../local-words';
import type { ReadPayment } from './payment-query';

/** What the citizen reads in the mailbox of one event of a payment. */
export interface MailboxLine {
  /** Reference of the application. */
  readonly reference: string;
  readonly text?: LocalText;
  /** A paper that goes with it: `GET …/payments/{paymentId}/documents/{documentId}`. */
  readonly document?: {
    readonly paymentId: string;
    readonly documentId: string;
    readonly name: string;
    /** Bytes. */
    readonly size: number;
    readonly mediaType: string;
  };
}

type Said = EventOf<LineType>;
type LineType = PaymentLineType extends `payment.${infer Type extends PaymentEvent['type']}` ? Type : never;

/** The line for the event at a version; undefined where there is nothing to say of it, or nothing is left that could be said. */
export function mailboxLineOf(read: ReadPayment, version: number): MailboxLine | undefined {
  const event = read.events.find((one) => one.version === version);
  if (event === undefined || !isTold(event)) return undefined;
  const { reference } = read.payment;
  const said = lineOf(read, { type: event.type, data: event.data } as Said);
  return said && { reference, ...said };
}

function isTold({ type }: RecordedEvent<PaymentEvent>): boolean {
  return (paymentLineTypes as readonly string[]).includes(`payment.${type}`);
}

function lineOf(read: ReadPayment, event: Said): Omit<MailboxLine, 'reference'> | undefined {
  switch (event.type) {
    case 'PaymentAuthorised':
      return announced(read, event.data.attemptId, event.data.mandate.dueOn);
    case 'DebitCollected': {
      const { attemptId, dueOn } = event.data;
      const { mandate } = attemptOf(read, attemptId);
      return mandate?.dueOn === dueOn ? undefined : announced(read, attemptId, dueOn);
    }
    case 'ReceiptIssued':
    case 'MandateConfirmed':
      return paper(read, event.data);
    case 'PaymentReturned':
      return owedAgain(read, {
        de: 'Ihre Bank hat die Lastschrift zurückgegeben.',
        en: 'Your bank has returned the direct debit.',
      });
    case 'PaymentChargedBack':
      return owedAgain(read, {
        de: 'Ihre Zahlung wurde zurückgebucht.',
        en: 'Your payment was charged back.',
      });
    case 'RefundRequested':
      return intended(read, event.data);
    case 'RefundApproved': {
      // Where no second person was asked, the line before said so.
      const { refundId, approvedBy } = event.data;
      return approvedBy === undefined ? undefined : approved(refundOf(read, refundId));
    }
    case 'RefundRejected':
      return rejected(read, event.data);
    case 'RefundIssued':
      return issued(read, event.data);
    case 'RefundAccountAsked':
    case 'RefundAccountReminded':
      return accountWanted(refundOf(read, event.data.refundId));
    case 'RefundAccountGiven':
      return accountGiven(read, event.data);
  }
}

/** The pre-notification of SEPA: amount, day, mandate reference and creditor identifier. */
function announced(read: ReadPayment, attemptId: string, dueOn: string) {
  const { mandate, amountCents } = attemptOf(read, attemptId);
  if (mandate === undefined) return undefined;
  const { mandateReference, creditorId } = mandate;
  const text = inBoth(
    (language) =>
      ({
        de: `Am ${dayInWords(dueOn, language)} buchen wir ${euros(amountCents, language)} von Ihrem Konto ab. Mandatsreferenz: ${mandateReference}. Gläubiger-ID: ${creditorId}.`,
        en: `On ${dayInWords(dueOn, language)} we debit ${euros(amountCents, language)} from your account. Mandate reference: ${mandateReference}. Creditor identifier: ${creditorId}.`,
      })[language],
  );
  return { text };
}

function paper(
  { id, open }: ReadPayment,
  { documentId, name, size, mediaType }: EventOf<'ReceiptIssued'>['data'],
) {
  const opened = open<{ readonly name: string }>(name, sealedAs.paperName);
  return opened && { document: { paymentId: id, documentId, name: opened.name, size, mediaType } };
}

/** What is owed now, how it is paid, and that nothing is un-filed (payment.md). */
function owedAgain({ payment }: ReadPayment, what: LocalText) {
  const cents = owedCents(payment);
  // Of an order that has died nothing is owed again.
  if (payment.ended !== undefined || cents <= 0)
    return {
      text: {
        de: `${what.de} Sie müssen nichts tun: Zu bezahlen ist nichts mehr.`,
        en: `${what.en} You do not have to do anything: nothing is to be paid any more.`,
      },
    };
  const text = inBoth(
    (language) =>
      ({
        de: `${what.de} Damit sind ${euros(cents, language)} wieder offen. Bitte bezahlen Sie die Gebühr bei Ihrem Antrag unter „Bezahlen“; dort wählen Sie auch eine andere Zahlungsart. Ihr Antrag bleibt gestellt.`,
        en: `${what.en} So ${euros(cents, language)} is open again. Please pay the fee with your application under “Pay”; there you can also choose another method. Your application stays filed.`,
      })[language],
  );
  return { text };
}

function intended(
  read: ReadPayment,
  { refundId, amountCents, reason, note }: EventOf<'RefundRequested'>['data'],
) {
  const { notBefore, status } = refundOf(read, refundId);
  // That money comes back for what is dead the application has told; here it is news when it cannot come at once.
  if (toldByApplication.has(reason) && notBefore === undefined) return undefined;
  const why = reasonWith(read, reason, note);
  const waits = status === 'requested' ? laterWords.decided : notBefore && notBeforeWords(notBefore);
  const text = inBoth((language) => {
    const amount = {
      de: `Vorgesehen ist, Ihnen ${euros(amountCents, language)} zu erstatten.`,
      en: `It is intended to give ${euros(amountCents, language)} back to you.`,
    }[language];
    return [amount, why[language], ...(waits ? [waits[language]] : [])].join(' ');
  });
  return { text };
}

const toldByApplication: ReadonlySet<Refund['reason']> = new Set([
  ...(['withdrawn', 'taken-back', 'replaced', 'too-late'] as const),
]);

const laterWords = {
  decided: {
    de: 'Eine zweite Person der Stadt muss noch zustimmen; Sie lesen hier, wie entschieden wird.',
    en: 'A second person of the city has to agree; you will read here what is decided.',
  },
};

function notBeforeWords(notBefore: string): LocalText {
  return inBoth(
    (language) =>
      ({
        de: `Das Geld kommt frühestens am ${dayInWords(notBefore, language)}: Bis dahin kann Ihre Bank die Lastschrift noch zurückgeben.`,
        en: `The money comes on ${dayInWords(notBefore, language)} at the earliest: until then your bank can still return the direct debit.`,
      })[language],
  );
}

function approved({ amountCents, notBefore }: Refund) {
  const later = notBefore && notBeforeWords(notBefore);
  const text = inBoth((language) => {
    const says = {
      de: `Sie bekommen ${euros(amountCents, language)} zurück.`,
      en: `You get ${euros(amountCents, language)} back.`,
    }[language];
    return later ? `${says} ${later[language]}` : says;
  });
  return { text };
}

function rejected(read: ReadPayment, { refundId, note }: EventOf<'RefundRejected'>['data']) {
  const { amountCents } = refundOf(read, refundId);
  const why = note && noteIn(read, note);
  const text = inBoth((language) => {
    const says = {
      de: `Die Erstattung von ${euros(amountCents, language)} wurde abgelehnt.`,
      en: `The refund of ${euros(amountCents, language)} was rejected.`,
    }[language];
    return why === undefined ? says : `${says} ${{ de: 'Grund', en: 'Reason' }[language]}: ${why}`;
  });
  return { text };
}

function issued(read: ReadPayment, { refundId, way }: EventOf<'RefundIssued'>['data']) {
  const { amountCents, reason, attemptId } = refundOf(read, refundId);
  const { method } = attemptOf(read, attemptId);
  const text = inBoth((language) => {
    const amount = euros(amountCents, language);
    const by = methodWords[method][language];
    const says = {
      provider: {
        de: `${amount} gehen auf dem Weg zurück, auf dem Sie bezahlt haben (${by}). Bis das Geld da ist, können einige Tage vergehen.`,
        en: `${amount} goes back the way you have paid (${by}). It may take some days until the money is there.`,
      },
      transfer: {
        de: `Die Kasse überweist Ihnen ${amount}. Bis das Geld da ist, können einige Tage vergehen.`,
        en: `The treasury transfers ${amount} to you. It may take some days until the money is there.`,
      },
      return: {
        de: `Ihre Bank hat Ihnen ${amount} schon zurückgegeben; damit ist die Erstattung erledigt.`,
        en: `Your bank has given ${amount} back to you already; with that the refund is settled.`,
      },
    }[way][language];
    return `${says} ${refundWords[reason][language]}`;
  });
  return { text };
}

function accountWanted({ amountCents }: Refund) {
  const text = inBoth(
    (language) =>
      ({
        de: `Wir überweisen Ihnen ${euros(amountCents, language)} zurück und brauchen dafür Ihr Konto. Bitte nennen Sie IBAN und Kontoinhaber*in bei Ihrer Zahlung unter „Konto für die Erstattung“.`,
        en: `We transfer ${euros(amountCents, language)} back to you and need your account for that. Please name IBAN and account holder with your payment under “Account for the refund”.`,
      })[language],
  );
  return { text };
}

/** Whoever did not name it themselves shall notice. */
function accountGiven(read: ReadPayment, { refundId, account }: EventOf<'RefundAccountGiven'>['data']) {
  const opened = read.open<BankAccount>(account, sealedAs.refundAccount(refundId));
  if (opened === undefined) return undefined;
  const { amountCents } = refundOf(read, refundId);
  const iban = shownIban(opened.iban);
  const text = inBoth(
    (language) =>
      ({
        de: `Wir überweisen ${euros(amountCents, language)} auf das Konto ${iban}. Wenn das nicht Ihr Konto ist, nennen Sie bitte gleich ein anderes, und melden Sie sich bei der Kasse der Stadt.`,
        en: `We transfer ${euros(amountCents, language)} to the account ${iban}. If that is not your account, please name another one at once, and contact the treasury of the city.`,
      })[language],
  );
  return { text };
}

/** The reason in words, and what somebody of the office wrote. */
function reasonWith(read: ReadPayment, reason: Refund['reason'], note: Ciphertext | undefined): LocalText {
  const written = note && noteIn(read, note);
  return inBoth((language) =>
    written === undefined
      ? refundWords[reason][language]
      : `${{ de: 'Grund', en: 'Reason' }[language]}: ${written}`,
  );
}

function noteIn({ open }: ReadPayment, note: Ciphertext): string | undefined {
  return open<{ readonly text: string }>(note, sealedAs.note)?.text;
}

function attemptOf({ payment }: ReadPayment, attemptId: string) {
  const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
  if (attempt === undefined) throw new Error('an event speaks of an attempt that was never begun');
  return attempt;
}

function refundOf({ payment }: ReadPayment, refundId: string): Refund {
  const refund = payment.refunds.find((one) => one.refundId === refundId);
  if (refund === undefined) throw new Error('an event speaks of a refund that nobody requested');
  return refund;
}
