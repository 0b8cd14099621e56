// @ts-check
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, Wait } from 'testcontainers';
import { kafkaContainerEnvironment, kafkaImage } from './kafka.mjs';

/** The image of the database where it runs as a container; docker-compose.yml names the same. */
const postgresImage = 'postgres:18';

/** PostgreSQL as a container whose data is gone with it. @returns {Promise<import('./infrastructure.mjs').Part>} */
export async function postgresInContainer() {
  const postgres = await new PostgreSqlContainer(postgresImage)
    .withDatabase('postgres')
    .withUsername('postgres')
    .withCommand(['postgres', '-c', 'max_connections=200'])
    .start();
  return { address: postgres.getConnectionUri(), stop: async () => void (await postgres.stop()) };
}

/**
 * Kafka as a container whose data is gone with it.
 * @param {number} port that clients will use: the broker must know it before it starts @returns {Promise<import('./infrastructure.mjs').Part>}
 */
export async function kafkaInContainer(port) {
  const kafka = await new GenericContainer(kafkaImage)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment(kafkaContainerEnvironment(port))
    .withTmpFs({ '/var/lib/kafka/data': 'rw,mode=1777' })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return { address: `127.0.0.1:${port}`, stop: async () => void (await kafka.stop()) };
}
