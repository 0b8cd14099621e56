/**
 * The one-shot of docker-compose.yml that runs before the services: keys, roles and databases, migrations, topics.
 * Repeating it changes nothing. Environment: DATABASE_ADMIN_URL, DATABASE_PASSWORD (of every role), KAFKA_BROKERS, KEYS_DIR,
 * TENANTS_DIR.
 */
import { migrateAll, provisionAll } from '../local/databases.mjs';
import { createKeys } from '../local/keys.mjs';
import { databaseServices, tokenServices } from '../local/services.mjs';
import { createSteps } from '../local/steps.mjs';
import { createTopics } from '../local/topics.mjs';

const variables = ['DATABASE_ADMIN_URL', 'DATABASE_PASSWORD', 'KAFKA_BROKERS', 'KEYS_DIR', 'TENANTS_DIR'];
const [adminUrl, password, brokers, keysDir, tenantsDir] =
  /** @type {[string, string, string, string, string]} */ (
    variables.map((name) => {
      const value = process.env[name];
      if (value) return value;
      console.error(`${name} is not set.`);
      return process.exit(1);
    })
  );

const steps = createSteps();
await steps.step('Keys', () => createKeys(keysDir, tokenServices));
const passwords = { owner: password, service: password };
const secrets = {
  databases: Object.fromEntries(databaseServices.map((service) => [service, passwords])),
  oidcClientSecret: '',
  kafka: { operator: '' },
};
const databases = await steps.step('Databases', () => provisionAll(adminUrl, secrets, { isOurs: true }));
await steps.step('Migrations', (progress) => {
  const environment = { TENANTS_DIR: tenantsDir, LOG_LEVEL: 'warn' };
  return migrateAll({ adminUrl, databases, environment, progress });
});
await steps.step('Topics', () => createTopics(brokers.split(',')));
