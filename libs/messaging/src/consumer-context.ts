import type { PoolClient } from 'pg';
import type { TenantDatabase } from '#database';
import { noteHandled, type EventName } from './inbox';

/** What a handler is given beside the event, as `@Ctx()`. */
export class ConsumerContext {
  private outcome: boolean | undefined;

  constructor(
    private readonly database: TenantDatabase,
    private readonly event: EventName,
    /** The name under which the handler's effects are noted: its pattern. */
    readonly handler: string,
  ) {}

  /** True once `once` has returned. */
  get settled(): boolean {
    return this.outcome !== undefined;
  }

  /**
   * Has an effect exactly once, however often the event is delivered: `effect` and the note that it happened are one
   * transaction of the event's tenant. `effect` runs first, so an append can be the first write of the transaction.
   * Calls to other services belong before: inside they would hold the transaction open.
   * @returns false when the effect had happened before; this time nothing was changed.
   */
  async once(effect: (client: PoolClient) => Promise<unknown>): Promise<boolean> {
    if (this.outcome !== undefined)
      throw new Error(`${this.handler} called once() twice; one event has one effect`);
    try {
      await this.database.inTransaction(this.event.tenant, async (client) => {
        await effect(client);
        if (!(await noteHandled(client, this.event, this.handler))) throw new AlreadyHandled();
      });
      this.outcome = true;
    } catch (error) {
      if (!(error instanceof AlreadyHandled)) throw error;
      this.outcome = false;
    }
    return this.outcome;
  }
}

/** Rolls the transaction back; never leaves this file. */
class AlreadyHandled extends Error {}
