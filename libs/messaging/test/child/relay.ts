import { SigningKey } from '#auth';
import { KafkaJsBroker, MessageSigner, Relay, type Broker, type Publisher } from '#messaging';
import { Logger } from '@nestjs/common';
import { PostgresEventStore } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { publicationOf } from '../service';

/**
 * A relay that is killed (SIGKILL, nothing can be tidied up) at the worst moment: the broker has acknowledged a batch and
 * the checkpoint has not moved.
 */
Logger.overrideLogger(['error', 'fatal']);
const [url = '', brokers = '', topic = '', key = ''] = process.argv.slice(2);
const database = openTenantDatabase(url);
const broker: Broker = new KafkaJsBroker('relay-that-dies', brokers.split(','));
const { openPublisher } = broker;
broker.openPublisher = async () => {
  const publisher = await openPublisher.call(broker);
  const sendAndDie: Publisher['send'] = async (...batch) => {
    await publisher.send(...batch);
    process.kill(process.pid, 'SIGKILL');
  };
  return { send: sendAndDie, close: () => publisher.close() };
};
const signer = new MessageSigner(SigningKey.fromFile('application', key));
new Relay(publicationOf(new PostgresEventStore(database), topic), database, broker, signer).start();
