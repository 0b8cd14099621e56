/**
 * The one-shot of docker-compose.yml that runs before the services: keys, ways in, roles and databases, migrations, topics.
 * Repeating it changes nothing. Environment: DATABASE_ADMIN_URL, DATABASE_PASSWORD (of every role), KAFKA_BROKERS, KEYS_DIR,
 * TENANTS_DIR.
 */
import { join } from 'node:path';
import { ConfigurationReader } from '../local/built.mjs';
import { migrateAll, provisionAll } from '../local/databases.mjs';
import { keepHandOverSecrets } from '../local/hand-over.mjs';
import { createKeys } from '../local/keys.mjs';
import {
  bundidPort,
  databaseServices,
  googlePort,
  paymentProviderPort,
  paymentProviderTlsPort,
  servicekontoPort,
  tokenServices,
} from '../local/services.mjs';
import { keepCityKeys, nameStandIns } from '../local/sign-in.mjs';
import { namePaymentProviders } from '../local/payment.mjs';
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
await steps.step('Ways in', async () => {
  const { cities } = await new ConfigurationReader(tenantsDir).read();
  await keepCityKeys(join(keysDir, 'saml'), [...cities.keys()]);
  keepHandOverSecrets(
    join(keysDir, 'hand-over'),
    [...cities.values()].map(({ settings }) => settings),
  );
  const at = (/** @type {number} */ port) => `http://127.0.0.1:${port}`;
  // Identity asks this one itself: one name for it and for browsers (an alias of the network), which is another site than the cities.
  const google = `http://google.localhost:${googlePort}`;
  return nameStandIns(keysDir, {
    bundid: at(bundidPort),
    'servicekonto-nrw': at(servicekontoPort),
    google,
  });
});
await steps.step('Payment providers', () =>
  // One name for browsers and for the payment service, as above.
  namePaymentProviders(keysDir, {
    http: `http://payment-provider.localhost:${paymentProviderPort}`,
    tls: `https://payment-provider.localhost:${paymentProviderTlsPort}`,
  }),
);
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
