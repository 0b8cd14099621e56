import type { MessageHandler } from '@nestjs/microservices';
import {
  isKnownType,
  topics,
  type ContractEvent,
  type PublishingService,
  type UnknownContractEvent,
} from '#contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ConsumerContext } from './consumer-context';

/** One `@EventPattern` method. */
export interface EventHandler {
  /** Under this name its effects are noted: a new name is a new handler, which starts from what is still in the topic. */
  readonly name: string;
  readonly pattern: string;
  /**
   * Is handed every delivery, also one whose event id was handled before, and nothing is noted: for a handler that is
   * idempotent by itself and has to see two different events that claim the same id.
   */
  readonly everyDelivery: boolean;
  /**
   * Is handed a list of events, those that came together, of whatever partition, each partition's in its order, and has its effects all or none. Where it
   * fails, each comes again alone. Only together with `everyDelivery`: the inbox notes one event at a time.
   */
  readonly inBatches: boolean;
  handle(events: readonly AnyEvent[], context: ConsumerContext): Promise<void>;
}

/** An event as it is handed over: known to this release, or newer. */
export type AnyEvent = ContractEvent | UnknownContractEvent;

/** What an `@EventPattern` may ask for, beside its pattern. */
export interface HandlerOptions {
  /** Default: the pattern. */
  readonly handler?: string;
  readonly everyDelivery?: boolean;
  readonly inBatches?: boolean;
}

/** The handlers of a service by pattern: a type of contract event, or `<service>.*`. */
export class EventHandlers {
  private readonly handlers = new Map<string, EventHandler>();
  private readonly byType = new Map<string, readonly EventHandler[]>();

  /** @throws Error for a pattern that can match nothing, and for two handlers with one name. */
  add(
    pattern: string,
    callback: MessageHandler,
    { handler: name = pattern, everyDelivery = false, inBatches = false }: HandlerOptions = {},
  ): void {
    if (!isKnownType(pattern) && !(pattern.endsWith('.*') && isPublishingService(serviceOf(pattern)))) {
      throw new Error(
        `@EventPattern('${pattern}'): no contract event has this type; see libs/contracts/src/events.ts`,
      );
    }
    if (this.handlers.has(name)) {
      throw new Error(
        `two handlers of '${pattern}' are called '${name}'; name one of them: @EventPattern('${pattern}', { handler: '…' })`,
      );
    }
    if (inBatches && !everyDelivery) {
      throw new Error(`@EventPattern('${pattern}'): inBatches goes with everyDelivery`);
    }
    const call = async (payload: unknown, context: ConsumerContext) => {
      const result: unknown = await callback(payload, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    };
    const handle = async (events: readonly AnyEvent[], context: ConsumerContext) => {
      if (inBatches) return call(events, context);
      for (const event of events) await call(event, context);
    };
    this.handlers.set(name, { name, pattern, everyDelivery, inBatches, handle });
    this.byType.clear();
  }

  /** The handlers of an event type. A newer type is met by `<service>.*` alone. */
  of(type: string): readonly EventHandler[] {
    const known = this.byType.get(type);
    if (known !== undefined) return known;
    const handlers = [...this.handlers.values()].filter(
      ({ pattern }) => pattern === type || pattern === `${serviceOf(type)}.*`,
    );
    // Not of types that anybody may make up.
    if (isKnownType(type)) this.byType.set(type, handlers);
    return handlers;
  }

  /** The services whose events are handled. */
  get services(): readonly PublishingService[] {
    return [...new Set([...this.handlers.values()].map(({ pattern }) => serviceOf(pattern)))].filter(
      isPublishingService,
    );
  }
}

function serviceOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

function isPublishingService(service: string): service is PublishingService {
  return Object.hasOwn(topics, service);
}
