/** The way to given brokers, as it was built: a part of the product that takes a while to load, so only who needs it does. */
import { product } from './built.mjs';

/** @type {typeof import('../../libs/http/src/config.js')} */
export const { parseConfig } = product('./libs/http/src/config.js');

/** @type {typeof import('../../libs/messaging/src/broker-access.js')} */
export const { brokerAccess, brokerVariables } = product('./libs/messaging/src/broker-access.js');

/** @type {typeof import('../../libs/messaging/src/kafkajs-broker.js')} */
export const { KafkaJsBroker } = product('./libs/messaging/src/kafkajs-broker.js');
