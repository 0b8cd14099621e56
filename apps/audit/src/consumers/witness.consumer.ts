import type { ContractEvent, UnknownContractEvent } from '#contracts';
import type { ConsumerContext } from '#messaging';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Counter } from 'prom-client';
import { Witness, type Reception } from '../read-models/witness';

const alarms = new Counter({
  name: 'audit_reception_alarms_total',
  help: 'Events that did not follow upon what the witness had heard before. Anything but 0 is an alarm.',
  labelNames: ['source', 'alarm'] as const,
});

/** Writes down everything that the services tell, also what a newer release tells and this one does not understand. */
@Controller()
export class WitnessConsumer {
  private readonly logger = new Logger('witness');

  constructor(private readonly witness: Witness) {}

  @EventPattern('application.*')
  @EventPattern('mailbox.*')
  @EventPattern('identity.*')
  async witnessEvent(
    @Payload() event: ContractEvent | UnknownContractEvent,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    let reception: Reception | undefined;
    await context.once(async (client) => {
      reception = await this.witness.record(client, event);
    });
    if (reception?.alarm === undefined) return;
    const source = event.type.slice(0, event.type.indexOf('.'));
    alarms.inc({ source, alarm: reception.alarm });
    this.logger.error({
      msg: 'ALARM: an event does not follow upon what was heard before',
      alarm: reception.alarm,
      tenant: event.tenant,
      event: event.id,
    });
  }
}
