import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Acting } from '#commands';
import type { ContractEvent } from '#contracts';
import { TenantDatabase } from '#database';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { GiveCommand } from '../application.handler';
import { findDraftIds } from '../read-models/holdings';

/** What happens to a person who has begun applications. */
@Controller()
export class IdentityConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly database: TenantDatabase,
  ) {}

  /**
   * Who has themselves erased takes back what was only begun; its content goes with it (law 9, 12). What was filed is a case of the
   * city and stays. Each withdrawal by itself may be repeated, so only the last step is noted.
   */
  @EventPattern<string>('identity.PersonErased')
  async erased(
    @Payload() event: ContractEvent<'identity.PersonErased'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    const { tenant } = event;
    const { personId } = event.data;
    const acting: Acting = {
      ...{ tenant, personId, role: 'citizen', offices: [], levelOfAssurance: 'none' },
    };
    await withCorrelationId(event.correlationid, async () => {
      for (const id of await findDraftIds(this.database, tenant, personId)) {
        const asked = { name: 'withdraw', input: {} } as const;
        await this.commands.execute(new GiveCommand(acting, id, asked, { causationId: event.id }));
      }
    });
    await context.once(() => Promise.resolve());
  }
}
