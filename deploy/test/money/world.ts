import { v7 as uuidv7 } from 'uuid';
import { asService, metadataOf, type Acting } from '#commands';
import type { FeePolicy, SignedOrder } from '#contracts';
import { foldStream, runCommand } from '#event-sourcing';
import { GiveCommand as GiveApplication } from '../../../apps/application/src/application.handler';
import { applicationAggregate } from '../../../apps/application/src/application.aggregate';
import type {
  ApplicationCommand,
  AskedCommand as AskedOfApplication,
} from '../../../apps/application/src/commands';
import { applicationDecider } from '../../../apps/application/src/commands/decider';
import type { Application } from '../../../apps/application/src/domain/application';
import { orderOf, ordersOf, type Order } from '../../../apps/application/src/domain/order';
import { filingDecider, type Filing } from '../../../apps/application/src/processes/filing';
import { publish as publishApplication } from '../../../apps/application/src/publish';
import { applicantId, caseworkerId, draft, submit } from '../../../apps/application/test/examples';
import type { AskedCommand as AskedOfPayment } from '../../../apps/payment/src/commands';
import { paymentDecider } from '../../../apps/payment/src/commands/decider';
import type { Payment } from '../../../apps/payment/src/domain/payment';
import { GiveCommand as GivePayment } from '../../../apps/payment/src/payment.handler';
import { paymentAggregate } from '../../../apps/payment/src/payment.aggregate';
import { publish as publishPayment } from '../../../apps/payment/src/publish';
import { applicationParts, type ApplicationParts } from './application';
import { Bank } from './bank';
import { Clock } from './clock';
import { Database } from './database';
import type { Fault } from './faults';
import { paymentParts, type PaymentParts } from './payment';
import { ProviderBooks } from './provider';
import { Service, telling, type Telling } from './service';

export const tenant = 'duisburg';
const office = 'einwohnerwesen';
const hourMs = 3_600_000;

const person = (personId: string, role: Acting['role'], offices: readonly string[] = []): Acting => ({
  ...{ tenant, personId, role, offices, levelOfAssurance: 'low' as const },
});
const citizen = person(applicantId, 'citizen');
const caseworker = person(caseworkerId, 'caseworker', [office]);
export const treasurers = ['treasurer-1', 'treasurer-2'].map((id) => person(id, 'treasury'));

/** One application, its orders and their payments; everybody who has to do with them, and time. */
export class World {
  readonly clock = new Clock();
  readonly applicationId = uuidv7();
  readonly provider = new ProviderBooks(this.clock);
  readonly bank = new Bank();
  readonly application: Service<ApplicationParts>;
  readonly payment: Service<PaymentParts>;
  /** Pages of the provider that were shown to the person: ids of attempts. */
  readonly pages: string[] = [];
  private readonly tellings: ReadonlyMap<string, Telling>;
  private eventsSeen = 0;

  /** @param holdsUp whether whoever passes a gate is held up there */
  constructor(
    private readonly policy: FeePolicy,
    holdsUp: () => boolean,
    readonly faults: ReadonlySet<Fault>,
  ) {
    const { clock } = this;
    const [applications, payments] = [new Database(clock), new Database(clock)];
    const service = {
      ...{ key: 'a-service', version: 'c0ffee', form: {}, processingDays: 10 },
      ...{ fee: { payment: policy }, filing: { draftDays: 30 } },
    };
    this.application = new Service('application', applications, clock, holdsUp, faults, (gate) =>
      applicationParts(gate, applications, clock, service, faults),
    );
    this.payment = new Service('payment', payments, clock, holdsUp, faults, (gate) =>
      paymentParts(gate, payments, clock, this.provider, (id) => this.signedOrder(id), faults),
    );
    const ofApplication = telling(applications, applicationAggregate as never, publishApplication as never);
    const ofPayment = telling(payments, paymentAggregate as never, publishPayment as never);
    this.tellings = new Map([
      ['application', ofApplication],
      ['filing', ofApplication],
      ['payment', ofPayment],
    ]);
  }

  /** Everything that can go on by itself has gone on, as far as nothing holds it up. Who met another writer tries again at once. */
  async settle(): Promise<void> {
    do {
      jest.runOnlyPendingTimers();
      await new Promise(setImmediate);
    } while (jest.getTimerCount() > 0);
  }

  async begin(): Promise<void> {
    await this.give({ ...draft, at: this.clock.instant() } as ApplicationCommand);
  }

  /** The person submits what stands in the draft. @param amountCents what is owed for it */
  async submit(amountCents: number): Promise<void> {
    const row = this.application.database.rowOf('application.drafts', this.applicationId);
    if (row === undefined) return;
    const at = this.clock.instant();
    const { policy } = this;
    const isOrdered = policy !== 'after-review';
    await this.give({
      ...submit,
      draft: { kind: 'consumed', was: row.version },
      formVersion: row.version,
      ...(isOrdered && { order: order(policy, amountCents, at) }),
      ...(!isOrdered && { feeFollowsReview: true as const }),
      at,
    });
  }

  withdraw(): void {
    this.ask(citizen, { name: 'withdraw', input: {} });
  }

  takeBack(): void {
    this.ask(citizen, { name: 'take-back', input: {} });
  }

  /** The office fixes a fee, where its service has it so. */
  fixFee(unitCents: number): void {
    const input = { items: [{ text: 'Sondernutzung', unitCents }], reason: 'Satzung' };
    this.ask(caseworker, { name: 'fix-fee', input });
  }

  /** The person chooses how to pay an order, whether it stands (any more) or not: a page may have been open for long. */
  pay(orderId: string, method: 'credit-card' | 'paypal' | 'direct-debit'): void {
    const { orders, commands, asking } = this.payment.parts;
    const input = {
      method,
      ...(method === 'direct-debit' && { iban: 'DE02120300000000202051', accountHolder: 'Anna Beispiel' }),
    };
    this.payment.begin(
      async () => {
        await orders.open(await this.signedOrder(orderId));
        const { body } = await commands.execute(
          new GivePayment(citizen, orderId, { name: 'choose-method', input } as AskedOfPayment),
        );
        const { attemptId } = body as { readonly attemptId: string };
        const page = await asking.begin({ tenant, paymentId: orderId, attemptId }).catch(ifAway);
        return page === undefined ? undefined : attemptId;
      },
      (attemptId) => attemptId !== undefined && this.pages.push(attemptId),
    );
  }

  /** A browser comes back, or the provider calls: either has the attempt looked at. */
  look(attemptId: string, { believed = false } = {}): void {
    const { looking, asking } = this.payment.parts;
    this.payment.begin(async () => {
      const paymentId = await this.paymentOf(attemptId);
      if (paymentId === undefined) return;
      if (!believed) return looking.look({ tenant, paymentId, attemptId }).catch(ifAway);
      const { attempts } = await asking.payment(tenant, paymentId);
      const amountCents = attempts.find((one) => one.attemptId === attemptId)?.amountCents ?? 0;
      const answer = {
        ...{ transactionId: `t-${attemptId}`, status: 'paid' as const, amountCents, currency: 'EUR' },
        ...{ raw: 'return', digest: 'return' },
      };
      await this.givePayment(paymentId, { name: 'note-answer', input: { attemptId, answer } });
    });
  }

  givePayment(
    paymentId: string,
    asked: AskedOfPayment,
    acting: Acting = asService('payment', tenant),
  ): Promise<unknown> {
    return this.payment.parts.commands.execute(new GivePayment(acting, paymentId, asked));
  }

  /** Streams whose events a service hears of. */
  streamsFor(service: Service<ApplicationParts> | Service<PaymentParts>): readonly string[] {
    const from = this.neighbourOf(service).database;
    return [...from.begunStreams.keys()];
  }

  deliver(service: Service<ApplicationParts> | Service<PaymentParts>, streamId: string): Promise<boolean> {
    const from = this.neighbourOf(service).database;
    return service.take(from, tenant, streamId, this.tellingOf(from, streamId));
  }

  async deliverAgain(
    service: Service<ApplicationParts> | Service<PaymentParts>,
    streamId: string,
    nth: number,
  ): Promise<void> {
    const from = this.neighbourOf(service).database;
    await service.takeAgain(from, tenant, streamId, nth, this.tellingOf(from, streamId));
  }

  /** Whether anything has happened since this was asked last. */
  hasChanged(): boolean {
    const streams = [this.application, this.payment].flatMap(({ database }) => [
      ...database.begunStreams.values(),
    ]);
    const events = streams.reduce((sum, { version }) => sum + version, 0);
    const before = this.eventsSeen;
    this.eventsSeen = events;
    return events !== before;
  }

  /** The application as it stands. */
  async applicationNow(): Promise<Application> {
    const stream = { tenant, streamId: this.applicationId };
    return (await foldStream(this.application.database, applicationDecider, stream)).state;
  }

  async ordersNow(): Promise<ReturnType<typeof ordersOf>> {
    const application = await this.applicationNow();
    return application.status === 'none' ? [] : ordersOf(application);
  }

  async paymentNow(orderId: string): Promise<Payment> {
    const stream = { tenant, streamId: orderId };
    return (await foldStream(this.payment.database, paymentDecider, stream)).state;
  }

  async filingNow(orderId: string): Promise<Filing> {
    const stream = { tenant, streamId: orderId };
    return (await foldStream(this.application.database, filingDecider, stream)).state;
  }

  /** The payments that are open, with their ids. */
  async paymentsNow(): Promise<readonly (readonly [string, Exclude<Payment, { status: 'none' }>])[]> {
    const ids = [...this.payment.database.begunStreams.keys()];
    const payments = await Promise.all(ids.map(async (id) => [id, await this.paymentNow(id)] as const));
    return payments.flatMap(([id, payment]) => (payment.status === 'none' ? [] : [[id, payment] as const]));
  }

  /** What has happened, for whoever wants to know why a promise was not kept. */
  async history(): Promise<string> {
    const lines: string[] = [];
    for (const { database } of [this.application, this.payment])
      for (const [streamId, { streamType }] of database.begunStreams) {
        const { events } = await database.read({ tenant, streamId });
        lines.push(`${streamType} ${streamId}`);
        for (const { recordedAt, type, data } of events)
          lines.push(`  ${recordedAt} ${type} ${JSON.stringify(data).slice(0, 200)}`);
      }
    return lines.join('\n');
  }

  private neighbourOf(service: Service<ApplicationParts> | Service<PaymentParts>) {
    return service === this.application ? this.payment : this.application;
  }

  private tellingOf(from: Database, streamId: string): Telling {
    return this.tellings.get(from.begunStreams.get(streamId)?.streamType ?? '') as Telling;
  }

  private ask(acting: Acting, asked: AskedOfApplication): void {
    const { commands } = this.application.parts;
    this.application.begin(() => commands.execute(new GiveApplication(acting, this.applicationId, asked)));
  }

  private async give(command: ApplicationCommand): Promise<void> {
    const stream = { tenant, streamId: this.applicationId };
    await runCommand(this.application.database, applicationAggregate, stream, command, {
      metadata: metadataOf(citizen),
    });
  }

  private async paymentOf(attemptId: string): Promise<string | undefined> {
    const payments = await this.paymentsNow();
    return payments.find(([, { attempts }]) => attempts.some((one) => one.attemptId === attemptId))?.[0];
  }

  private async signedOrder(orderId: string): Promise<SignedOrder> {
    const application = await this.applicationNow();
    const order = application.status === 'none' ? undefined : orderOf(application, orderId);
    if (application.status === 'none' || order === undefined) throw new Error(`there is no order ${orderId}`);
    const { reference, serviceKey, office: responsible } = application;
    const { payment: _, end: __, endedAt: ___, reminded: ____, refund: _____, ...terms } = order;
    return {
      ...{ ...terms, tenant, applicationId: this.applicationId, applicantId, reference, serviceKey },
      ...{ office: responsible, renderedAtOnce: false },
    };
  }
}

function order(policy: FeePolicy, amountCents: number, at: string): Order {
  const payBy = new Date(Date.parse(at) + 72 * hourMs).toISOString().replace('Z', '000Z');
  const item = {
    ...{ key: 'fee', text: { de: 'Gebühr', en: 'Fee' }, quantity: 1, unitCents: amountCents },
    ...{ totalCents: amountCents, taxPercent: 0, taxCents: 0, accountingKey: '12200.431100' },
  };
  return {
    ...{ orderId: uuidv7(), amountCents, currency: 'EUR', policy, items: [item] },
    ...{ configurationVersion: 'c0ffee', fixedAt: at },
    ...(policy === 'before-filing' && { payBy }),
  };
}

/** Nothing was learned: that is no mistake, and somebody asks again. */
function ifAway(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ProviderAway') return undefined;
  throw error;
}
