import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { request as requestByTls } from 'node:https';
import type { LookupFunction } from 'node:net';
import { chargeStatus } from './charge';
import type { Told, Transaction, Transactions } from './transactions';

/** How a callback differs from an honest one. */
export interface Dishonest {
  /** How long ago it says it was sent. */
  readonly ageSeconds?: number;
  readonly signature?: 'wrong' | 'missing';
}

/** Seconds until a callback that was not taken is sent again; then it is given up. */
const again = [1, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400];

const patienceMs = 10_000;

/** Says that a charge has changed, until it is heard. */
export class Callbacks {
  /**
   * @param secret with which a callback is signed
   * @param lookup how the cities are found
   */
  constructor(
    private readonly transactions: Transactions,
    private readonly secret: string,
    private readonly lookup: LookupFunction,
  ) {}

  /** Sends one, and again where it is not taken. @param event id of what is told */
  tell(id: string, event: string, round = 0): void {
    void this.send(id, event).then((status) => {
      const pause = again[round];
      if (isTaken(status) || pause === undefined) this.done(id, event);
      else setTimeout(() => this.tell(id, event, round + 1), pause * 1_000);
    });
  }

  /** Sends several one after the other, each until it is taken. */
  tellInTurn(id: string, events: readonly string[]): void {
    const [event, ...rest] = events;
    if (event === undefined) return;
    void this.send(id, event).then((status) => {
      if (isTaken(status)) this.done(id, event);
      else this.tell(id, event, 1);
      this.tellInTurn(id, rest);
    });
  }

  /** @returns the status of the answer; undefined where there was none */
  async send(
    id: string,
    event: string,
    { ageSeconds = 0, signature }: Dishonest = {},
  ): Promise<number | undefined> {
    const transaction = this.transactions.get(id);
    const told = transaction?.told.find((one) => one.id === event);
    if (!transaction?.callbackUrl || !told) return undefined;
    const body = bodyOf(transaction, told);
    const time = Math.floor(Date.now() / 1_000) - ageSeconds;
    const secret = signature === 'wrong' ? `not ${this.secret}` : this.secret;
    const mac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return this.post(transaction.callbackUrl, body, {
      'content-type': 'application/json',
      ...(signature !== 'missing' && { 'stadtpay-signature': `t=${time},v1=${mac}` }),
    });
  }

  private post(url: string, body: string, headers: Readonly<Record<string, string>>) {
    return new Promise<number | undefined>((resolve) => {
      const send = url.startsWith('https:') ? requestByTls : request;
      const signal = AbortSignal.timeout(patienceMs);
      const sent = send(url, { method: 'POST', headers, lookup: this.lookup, signal }, (answer) => {
        resolve(answer.statusCode);
        answer.on('error', () => undefined).resume();
      });
      sent.on('error', () => resolve(undefined));
      sent.end(body);
    });
  }

  private done(id: string, event: string): void {
    const told = this.transactions.get(id)?.told ?? [];
    this.transactions.save(id, {
      told: told.map((one) => (one.id === event ? { ...one, done: true } : one)),
    });
  }
}

const isTaken = (status: number | undefined): boolean =>
  status !== undefined && status >= 200 && status < 300;

function bodyOf({ id, reference }: Transaction, { id: event, status }: Told): string {
  return JSON.stringify({
    id: event,
    type: 'charge.updated',
    charge: { id, reference, status: chargeStatus[status] },
  });
}
