// @ts-check
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, Wait } from 'testcontainers';
import { dockerAnswers, kafkaContainerEnvironment, kafkaImage } from '../../deploy/local/kafka.mjs';
import { createPorts } from '../../deploy/local/ports.mjs';
import { startInfrastructure } from '../../deploy/local/test-infrastructure.mjs';

/** The image of the database where it runs as a container; docker-compose.yml names the same. */
const postgresImage = 'postgres:18';

/**
 * PostgreSQL and Kafka for one test run, on ports of their own: containers where Docker answers, else the embedded parts.
 * @param {string} folder where embedded parts keep their data
 * @returns {Promise<import('../../deploy/local/test-infrastructure.mjs').Infrastructure>}
 */
export async function startTestInfrastructure(folder) {
  if (dockerAnswers()) return startContainers();
  return startInfrastructure({ state: folder, report: () => undefined });
}

/** @returns {Promise<import('../../deploy/local/test-infrastructure.mjs').Infrastructure>} */
async function startContainers() {
  // The broker must know the address that clients will use before it starts, so its port is chosen here.
  const port = await createPorts().next(0);
  const [postgres, kafka] = await Promise.all([
    new PostgreSqlContainer(postgresImage)
      .withDatabase('postgres')
      .withUsername('postgres')
      .withCommand(['postgres', '-c', 'max_connections=200'])
      .start(),
    new GenericContainer(kafkaImage)
      .withExposedPorts({ container: 9092, host: port })
      .withEnvironment(kafkaContainerEnvironment(port))
      .withTmpFs({ '/var/lib/kafka/data': 'rw,mode=1777' })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .start(),
  ]);
  return {
    databaseUrl: postgres.getConnectionUri(),
    brokers: [`127.0.0.1:${port}`],
    stop: async () => {
      await Promise.all([postgres.stop(), kafka.stop()]);
    },
  };
}
