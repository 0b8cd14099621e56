import { parseConfig } from '#http';
import { brokerAccess, brokerVariables, type BrokerAccess } from './broker-access';

/**
 * How a program reaches brokers that its arguments name, by the rest of what the environment says (`KAFKA_…`).
 * @param brokers `host:port`
 * @throws ConfigurationMistake with one sentence that names the variable
 */
export function accessTo(brokers: readonly string[]): BrokerAccess {
  return brokerAccess(parseConfig(brokerVariables, { ...process.env, KAFKA_BROKERS: brokers.join() }));
}
