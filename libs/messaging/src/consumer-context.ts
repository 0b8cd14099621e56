import type { PoolClient } from 'pg';
import type { TenantDatabase } from '#database';
import type { RowAlongside } from '#event-sourcing';
import { isNotedBefore, noteAlongside, noteHandled, type EventName } from './inbox';

/** What a handler is given beside the event, as `@Ctx()`. */
export class ConsumerContext {
  private outcome: boolean | undefined;

  constructor(
    private readonly database: TenantDatabase,
    private readonly event: EventName,
    /** The name under which the handler's effects are noted: its pattern. */
    readonly handler: string,
  ) {}

  /** True once `once` or `onceWith` has returned. */
  get settled(): boolean {
    return this.outcome !== undefined;
  }

  /**
   * Has an effect exactly once, however often the event is delivered: `effect` and the note that it happened are one
   * transaction of the event's tenant. `effect` runs first, so an append can be the first write of the transaction.
   * Calls to other services belong before: inside they would hold the transaction open.
   * @returns false when the effect had happened before; this time nothing was changed.
   */
  once(effect: (client: PoolClient) => Promise<unknown>): Promise<boolean> {
    return this.noteOutcome(() =>
      this.database.inTransaction(this.event.tenant, async (client) => {
        await effect(client);
        if (!(await noteHandled(client, this.event, this.handler))) throw new AlreadyHandled();
      }),
    );
  }

  /**
   * As `once`, for an effect that is a single statement and writes the note itself: an append (`runCommand` with the note
   * `alongside`), or SQL that begins with `noteHandledSql`. One round trip in place of four.
   * @param effect must not swallow the error of its statement: a second note is one.
   */
  onceWith(effect: (note: RowAlongside) => Promise<unknown>): Promise<boolean> {
    return this.noteOutcome(() => effect(noteAlongside(this.event, this.handler)));
  }

  private async noteOutcome(work: () => Promise<unknown>): Promise<boolean> {
    if (this.outcome !== undefined)
      throw new Error(`${this.handler} called once() twice; one event has one effect`);
    try {
      await work();
      this.outcome = true;
    } catch (error) {
      if (!(error instanceof AlreadyHandled || isNotedBefore(error))) throw error;
      this.outcome = false;
    }
    return this.outcome;
  }
}

/** Rolls the transaction back; never leaves this file. */
class AlreadyHandled extends Error {}
