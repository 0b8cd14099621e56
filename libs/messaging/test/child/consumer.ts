import type { ContractEvent } from '#contracts';
import { openTenantDatabase } from '#database';
import type { ConsumerContext } from '#messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { startConsumers, writeEffect } from '../consumers';

/** A consuming service as a process of its own. */
@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  on(@Payload() event: ContractEvent, @Ctx() context: ConsumerContext): Promise<boolean> {
    return writeEffect(event, context);
  }
}

const [url = '', brokers = '', topic = '', group = '', publicKeysFile = ''] = process.argv.slice(2);
const database = openTenantDatabase(url);
const service = { database, group };
const settings = { service, topic, controller: Consumer, brokers: brokers.split(','), publicKeysFile };
startConsumers({ ...settings, logLevel: 'fatal' }).then(
  () => process.stdout.write('joined\n'),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(2);
  },
);
