import { withAdvisoryLock, type TenantDatabase } from '#database';
import type pg from 'pg';
import { UnderWay } from './under-way';

/** Longest pause before somebody looks again whether a command of another process has ended, in ms. */
const maxPauseMs = 40;

/** The lock connection while it is lent to this process. */
interface Lent {
  readonly client: pg.PoolClient;
  giveBack(): void;
}

/**
 * The idempotency keys whose commands are under way, in all processes of the service: one advisory lock of the database
 * each. All locks of a process are held on one connection, borrowed while there is any: a command that held one of its own
 * while it asks for a second one would let as many commands as there are connections wait for each other.
 */
export class KeysUnderWay {
  private readonly here = new UnderWay();
  private lent: Promise<Lent> | undefined;
  private users = 0;
  /** The lock connection is asked one thing after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: TenantDatabase) {}

  /** Runs `work` unless the key is under way elsewhere. @returns undefined when it was: look again. */
  alone<T extends object>(tenant: string, key: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.here.alone(`${tenant}\n${key}`, async () => {
      this.users += 1;
      try {
        const { client } = await (this.lent ??= this.borrow(tenant));
        const inTurn = {
          query: (text: string, values: unknown[]) => this.inTurn(() => client.query(text, values)),
        };
        const outcome = await withAdvisoryLock(inTurn, `command ${tenant} ${key}`, work);
        if (outcome === undefined) await pause(Math.random() * maxPauseMs);
        return outcome;
      } finally {
        this.users -= 1;
        if (this.users === 0) void this.giveBack();
      }
    });
  }

  private inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = this.last.then(ask, ask);
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private borrow(tenant: string): Promise<Lent> {
    return new Promise((resolve, reject) => {
      this.database
        .withTenant(tenant, (client) => new Promise<void>((giveBack) => resolve({ client, giveBack })))
        .catch(reject);
    });
  }

  private async giveBack(): Promise<void> {
    const { lent } = this;
    this.lent = undefined;
    await lent?.then(
      ({ giveBack }) => giveBack(),
      () => undefined,
    );
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
