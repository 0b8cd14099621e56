import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOperator, chooseBroker, startKafka } from '../../local/kafka.mjs';
import { keepCredentials } from '../../local/keys.mjs';
import { createPorts } from '../../local/ports.mjs';
import { createTopics, type Credentials } from '../../local/topics.mjs';

/** An empty broker with the topics and the rights of `npm start`: each service may do what it has to, and no more. */
export interface BrokerWithUsers {
  readonly brokers: string[];
  /** The file with which a service shows who it is; undefined where the broker runs in a container, which has no users. */
  readonly credentialsOf: ((service: string) => string) | undefined;
  readonly operator: Credentials | undefined;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export async function startBrokerWithUsers(services: readonly string[]): Promise<BrokerWithUsers> {
  const state = mkdtempSync(join(tmpdir(), 'broker-with-users-'));
  const kind = chooseBroker().kind === 'docker' ? 'docker' : 'java';
  const users = {
    operator: 'of-the-operator',
    ...Object.fromEntries(services.map((service) => [service, `of-${service}`])),
  };
  const free = createPorts();
  const [port, controllerPort] = [await free.next(0), await free.next(0)];
  const kafka = await startKafka({ state, port, controllerPort, kind, users });
  const credentialsOf = kind === 'java' ? keepCredentials(join(state, 'keys'), users) : undefined;
  await createTopics(kafka.brokers, credentialsOf?.('operator'));
  return {
    brokers: kafka.brokers,
    credentialsOf,
    operator: kind === 'java' ? asOperator(users) : undefined,
    remove: async () => {
      await kafka.process.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
