import type { ContractEvent, UnknownContractEvent } from '#contracts';
import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Counter } from 'prom-client';
import { Witness } from '../read-models/witness';

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

  // Every delivery: a second, different event in the place of one that was heard is what a witness must not miss.
  // One decorator with all patterns: of several on one method Nest keeps only the outermost.
  @EventPattern(['application.*', 'mailbox.*', 'identity.*', 'payment.*'], {
    everyDelivery: true,
    inBatches: true,
  })
  async witnessEvents(@Payload() events: readonly (ContractEvent | UnknownContractEvent)[]): Promise<void> {
    const receptions = await this.witness.keepAll(events);
    events.forEach((event, nth) => {
      const { isNew, alarm } = receptions[nth] ?? { isNew: false };
      if (isNew && alarm !== undefined) this.raise(event, alarm);
    });
  }

  private raise({ type, tenant, id }: ContractEvent | UnknownContractEvent, alarm: string): void {
    alarms.inc({ source: type.slice(0, type.indexOf('.')), alarm });
    this.logger.error({
      msg: 'ALARM: an event does not follow upon what was heard before',
      ...{ alarm, tenant, event: id },
    });
  }
}
