import { Ajv } from 'ajv';
import { isSecureAddress } from '#configuration';
import type { AccessTokens } from './access-token';
import { wholeTime, type Exchange, type Reply } from './exchange';
import {
  BegunBefore,
  ProviderAway,
  ProviderRefused,
  type Begin,
  type KnownTransaction,
  type PaymentProvider,
  type ProviderAccount,
  type ProviderAnswer,
  type TransactionStatus,
} from './provider';
import { largestCents, paymentRequest, type RequestSettings } from './xbezahldienste-request';

export interface XBezahldiensteSettings extends RequestSettings {
  /** Base address; the paths of the standard follow. */
  readonly url: string;
}

/** The standard's words; whatever else comes is not understood, and nothing is booked by it. */
const statuses = {
  INITIAL: 'initial',
  PAYED: 'paid',
  CANCELED: 'cancelled',
  FAILED: 'failed',
} as const satisfies Record<string, TransactionStatus>;

/** Every answer to a request for a payment that is a no. `UNSPECIFIED` with a status of 500 or more is no answer at all. */
const refusals = [
  'NO_VALID_ORIGINATOR_OR_ENDPOINT',
  'NO_VALID_ORIGINATOR_OR_DESTINATION', // deprecated, and still sent
  'PAYMENT_EXISTS',
  'CALCULATION_ERROR',
  'BOOKING_DATA_MISSING',
  'VALIDATION_ERROR',
  'UNSPECIFIED',
  'FORBIDDEN',
] as const;

interface Information {
  readonly transactionId: string;
  readonly status: keyof typeof statuses;
  readonly transactionRedirectUrl?: string | null;
  readonly transactionReference?: string | null;
  readonly transactionTimestamp?: string | null;
}
interface Transaction {
  readonly paymentInformation: Information;
  readonly paymentRequest?: {
    readonly requestId?: string;
    readonly currency?: string;
    readonly grosAmount?: number;
    readonly grossAmount?: number;
  } | null;
}

const ajv = new Ajv();
const sum = { type: 'number', minimum: 0, maximum: largestCents / 100 };
const optionalText = (maxLength: number) => ({ type: 'string', nullable: true, maxLength });
/** What an answer must be to be believed; what it says beyond that is nobody's business. */
const isTransaction = ajv.compile<Transaction>({
  type: 'object',
  required: ['paymentInformation'],
  properties: {
    paymentInformation: {
      type: 'object',
      required: ['transactionId', 'status'],
      properties: {
        transactionId: { type: 'string', pattern: '^[\\w-]{1,64}$' },
        status: { enum: Object.keys(statuses) },
        transactionRedirectUrl: optionalText(2082),
        transactionReference: optionalText(100),
        transactionTimestamp: optionalText(40),
      },
    },
    paymentRequest: {
      type: 'object',
      nullable: true,
      properties: {
        requestId: { type: 'string' },
        currency: { type: 'string', pattern: '^[A-Za-z]{3}$' },
        grosAmount: sum,
        grossAmount: sum,
      },
    },
  },
});
const isProblem = ajv.compile<{ readonly functionalCode: (typeof refusals)[number] }>({
  type: 'object',
  required: ['functionalCode'],
  properties: { functionalCode: { enum: refusals } },
});

/**
 * A payment service as FITKO's standard XBezahldienste has it: a request, a look, and no more. It calls nobody, gives nothing back
 * and has no list; a payment that was taken back from the city is still PAYED there.
 */
export class XBezahldienste implements PaymentProvider {
  constructor(
    readonly key: string,
    private readonly settings: XBezahldiensteSettings,
    private readonly exchange: Exchange,
    /** Where the provider knows us by OAuth 2; else by the client certificate of the exchange. */
    private readonly tokens?: AccessTokens,
  ) {}

  async begin(account: ProviderAccount, begin: Begin): Promise<ProviderAnswer> {
    const address = this.addressOf(account);
    const body = this.requestOf(begin);
    const reply = await this.ask('POST', address, body);
    if (reply.status < 300) return this.answer(reply, begin);
    const code = this.refusalIn(reply);
    if (code !== 'PAYMENT_EXISTS') throw new ProviderRefused(this.key, code, reply.digest, reply.raw);
    // An earlier answer was lost. Providers without ids of their own know the transaction by ours.
    const known = await this.look(account, begin);
    if (known !== undefined) return known;
    throw new BegunBefore(this.key, code, reply.digest, reply.raw);
  }

  async look(account: ProviderAccount, transaction: KnownTransaction): Promise<ProviderAnswer | undefined> {
    const id = transaction.transactionId ?? transaction.requestId;
    const reply = await this.ask('GET', `${this.addressOf(account)}/${encodeURIComponent(id)}`);
    if (reply.status < 300) return this.answer(reply, transaction);
    const code = this.refusalIn(reply);
    if (reply.status === 404 && !code.startsWith('NO_VALID')) return undefined;
    // Whatever is wrong with our access or our question: the money may be there.
    throw this.away(`HTTP ${reply.status} ${code} to a look`);
  }

  private addressOf(account: ProviderAccount): string {
    const ids = ['originatorId', 'endPointId'].map((name) => {
      const id = account[name] ?? '';
      if (!/^[\w-]{1,36}$/.test(id)) throw this.away(`the city has no ${name} there`);
      return id;
    });
    return `${this.settings.url.replace(/\/+$/, '')}/paymenttransaction/${ids.join('/')}`;
  }

  private requestOf(begin: Begin): string {
    try {
      return JSON.stringify(paymentRequest(begin, this.settings));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // Nothing was sent: the standard has no way to say it.
      throw ProviderRefused.unsent(this.key, 'VALIDATION_ERROR', error.message);
    }
  }

  private ask(method: 'GET' | 'POST', url: string, body?: string): Promise<Reply> {
    const signal = wholeTime();
    const sent = { 'content-type': 'application/json' };
    const ask = (authorization?: string) =>
      this.exchange.ask({
        ...{ method, url, signal },
        headers: { ...(body !== undefined && sent), ...(authorization !== undefined && { authorization }) },
        ...(body !== undefined && { body }),
      });
    return this.tokens === undefined ? ask() : this.tokens.asking(ask);
  }

  private refusalIn(reply: Reply): (typeof refusals)[number] {
    const problem = this.exchange.json(reply);
    if (!isProblem(problem)) throw this.away(`HTTP ${reply.status} without a functionalCode of the standard`);
    return problem.functionalCode;
  }

  private answer(reply: Reply, asked: KnownTransaction): ProviderAnswer {
    const transaction = this.exchange.json(reply);
    if (!isTransaction(transaction)) {
      const [fault] = isTransaction.errors ?? [];
      throw this.away(`not an answer of the standard: ${fault?.instancePath ?? ''} ${fault?.message ?? ''}`);
    }
    const { paymentInformation: information, paymentRequest: request } = transaction;
    const isOfAnother =
      (request?.requestId ?? asked.requestId) !== asked.requestId ||
      (asked.transactionId ?? information.transactionId) !== information.transactionId;
    if (isOfAnother) throw this.away('an answer about another transaction');
    const amountCents = this.centsOf(request?.grosAmount, request?.grossAmount);
    const paidAt = timeOf(information.transactionTimestamp);
    const redirectUrl = information.transactionRedirectUrl ?? undefined;
    if (redirectUrl !== undefined && !isSecureAddress(redirectUrl))
      throw this.away('it leads to a page that is not secure');
    const transactionReference = printable(information.transactionReference);
    const status = statuses[information.status];
    return {
      transactionId: information.transactionId,
      ...(request?.requestId !== undefined && { namesRequest: true as const }),
      status,
      ...(amountCents !== undefined && { amountCents }),
      ...(request?.currency !== undefined && { currency: request.currency.toUpperCase() }),
      ...(status === 'paid' && paidAt !== undefined && { paidAt }),
      ...(transactionReference !== '' && { transactionReference }),
      ...(status === 'initial' && redirectUrl !== undefined && { redirectUrl: new URL(redirectUrl).href }),
      raw: reply.raw,
      digest: reply.digest,
    };
  }

  private centsOf(...euros: readonly (number | undefined)[]): number | undefined {
    const [cents, other] = euros.flatMap((euro) => (euro === undefined ? [] : [euro * 100]));
    if (cents === undefined) return undefined;
    const whole = Math.round(cents);
    if (Math.abs(cents - whole) > 1e-4 || (other !== undefined && Math.round(other) !== whole))
      throw this.away('a sum that is no number of cents');
    return whole;
  }

  private away(what: string): ProviderAway {
    return new ProviderAway(this.key, what);
  }
}

/** What of a text people can read and a table can keep: without control characters and halves of characters. */
function printable(text: string | null | undefined): string {
  return (text ?? '').replace(/\p{C}/gu, '').trim();
}

/** RFC 3339 with its offset, as the standard has it; undefined for what is no moment. */
export function timeOf(text: string | null | undefined): string | undefined {
  if (!text || !/(Z|[+-]\d{2}:?\d{2})$/i.test(text) || Number.isNaN(Date.parse(text))) return undefined;
  return new Date(text).toISOString();
}
