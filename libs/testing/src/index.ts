export { startOwnBroker, testBrokers, testTopic, type OwnBroker } from './brokers';
export { testDatabase, testDatabaseServer, type MigrationClass, type TestDatabase } from './databases';
export { deciderSpec, type GivenWhenThen } from './decider-spec';
export { eventually } from './eventually';
export { testKeys, tokenFor, type TestClaims } from './keys';
export { wholeSystem } from './whole-system';
