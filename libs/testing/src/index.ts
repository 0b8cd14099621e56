export { startOwnBroker, testBrokers, testTopic, type OwnBroker } from './brokers';
export { testDatabase, testDatabaseServer, type MigrationClass, type TestDatabase } from './databases';
export { deciderSpec, type GivenWhenThen } from './decider-spec';
export { tenantsFolder, testEnvironment } from './environment';
export { eventually } from './eventually';
export { testKeys, tokenFor, type Keys, type TestClaims } from './keys';
export { testService } from './service';
export { StandIn, type StandInAnswer } from './stand-in';
export { wholeSystem } from './whole-system';
