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
  handle(event: ContractEvent | UnknownContractEvent, context: ConsumerContext): Promise<void>;
}

/** The handlers of a service by pattern: a type of contract event, or `<service>.*`. */
export class EventHandlers {
  private readonly handlers = new Map<string, EventHandler>();

  /** @throws Error for a pattern that can match nothing, and for two handlers with one name. */
  add(
    pattern: string,
    callback: MessageHandler,
    { handler: name = pattern, everyDelivery = false }: { handler?: string; everyDelivery?: boolean } = {},
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
    const handle = async (event: ContractEvent | UnknownContractEvent, context: ConsumerContext) => {
      const result: unknown = await callback(event, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    };
    this.handlers.set(name, { name, pattern, everyDelivery, handle });
  }

  /** The handlers of an event type. A newer type is met by `<service>.*` alone. */
  of(type: string): readonly EventHandler[] {
    return [...this.handlers.values()].filter(
      ({ pattern }) => pattern === type || pattern === `${serviceOf(type)}.*`,
    );
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
