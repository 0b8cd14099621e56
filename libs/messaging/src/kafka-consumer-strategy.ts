import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { topics as contractTopics, type PublishingService } from '#contracts';
import type { Broker, Subscriber, SubscriberState } from './broker';
import { EventHandlers } from './event-handlers';
import type { MessageDelivery } from './message-delivery';

export interface ConsumerOptions {
  /** Consumer group. */
  readonly group: string;
  /** The topic of each publishing service. */
  readonly topics?: Readonly<Record<PublishingService, string>>;
  /** Ends the process: a supervisor starts it again. */
  readonly onCrash: (error: unknown) => void;
}

/**
 * Nest's door to the broker. Nest's own Kafka transport loses errors of event handlers; here a handler that fails is
 * tried again and its message parked, and handlers stay ordinary `@EventPattern` methods:
 *
 *     @EventPattern('application.ApplicationFiled')
 *     async openThread(@Payload() event: ContractEvent<'application.ApplicationFiled'>, @Ctx() context: ConsumerContext) {
 *       await context.once((client) => …);
 *     }
 */
export class KafkaConsumerStrategy extends Server implements CustomTransportStrategy {
  private subscriber: Subscriber | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly handlers: EventHandlers,
    private readonly records: MessageDelivery,
    private readonly options: ConsumerOptions,
  ) {
    super();
  }

  /** Undefined for a service without handlers. */
  get state(): SubscriberState | undefined {
    return this.subscriber?.state;
  }

  /** What is consumed. */
  get topics(): readonly string[] {
    return this.handlers.services.map((service) => (this.options.topics ?? contractTopics)[service]);
  }

  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    if (!isEventHandler)
      throw new Error(`@MessagePattern(${String(pattern)}): events have no answer; use @EventPattern`);
    const { handler, everyDelivery, inBatches } = extras;
    this.handlers.add(String(pattern), callback, {
      ...(typeof handler === 'string' && { handler }),
      everyDelivery: everyDelivery === true,
      inBatches: inBatches === true,
    });
  }

  /** Does not wait for the broker: a service serves its requests while the broker is away. */
  listen(callback: () => void): void {
    const { topics } = this;
    if (topics.length > 0) {
      this.subscriber = this.broker.subscribe({
        group: this.options.group,
        topics,
        handle: (records, signal, done) => this.records.handle(records, signal, done),
        onCrash: this.options.onCrash,
      });
    }
    callback();
  }

  /** Takes no more records, finishes the current ones, commits and leaves the group. */
  async close(): Promise<void> {
    await this.subscriber?.stop();
  }

  on(): never {
    throw new Error('the state of the consumer is part of /health/ready; there are no events to listen to');
  }

  unwrap<T>(): T {
    return this.broker as T;
  }
}
