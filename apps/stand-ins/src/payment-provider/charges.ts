import type { Accounts } from './accounts';
import { objectIn, type Answer, type Asked } from './answers';
import { chargeOf, refundedCents, refundOf } from './charge';
import type { Outcomes } from './outcomes';
import {
  newId,
  type Method,
  type Refund,
  type RefundStatus,
  type Transaction,
  type Transactions,
} from './transactions';

const provider = 'stadtpay';
const payable: readonly Method[] = ['credit-card', 'paypal', 'giropay', 'paydirekt'];
const mostCents = 99_999_900;
const perPage = 500;

/** The protocol `signed-callback`: charges with refunds, a list, and callbacks about whatever changes. */
export class Charges {
  /** How refunds begin from now on. */
  refundsBegin: RefundStatus = 'succeeded';

  constructor(
    private readonly secret: string,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly outcomes: Outcomes,
    /** Where somebody pays a transaction. */
    private readonly pageOf: (transaction: Transaction) => string,
  ) {}

  answer(asked: Asked): Answer {
    const [version, merchants, merchantId = '', resource, id, sub, ...more] = asked.path;
    if (version !== 'v1' || merchants !== 'merchants' || more.length > 0) return notFound;
    if (asked.headers.authorization !== `Bearer ${this.secret}`)
      return refused(401, 'unauthorized', 'The secret is not that of the merchant.');
    const payee = this.accounts.payee(provider, merchantId);
    if (payee === undefined) return refused(404, 'merchant-unknown', 'There is no such merchant.');
    switch (`${asked.method} ${resource} ${id === undefined ? '' : ':id'} ${sub ?? ''}`.trimEnd()) {
      case 'POST charges':
        return this.begin(merchantId, payee, asked);
      case 'GET charges':
        return asked.query.has('reference')
          ? this.show(
              this.transactions.findByReference(provider, merchantId, asked.query.get('reference') ?? ''),
            )
          : this.list(merchantId, asked.query);
      case 'GET charges :id':
        return this.show(this.find(merchantId, id ?? ''));
      case 'POST charges :id refunds':
        return this.refund(this.find(merchantId, id ?? ''), asked);
      case 'GET refunds :id':
        return this.showRefund(merchantId, id ?? '');
    }
    return notFound;
  }

  /** A refund that was pending ends. @returns undefined where there is none of this id */
  settleRefund(id: string, status: RefundStatus): Transaction | undefined {
    for (const transaction of this.transactions.all()) {
      const refund = transaction.refunds.find((one) => one.id === id);
      if (refund) return this.keepRefund(transaction, { ...refund, status });
    }
    return undefined;
  }

  private begin(merchantId: string, payee: string, { headers, body }: Asked): Answer {
    const key = headers['idempotency-key'];
    const charge = objectIn(body);
    if (typeof key !== 'string' || key === '')
      return refused(400, 'idempotency-key-missing', 'Idempotency-Key is missing.');
    const fault = charge ? faultIn(charge) : 'the body is no JSON object';
    if (fault || !charge) return refused(422, 'invalid', `${fault}`);
    const asked = charge as unknown as ChargeRequest;
    if (asked.reference !== key)
      return refused(422, 'invalid', 'reference is not what the Idempotency-Key says');
    const known = this.transactions.findByReference(provider, merchantId, asked.reference);
    const request = JSON.stringify(charge);
    if (known && known.request !== request)
      return refused(409, 'idempotency-key-reused', 'This key was used for another charge.');
    const transaction =
      known ??
      this.transactions.begin({
        ...{ provider, account: merchantId, payee, request },
        ...{ reference: asked.reference, amountCents: asked.amount.value, method: asked.method },
        ...{ purpose: asked.description, returnUrl: asked.returnUrl, callbackUrl: asked.callbackUrl },
      });
    return { status: known ? 200 : 201, body: chargeOf(transaction, this.pageOf(transaction)) };
  }

  private find(merchantId: string, id: string): Transaction | undefined {
    const transaction = this.transactions.get(id);
    return transaction?.provider === provider && transaction.account === merchantId ? transaction : undefined;
  }

  private show(transaction: Transaction | undefined): Answer {
    if (!transaction) return refused(404, 'charge-unknown', 'There is no such charge.');
    return { status: 200, body: chargeOf(transaction, this.pageOf(transaction)) };
  }

  /** What moved in a span of time, by when it was paid, else begun: from inclusive, until exclusive. */
  private list(merchantId: string, query: URLSearchParams): Answer {
    const [from, until] = ['from', 'until'].map((name) => Date.parse(query.get(name) ?? ''));
    const page = Number(query.get('page') ?? 1);
    if (from === undefined || until === undefined || isNaN(from + until) || !(page >= 1))
      return refused(422, 'invalid', 'from and until are times in ISO 8601, page is a number from 1 on');
    const movedAt = ({ paidAt, createdAt }: Transaction) => Date.parse(paidAt ?? createdAt);
    const moved = [...this.transactions.all()]
      .filter((one) => one.provider === provider && one.account === merchantId)
      .filter((one) => movedAt(one) >= from && movedAt(one) < until)
      .sort((one, other) => movedAt(one) - movedAt(other));
    const items = moved.slice((page - 1) * perPage, page * perPage);
    return {
      status: 200,
      body: {
        items: items.map((one) => chargeOf(one, this.pageOf(one))),
        ...(moved.length > page * perPage && { next: page + 1 }),
      },
    };
  }

  private refund(transaction: Transaction | undefined, { headers, body }: Asked): Answer {
    if (!transaction) return refused(404, 'charge-unknown', 'There is no such charge.');
    const key = headers['idempotency-key'];
    if (typeof key !== 'string' || key === '')
      return refused(400, 'idempotency-key-missing', 'Idempotency-Key is missing.');
    const amount = objectIn(body)?.['amount'];
    const cents = isAmount(amount) ? amount.value : undefined;
    if (cents === undefined) return refused(422, 'invalid', 'amount is no amount in cents of EUR');
    const known = transaction.refunds.find((one) => one.key === key);
    if (known && known.cents !== cents)
      return refused(409, 'idempotency-key-reused', 'This key was used for another refund.');
    if (known) return { status: 200, body: refundOf(known) };
    if (transaction.status !== 'paid') return refused(422, 'not-paid', 'Nothing was paid.');
    const given = refundedCents(transaction.refunds, ['succeeded', 'pending']);
    if (given + cents > (transaction.paidCents ?? 0))
      return refused(422, 'amount-too-high', 'More than was paid.');
    const refund: Refund = { id: newId('re'), key, cents, status: this.refundsBegin };
    const { refunds } = this.keepRefund(transaction, refund);
    return { status: 201, body: refundOf(refunds.at(-1) ?? refund) };
  }

  private keepRefund(transaction: Transaction, { refundedAt: _, ...refund }: Refund): Transaction {
    const kept: Refund = {
      ...refund,
      ...(refund.status === 'succeeded' && { refundedAt: new Date().toISOString() }),
    };
    const others = transaction.refunds.filter(({ id }) => id !== refund.id);
    this.transactions.save(transaction.id, { refunds: [...others, kept] });
    return this.outcomes.tell(transaction.id, transaction.status);
  }

  private showRefund(merchantId: string, id: string): Answer {
    for (const { account, refunds } of this.transactions.all()) {
      const refund = account === merchantId && refunds.find((one) => one.id === id);
      if (refund) return { status: 200, body: refundOf(refund) };
    }
    return refused(404, 'refund-unknown', 'There is no such refund.');
  }
}

interface ChargeRequest {
  readonly reference: string;
  readonly amount: { readonly value: number };
  readonly method: Method;
  readonly returnUrl: string;
  readonly callbackUrl: string;
  readonly description: string;
}

/** What is wrong with a charge that is asked for; undefined where nothing is. */
function faultIn({
  reference,
  amount,
  method,
  returnUrl,
  callbackUrl,
  description,
}: Record<string, unknown>) {
  if (typeof reference !== 'string' || !/^[\w-]{1,36}$/.test(reference)) return 'reference is no id';
  if (!isAmount(amount)) return 'amount is no amount in cents of EUR';
  if (!payable.some((one) => one === method)) return `method is none of ${payable.join(', ')}`;
  if (!isWebAddress(returnUrl)) return 'returnUrl is no web address';
  if (!isWebAddress(callbackUrl)) return 'callbackUrl is no web address';
  if (typeof description !== 'string' || description.length > 250) return 'description is no text';
  return undefined;
}

function isAmount(amount: unknown): amount is { readonly value: number } {
  const { value, currency } = (amount ?? {}) as { value?: unknown; currency?: unknown };
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= mostCents && currency === 'EUR';
}

const isWebAddress = (url: unknown): boolean =>
  typeof url === 'string' && url.length <= 2_082 && /^https?:/.test(url) && URL.canParse(url);

function refused(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

const notFound = refused(404, 'not-found', 'There is nothing here.');
