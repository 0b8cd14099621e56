import { parseConfig } from '#http';
import { brokerAccess, brokerVariables, type BrokerAccess } from './broker-access';

/**
 * The access that the environment describes, to brokers that are named elsewhere: for programs that get them as arguments.
 * @param brokers `host:port` each
 * @throws ConfigurationMistake, one sentence that names the variable
 */
export function readBrokerAccess(brokers: readonly string[]): BrokerAccess {
  return brokerAccess(parseConfig(brokerVariables, { ...process.env, KAFKA_BROKERS: brokers.join() }));
}
