import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { TenantRegistry } from '#configuration';
import { TenantData } from '#database';
import { ErasePerson } from './erasure.handler';
import { OtherServices } from './other-services';
import { MoveHandler } from './move.handler';
import { UnfinishedMove } from './read-models/unfinished-moves';
import { existingPersons } from './read-models/persons';

/** Between two questions that the witness did not answer, in ms. */
const againMs = 5_000;

/**
 * A database that was restored from a backup knows persons again that were erased since. The witness remembers: it keeps every
 * event in a database of its own. So each process asks it once when it starts, and erases them again (law 9).
 */
@Injectable()
export class ErasuresAgain implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('erasures');
  private readonly done = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tenants: TenantRegistry,
    private readonly services: OtherServices,
    private readonly data: TenantData,
    private readonly commands: CommandBus,
    private readonly moves: MoveHandler,
  ) {}

  onApplicationBootstrap(): void {
    void this.look();
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    try {
      for (const { key: tenant } of this.tenants.all()) {
        if (this.done.has(tenant)) continue;
        await this.finishMoves(tenant);
        await this.eraseAgain(tenant);
        this.done.add(tenant);
      }
    } catch {
      // Not there yet: the services start side by side, and nobody waits for this.
      this.timer = setTimeout(() => void this.look(), againMs);
      this.timer.unref();
    }
  }

  /** Finishes what a process left that ended in the middle of a move. */
  async finishMoves(tenant: string): Promise<void> {
    const left = await this.data.withTenant(tenant, (manager) => manager.findBy(UnfinishedMove, { tenant }));
    for (const move of left) await this.moves.finish(move);
  }

  /** @returns how many persons of a city were there again */
  async eraseAgain(tenant: string): Promise<number> {
    let erased = 0;
    for (let after: string | undefined; ;) {
      const { items } = await this.services.endedAccounts(tenant, after);
      const back = await this.data.withTenant(tenant, (manager) => existingPersons(manager, tenant, items));
      for (const personId of back) {
        const service = { personId: 'service:identity', role: 'service' } as const;
        await this.commands.execute(new ErasePerson(tenant, personId, service));
      }
      erased += back.length;
      after = items.at(-1);
      if (after === undefined) break;
    }
    if (erased > 0) {
      this.logger.error({
        msg: 'ALARM: persons who were erased were there again: the database must have been restored from an older state. They are erased again; see npm run verify for what is missing',
        alarm: 'rolled-back',
        ...{ tenant, erased },
      });
    }
    return erased;
  }
}
