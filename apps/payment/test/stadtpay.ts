import { createHmac, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Got } from './provider-server';

export interface Charge {
  id: string;
  reference: string;
  status: string;
  amount: { value: number; currency: string };
  paidAt?: string;
  redirectUrl?: string;
}

/** A provider of the protocol `signed-callback` that does what a test tells it. */
export class Stadtpay {
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, { status: string; amount: number }>();
  /** What it does before it answers; `away` answers nothing. */
  mood: 'answers' | 'away' | 'refuses' = 'answers';
  asked = 0;
  /** How often its list was asked for. */
  lists = 0;
  /** Of what it lists, it has given so many cents back. */
  refundedCents = 0;
  /** What it says of the next charge, whatever it has called by that name before. */
  next: Partial<Charge> = {};
  private made = 0;
  /** By what it was asked for, each time. */
  private readonly asks: (string | null | undefined)[] = [];

  readonly behaviour = ({ method, path, headers, body }: Got, response: ServerResponse) => {
    this.asked += 1;
    if (this.mood === 'away') return void response.destroy();
    if (this.mood === 'refuses' && method === 'POST')
      return { status: 422, json: { error: { code: 'card-not-taken', message: 'no' } } };
    const [, id, isRefund] = /charges\/([\w-]+)(\/refunds)?$/.exec(path) ?? [];
    const key = String(headers['idempotency-key']);
    if (isRefund !== undefined) return { status: 201, json: this.refund(key, JSON.parse(body) as Refund) };
    if (method === 'POST') return { status: 201, json: this.charge(JSON.parse(body) as Charge) };
    const query = new URL(path, 'http://provider').searchParams;
    this.asks.push(id ?? query.get('reference'));
    if (query.has('from')) {
      this.lists += 1;
      const refunded = { value: this.refundedCents };
      return { json: { items: [...this.charges.values()].map((one) => ({ ...one, refunded })) } };
    }
    const reference = query.get('reference');
    const found = [...this.charges.values()].find((one) => one.id === id || one.reference === reference);
    return found === undefined
      ? { status: 404, json: { error: { code: 'charge-unknown', message: 'no' } } }
      : { json: { ...found, servedAt: this.asked } }; // no two answers are the same bytes
  };

  /** The charge of an attempt. */
  of(attemptId: string): Charge {
    const charge = this.charges.get(attemptId);
    if (charge === undefined) throw new Error('that attempt was never begun here');
    return charge;
  }

  /** How often it was asked about an attempt: about others that began before, the service asks at its times meanwhile. */
  askedAbout(attemptId: string): number {
    const { id } = this.of(attemptId);
    return this.asks.filter((ask) => ask === id || ask === attemptId).length;
  }

  /** Somebody pays. */
  pay(attemptId: string, change: Partial<Charge> = {}): void {
    const charge = this.of(attemptId);
    delete charge.redirectUrl;
    Object.assign(charge, { status: 'succeeded', paidAt: new Date().toISOString(), ...change });
  }

  /** Headers and body of a callback about an attempt. */
  callback(
    reference: string,
    { secret = 'whisper', at = Date.now(), id = randomUUID(), status = 'succeeded' } = {},
  ): { readonly headers: Record<string, string>; readonly body: string } {
    const charge = { id: this.charges.get(reference)?.id ?? 'ch_unknown', reference, status };
    const body = JSON.stringify({ id, type: 'charge.updated', charge });
    const t = Math.floor(at / 1000);
    const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
    return { headers: { 'content-type': 'application/json', 'stadtpay-signature': `t=${t},v1=${v1}` }, body };
  }

  private charge({ reference, amount }: Charge): Charge {
    const known = this.charges.get(reference);
    if (known !== undefined) return known;
    this.made += 1;
    const id = `ch_${this.made}`;
    const redirectUrl = `https://pay.example/${id}`;
    const made = { id, reference, status: 'pending', amount, redirectUrl, ...this.next };
    this.next = {};
    this.charges.set(reference, made);
    return made;
  }

  private refund(key: string, { amount }: Refund) {
    const made = this.refunds.get(key) ?? { status: 'succeeded', amount: amount.value };
    this.refunds.set(key, made);
    return { id: `re_${key}`, status: made.status, refundedAt: new Date().toISOString() };
  }
}

interface Refund {
  readonly amount: { readonly value: number };
}
