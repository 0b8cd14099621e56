/** The way to given brokers, as it was built: a part of the product that takes a while to load, so only who needs it does. */
import { product } from './built.mjs';

/** @type {typeof import('../../libs/messaging/src/config.js')} */
export const { accessTo } = product('./libs/messaging/src/config.js');

/** @type {typeof import('../../libs/messaging/src/kafkajs-broker.js')} */
export const { KafkaJsBroker } = product('./libs/messaging/src/kafkajs-broker.js');
