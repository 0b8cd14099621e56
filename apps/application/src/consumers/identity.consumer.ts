import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { asService, type Acting } from '#commands';
import type { ContractEvent } from '#contracts';
import { TenantDatabase } from '#database';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { GiveCommand } from '../application.handler';
import { findIdsOf } from '../read-models/holdings';

/** What happens to a person who has begun applications. */
@Controller()
export class IdentityConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly database: TenantDatabase,
  ) {}

  /**
   * Who has themselves erased takes back what was only begun, and what waits for its payment; its content goes with it (law 9, 12). What was filed is a case of the
   * city and stays; the office reads that nobody is there any more. Each step by itself may be repeated, so only the last one is noted.
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
      const options = { causationId: event.id };
      const { open, cases } = await findIdsOf(this.database, tenant, personId);
      for (const id of open) {
        const asked = { name: 'withdraw', input: {} } as const;
        await this.commands.execute(new GiveCommand(acting, id, asked, options));
      }
      for (const id of cases) {
        const asked = { name: 'note-erasure', input: {} } as const;
        await this.commands.execute(new GiveCommand(asService('application', tenant), id, asked, options));
      }
    });
    await context.once(() => Promise.resolve());
  }
}
