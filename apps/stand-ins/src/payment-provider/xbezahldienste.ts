import type { Accounts, ProviderKey } from './accounts';
import { objectIn, type Answer, type Asked } from './answers';
import {
  grossCents,
  readPaymentRequest,
  RefusedPayment,
  type FunctionalCode,
  type PaymentRequest,
} from './payment-request';
import type { Method, Status, Transaction, Transactions } from './transactions';

/** How one service of this protocol differs from another; the standard permits either. */
export interface Character {
  readonly provider: Extract<ProviderKey, 'xbezahl' | 'pmpay'>;
  /** Where it is reached, e.g. `https://127.0.0.1:8097/v1`. */
  readonly url: string;
  /** Whether the id of a transaction is the requestId, so that it can be looked at although no answer came. */
  readonly takesRequestIds: boolean;
}

const statuses: Readonly<Record<Status, string>> = {
  initial: 'INITIAL',
  paid: 'PAYED',
  cancelled: 'CANCELED',
  failed: 'FAILED',
  // The standard knows no way back from a payment: the money is missed on the bank's statement.
  'charged-back': 'PAYED',
};

const methodNames: Readonly<Record<Method, string>> = {
  'credit-card': 'CREDITCARD',
  paypal: 'PAYPAL',
  giropay: 'GIROPAY',
  paydirekt: 'PAYDIRECT',
  other: 'OTHER',
};

const titles: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  503: 'Service temporarily unavailable',
};

/** A problem as XBezahldienste writes it (SystemResponse). */
export function systemResponse(status: number, detail: string, functionalCode?: FunctionalCode): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: `https://docs.fitko.de/xbezahldienste/API-SystemResponse/#${status}${status === 200 ? 'healthy' : 'error'}`,
      status,
      title: titles[status] ?? 'Error',
      detail: detail.replace(/[^\w\s\-,.\u00C0-\u017F]/g, ' ').trim(),
      ...(functionalCode && { functionalCode }),
    },
  };
}

/** A payment service that speaks XBezahldienste 1.0 (and the spelling of 1.1). Who asks is known already. */
export class Xbezahldienste {
  constructor(
    private readonly character: Character,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    /** Where somebody pays a transaction. */
    private readonly pageOf: (transaction: Transaction) => string,
  ) {}

  answer({ method, path, headers, body }: Asked): Answer {
    const [resource, originatorId = '', endPointId = '', transactionId] = path;
    const account = `${originatorId}/${endPointId}`;
    const payee = this.accounts.payee(this.character.provider, account);
    const kind = `${method} ${resource} ${path.length}`;
    if (kind === 'GET status 1') return healthy;
    if (kind === 'GET status 3') return payee === undefined ? unknownAccount(403) : healthy;
    if (kind === 'POST paymenttransaction 3') {
      if (payee === undefined) return unknownAccount(404);
      if (!/^application\/json\b/.test(String(headers['content-type'])))
        return systemResponse(400, 'Der Inhalt ist kein JSON.', 'VALIDATION_ERROR');
      return this.begin(account, payee, objectIn(body));
    }
    if (kind === 'GET paymenttransaction 4') {
      if (payee === undefined) return unknownAccount(404);
      return this.look(account, transactionId ?? '');
    }
    return systemResponse(404, 'Das gibt es hier nicht.', 'UNSPECIFIED');
  }

  private begin(account: string, payee: string, body: object | undefined): Answer {
    const { provider, takesRequestIds } = this.character;
    try {
      const request = readPaymentRequest(body);
      const { requestId, purpose, description, redirectUrl } = request;
      if (this.transactions.findByReference(provider, account, requestId))
        throw new RefusedPayment('PAYMENT_EXISTS', `Die requestId ${requestId} gibt es schon.`);
      const transaction = this.transactions.begin({
        ...(takesRequestIds && { id: requestId }),
        ...{ provider, account, payee },
        reference: requestId,
        amountCents: grossCents(request),
        purpose: description ?? purpose ?? '',
        returnUrl: redirectUrl,
        request: JSON.stringify(request),
      });
      return { status: 200, body: this.view(transaction) };
    } catch (error) {
      if (error instanceof RefusedPayment) return systemResponse(400, error.message, error.code);
      throw error;
    }
  }

  private look(account: string, id: string): Answer {
    const transaction = this.transactions.get(id);
    if (transaction?.provider !== this.character.provider || transaction.account !== account)
      return systemResponse(404, 'Diese Transaktion gibt es nicht.', 'UNSPECIFIED');
    return { status: 200, body: this.view(transaction) };
  }

  private view(transaction: Transaction) {
    const { id, account, status, transactionReference, paidAt, method } = transaction;
    const isPaid = statuses[status] === 'PAYED';
    return {
      paymentInformation: {
        transactionUrl: `${this.character.url}/paymenttransaction/${account}/${id}`,
        ...(status === 'initial' && { transactionRedirectUrl: this.pageOf(transaction) }),
        transactionId: id,
        transactionReference,
        ...(isPaid && { transactionTimestamp: paidAt, paymentMethod: methodNames[method ?? 'other'] }),
        ...(isPaid && method === 'credit-card' && { paymentMethodDetail: 'Visa' }),
        status: statuses[status],
      },
      paymentRequest: requestOf(transaction),
    };
  }
}

const healthy = systemResponse(200, 'Everything is up and running');

const unknownAccount = (status: 403 | 404): Answer =>
  systemResponse(
    status,
    'Zu diesen Parametern ist kein gültiger Mandant vorhanden.',
    'NO_VALID_ORIGINATOR_OR_ENDPOINT',
  );

/** The request as it came, with what was paid in place of what was asked for, where that differs. */
function requestOf({ request, amountCents, paidCents = amountCents, paidCurrency }: Transaction): object {
  const came = JSON.parse(request) as PaymentRequest;
  const sum = came.grossAmount === undefined ? 'grosAmount' : 'grossAmount';
  return {
    ...came,
    ...(paidCents !== amountCents && { [sum]: paidCents / 100 }),
    ...(paidCurrency && { currency: paidCurrency }),
  };
}
