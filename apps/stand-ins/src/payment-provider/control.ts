import { providerKeys } from './accounts';
import { objectIn, type Answer, type Asked } from './answers';
import type { Callbacks } from './callbacks';
import type { Charges } from './charges';
import { modes, operations, type GoingAway } from './going-away';
import type { Outcomes } from './outcomes';
import type { Tokens } from './tokens';
import { methods, type Outcome, type Status, type Transaction, type Transactions } from './transactions';

/** What programs can let happen to a transaction. */
const actions: Readonly<Record<string, Outcome['status']>> = {
  pay: 'paid',
  cancel: 'cancelled',
  fail: 'failed',
  'charge-back': 'charged-back',
};

const refundStatuses = ['pending', 'succeeded', 'failed'] as const;

/**
 * For tests and the demo, under `/control/`: lets transactions go on as if somebody had paid on their page, also against every rule,
 * and lets the provider go away. What each takes stands in `docs/how-to/pay-locally.md`.
 */
export class Control {
  constructor(
    private readonly parts: {
      readonly transactions: Transactions;
      readonly outcomes: Outcomes;
      readonly goingAway: GoingAway;
      readonly callbacks: Callbacks;
      readonly charges: Charges;
      readonly tokens: Tokens;
      readonly pageOf: (transaction: Transaction) => string;
    },
  ) {}

  async answer({ method, path, query, headers, body }: Asked): Promise<Answer> {
    // A browser says from whose page it comes; programs do not.
    if (headers.origin !== undefined) return refused(403, 'This is for programs.');
    const wish = body === '' ? {} : objectIn(body);
    if (!wish) return refused(400, 'The body is no JSON object.');
    const [kind, id, action] = path;
    if (kind === 'transactions') {
      if (id === undefined) return { status: 200, body: this.list(query) };
      const transaction = this.find(id);
      if (!transaction) return refused(404, 'There is no such transaction.');
      if (method === 'GET') return { status: 200, body: this.view(transaction) };
      if (action === 'callbacks') return this.callBack(transaction, wish);
      return this.goOn(transaction, actions[action ?? ''], wish);
    }
    if (kind === 'refunds') return this.refund(id, wish);
    if (kind === 'tokens' && method === 'DELETE') {
      this.parts.tokens.revoke();
      return { status: 200, body: {} };
    }
    if (kind === 'behaviour') return this.behave(method, wish);
    return refused(404, 'There is nothing here.');
  }

  private list(query: URLSearchParams) {
    const matches = (transaction: Transaction) =>
      (['provider', 'account', 'reference', 'status'] as const).every(
        (name) => (query.get(name) ?? transaction[name]) === transaction[name],
      );
    return [...this.parts.transactions.all()].filter(matches).map((one) => this.view(one));
  }

  /** By its own id, or by the asker's. */
  private find(id: string): Transaction | undefined {
    const { transactions } = this.parts;
    return transactions.get(id) ?? [...transactions.all()].find(({ reference }) => reference === id);
  }

  private goOn(transaction: Transaction, status: Outcome['status'] | undefined, wish: Wish): Answer {
    const { outcomes } = this.parts;
    const outcome = status && outcomeOf(status, wish);
    if (!outcome) return refused(400, `${Object.keys(actions).join(', ')} and what they take are known.`);
    const after = wish['after'];
    if (after === undefined) return { status: 200, body: this.view(outcomes.now(transaction.id, outcome)) };
    if (typeof after !== 'number' || !(after >= 0)) return refused(400, 'after is a number of seconds.');
    return { status: 202, body: this.view(outcomes.later(transaction.id, outcome, after)) };
  }

  /** Sends a callback once more, as it was, older, or with a signature that is not ours. */
  private async callBack({ id, told }: Transaction, wish: Wish): Promise<Answer> {
    const event = wish['event'] ?? told.at(-1)?.id;
    if (typeof event !== 'string' || !told.some((one) => one.id === event))
      return refused(404, 'There is no such event.');
    const { ageSeconds, signature } = wish;
    const status = await this.parts.callbacks.send(id, event, {
      ...(typeof ageSeconds === 'number' && { ageSeconds }),
      ...((signature === 'wrong' || signature === 'missing') && { signature }),
    });
    return { status: 200, body: { status: status ?? null } };
  }

  private refund(id: string | undefined, { status }: Wish): Answer {
    const known = refundStatuses.find((one) => one === status);
    if (!known) return refused(400, `status is one of ${refundStatuses.join(', ')}.`);
    // Without an id it is how those begin that are still to come.
    if (id === undefined) this.parts.charges.refundsBegin = known;
    const transaction = id === undefined ? undefined : this.parts.charges.settleRefund(id, known);
    if (id !== undefined && !transaction) return refused(404, 'There is no such refund.');
    return { status: 200, body: transaction ? this.view(transaction) : { status: known } };
  }

  private behave(method: string, wish: Wish): Answer {
    const { goingAway } = this.parts;
    if (method === 'DELETE') goingAway.end();
    if (method === 'POST') {
      const mode = modes.find((one) => one === wish['mode']);
      const provider = providerKeys.find((one) => one === wish['provider']);
      const on = operations.find((one) => one === wish['on']);
      const { seconds = Infinity, times = Infinity } = wish;
      const isUsable =
        mode &&
        typeof seconds === 'number' &&
        typeof times === 'number' &&
        Boolean(provider) === (wish['provider'] !== undefined) &&
        Boolean(on) === (wish['on'] !== undefined);
      if (!isUsable)
        return refused(
          400,
          `mode is one of ${modes.join(', ')}, provider of ${providerKeys.join(', ')}, on of ${operations.join(', ')}.`,
        );
      const until = Date.now() + seconds * 1_000;
      goingAway.begin({ mode, until, times, ...(provider && { provider }), ...(on && { on }) });
    }
    return { status: 200, body: goingAway.now() };
  }

  private view(transaction: Transaction) {
    const { request: _, ...facts } = transaction;
    return { ...facts, page: this.parts.pageOf(transaction) };
  }
}

type Wish = Readonly<Record<string, unknown>>;

/** @returns undefined where something in the wish is not usable */
function outcomeOf(status: Exclude<Status, 'initial'>, wish: Wish): Outcome | undefined {
  const { amountCents, currency, at, twice } = wish;
  const method = methods.find((one) => one === wish['method']);
  const isUsable =
    (wish['method'] === undefined || method) &&
    (amountCents === undefined || Number.isInteger(amountCents)) &&
    (currency === undefined || typeof currency === 'string') &&
    (at === undefined || (typeof at === 'string' && !isNaN(Date.parse(at)))) &&
    (twice === undefined || typeof twice === 'boolean');
  if (!isUsable) return undefined;
  return {
    status,
    ...(method && { method }),
    ...(amountCents !== undefined && { amountCents: amountCents as number }),
    ...(currency !== undefined && { currency: currency as string }),
    ...(at !== undefined && { at: new Date(at as string).toISOString() }),
    ...(twice !== undefined && { twice: twice as boolean }),
  };
}

const refused = (status: number, message: string): Answer => ({ status, body: { error: { message } } });
