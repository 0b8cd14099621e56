import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { isSecureAddress } from '#configuration';
import { signatureFault } from './callback-signature';
import type { Exchange, Question, Reply } from './exchange';
import {
  CallbackRefused,
  ProviderAway,
  ProviderRefused,
  type Begin,
  type Hint,
  type KnownTransaction,
  type ListedTransaction,
  type PaymentProvider,
  type ProviderAccount,
  type ProviderAnswer,
  type RefundAnswer,
  type TransactionStatus,
} from './provider';
import { timeOf } from './xbezahldienste';

export interface SignedCallbackSettings {
  readonly url: string;
  /** Where a city has no account of its own. */
  readonly merchantId?: string;
  /** Holds the secret and nothing else. */
  readonly secretFile: string;
  /** One secret a line: while it is exchanged, there are two. */
  readonly callbackSecretFile: string;
}

/** Bytes of a page of the list. */
const pageBytes = 1024 * 1024;

const statuses = {
  pending: 'initial',
  succeeded: 'paid',
  cancelled: 'cancelled',
  failed: 'failed',
  'charged-back': 'charged-back',
} as const satisfies Record<string, TransactionStatus>;

interface Charge {
  readonly id: string;
  readonly reference: string;
  readonly status: keyof typeof statuses;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly paidAt?: string | null;
  readonly redirectUrl?: string | null;
  readonly refunded?: { readonly value: number } | null;
}
interface Page {
  readonly items: readonly Charge[];
  readonly next?: string | number | null;
}

const ajv = new Ajv({ allowUnionTypes: true });
const id = { type: 'string', pattern: '^[\\w-]{1,64}$' };
/** Cents; more is no sum that anybody pays. */
const value = { type: 'integer', minimum: 0, maximum: 999_999_999_99 };
const charge = {
  type: 'object',
  required: ['id', 'reference', 'status', 'amount'],
  properties: {
    id,
    reference: { type: 'string', maxLength: 100 },
    status: { enum: Object.keys(statuses) },
    amount: {
      type: 'object',
      required: ['value', 'currency'],
      properties: { value, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
    },
    paidAt: { type: 'string', nullable: true, maxLength: 40 },
    redirectUrl: { type: 'string', nullable: true, maxLength: 2082 },
    refunded: { type: 'object', nullable: true, required: ['value'], properties: { value } },
  },
};
const pageOf = {
  type: 'object',
  required: ['items'],
  properties: { items: { type: 'array', items: charge } },
};
const isCharge = ajv.compile<Charge>(charge);
const isPage = ajv.compile<Page>({
  ...pageOf,
  properties: {
    ...pageOf.properties,
    next: { type: ['string', 'integer'], nullable: true, maxLength: 500 },
  },
});
const isRefund = ajv.compile<{
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly refundedAt?: string | null;
}>({
  type: 'object',
  required: ['status'],
  properties: {
    status: { enum: ['pending', 'succeeded', 'failed'] },
    refundedAt: { type: 'string', nullable: true, maxLength: 40 },
  },
});
const isError = ajv.compile<{ readonly error: { readonly code: string } }>({
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code'],
      properties: { code: { type: 'string', pattern: '^[\\w-]{1,60}$' } },
    },
  },
});
const isMessage = ajv.compile<{
  readonly id: string;
  readonly charge: { readonly id: string; readonly reference?: string };
}>({
  type: 'object',
  required: ['id', 'charge'],
  properties: {
    id,
    charge: {
      type: 'object',
      required: ['id'],
      properties: { id, reference: { type: 'string', maxLength: 36 } },
    },
  },
});

/** What a refund's status is in the port's words. */
const refundStatuses = { pending: 'pending', succeeded: 'done', failed: 'failed' } as const;

/**
 * A provider that is asked with a secret, makes each thing once by its `Idempotency-Key`, gives back, lists, and says by a signed
 * callback that something has changed.
 */
export class SignedCallback implements PaymentProvider {
  constructor(
    readonly key: string,
    private readonly settings: SignedCallbackSettings,
    private readonly exchange: Exchange,
  ) {}

  async begin(account: ProviderAccount, begin: Begin): Promise<ProviderAnswer> {
    const reply = await this.ask(account, 'charges', {
      method: 'POST',
      headers: { 'idempotency-key': begin.requestId },
      body: {
        reference: begin.requestId,
        amount: { value: begin.amountCents, currency: 'EUR' },
        method: begin.method,
        returnUrl: begin.returnUrl,
        callbackUrl: begin.callbackUrl,
        description: `${begin.purpose} ${begin.description}`.slice(0, 250),
        language: begin.language,
      },
    });
    if (reply.status >= 300) throw this.refusal(reply);
    return this.answer(reply, this.chargeIn(reply), begin);
  }

  async look(account: ProviderAccount, transaction: KnownTransaction): Promise<ProviderAnswer | undefined> {
    const { transactionId, requestId } = transaction;
    const path =
      transactionId === undefined
        ? `charges?${new URLSearchParams({ reference: requestId }).toString()}`
        : `charges/${encodeURIComponent(transactionId)}`;
    const reply = await this.ask(account, path, { method: 'GET' });
    const said = this.exchange.json(reply);
    if (reply.status === 404 && isError(said) && said.error.code === 'charge-unknown') return undefined;
    // Whatever is wrong with our access or our question: the money may be there.
    if (reply.status >= 300) throw this.away(`HTTP ${reply.status} to a look`);
    if (!isPage(said)) return this.answer(reply, this.chargeIn(reply), transaction);
    const found = said.items.find(({ reference }) => reference === requestId);
    return found && this.answer(reply, found, transaction);
  }

  async refund(
    account: ProviderAccount,
    { transactionId }: KnownTransaction,
    { refundId, amountCents }: { readonly refundId: string; readonly amountCents: number },
  ): Promise<RefundAnswer> {
    if (transactionId === undefined)
      throw ProviderRefused.unsent(this.key, 'no-transaction', 'a transaction that was never begun');
    const reply = await this.ask(account, `charges/${encodeURIComponent(transactionId)}/refunds`, {
      method: 'POST',
      headers: { 'idempotency-key': refundId },
      body: { amount: { value: amountCents, currency: 'EUR' } },
    });
    if (reply.status >= 300) throw this.refusal(reply);
    const refund = this.exchange.json(reply);
    if (!isRefund(refund)) throw this.away('not a refund of its protocol');
    const refundedAt = timeOf(refund.refundedAt);
    return {
      status: refundStatuses[refund.status],
      ...(refund.status === 'succeeded' && refundedAt !== undefined && { refundedAt }),
      raw: reply.raw,
      digest: reply.digest,
    };
  }

  async *list(account: ProviderAccount, from: string, until: string): AsyncIterable<ListedTransaction> {
    const seen = new Set<string>();
    for (let page: string | undefined; ;) {
      const query = new URLSearchParams({ from, until, ...(page !== undefined && { page }) });
      const reply = await this.ask(account, `charges?${query.toString()}`, {
        method: 'GET',
        limitBytes: pageBytes,
      });
      const listed = this.exchange.json(reply);
      if (reply.status >= 300 || !isPage(listed)) throw this.away(`HTTP ${reply.status} without a list`);
      for (const { id, reference, status, amount, refunded } of listed.items)
        yield {
          requestId: reference,
          transactionId: id,
          status: statuses[status],
          amountCents: amount.value,
          refundedCents: refunded?.value ?? 0,
        };
      const { next } = listed;
      if (next === undefined || next === null) return;
      page = String(next);
      if (seen.has(page)) throw this.away('a list that goes round');
      seen.add(page);
    }
  }

  readCallback(headers: Readonly<Record<string, string | undefined>>, body: Buffer, now: Date): Hint {
    const fault = signatureFault(headers['stadtpay-signature'], body, this.callbackSecrets(), now);
    if (fault !== undefined) throw new CallbackRefused(this.key, fault);
    const message = messageIn(body);
    if (message === undefined) throw new CallbackRefused(this.key, 'unreadable');
    const { id: messageId, charge: about } = message;
    return {
      messageId,
      transactionId: about.id,
      ...(about.reference !== undefined && { requestId: about.reference }),
    };
  }

  private async ask(
    account: ProviderAccount,
    path: string,
    { body, headers, ...question }: Omit<Question, 'url' | 'body'> & { readonly body?: object },
  ): Promise<Reply> {
    const merchantId = account['merchantId'] ?? this.settings.merchantId ?? '';
    if (!/^[\w-]{1,64}$/.test(merchantId)) throw this.away('the city has no merchantId there');
    return this.exchange.ask({
      ...question,
      url: `${this.settings.url.replace(/\/+$/, '')}/v1/merchants/${merchantId}/${path}`,
      headers: {
        authorization: `Bearer ${this.secretIn(this.settings.secretFile)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** A no of the protocol's own; what our access is refused by says nothing about a payment. */
  private refusal(reply: Reply): ProviderAway | ProviderRefused {
    const said = this.exchange.json(reply);
    if (reply.status === 401 || !isError(said)) return this.away(`HTTP ${reply.status} without a code`);
    return new ProviderRefused(this.key, said.error.code, reply.digest, reply.raw);
  }

  private chargeIn(reply: Reply): Charge {
    const said = this.exchange.json(reply);
    if (isCharge(said)) return said;
    const [fault] = isCharge.errors ?? [];
    throw this.away(`not a charge of its protocol: ${fault?.instancePath ?? ''} ${fault?.message ?? ''}`);
  }

  private answer({ raw, digest }: Reply, charge: Charge, asked: KnownTransaction): ProviderAnswer {
    if (charge.reference !== asked.requestId || (asked.transactionId ?? charge.id) !== charge.id)
      throw this.away('an answer about another transaction');
    const redirectUrl = charge.redirectUrl ?? undefined;
    if (redirectUrl !== undefined && !isSecureAddress(redirectUrl))
      throw this.away('it leads to a page that is not secure');
    const paidAt = timeOf(charge.paidAt);
    const status = statuses[charge.status];
    return {
      transactionId: charge.id,
      namesRequest: true,
      status,
      amountCents: charge.amount.value,
      currency: charge.amount.currency,
      ...(paidAt !== undefined && { paidAt }),
      transactionReference: charge.id,
      ...(status === 'initial' && redirectUrl !== undefined && { redirectUrl: new URL(redirectUrl).href }),
      raw,
      digest,
    };
  }

  private secretIn(file: string): string {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new ProviderAway(this.key, 'the file of our secret cannot be read', error);
    }
  }

  private callbackSecrets(): readonly string[] {
    return this.secretIn(this.settings.callbackSecretFile).split(/\s+/);
  }

  private away(what: string): ProviderAway {
    return new ProviderAway(this.key, what);
  }
}

function messageIn(body: Buffer): ReturnType<typeof JSON.parse> | undefined {
  try {
    const message: unknown = JSON.parse(body.toString('utf8'));
    return isMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}
