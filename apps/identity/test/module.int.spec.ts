import { PostgresEventStore } from '#event-sourcing';
import { openTenantDatabase, TenantDatabase } from '#database';
import { DataKeys, KeyEncryptionKey } from '#encryption';
import { LiveConfiguration } from '#configuration';
import { closeGracefully, parseConfig } from '#http';
import {
  eventually,
  tenantsFolder,
  testDatabase,
  testEnvironment,
  testKeys,
  testService,
  testTopic,
  tokenFor,
} from '#testing';
import { identityVariables } from '../src/config';
import { IdentityModule } from '../src/identity.module';
import { identityMigrations } from '../src/migrations';
import { nobodyThere } from './running-identity';

test('any part of the service can be replaced in a test; what is replaced is neither opened nor read', async () => {
  const urls = await testDatabase('identity', identityMigrations);
  const keys = testKeys(['identity', 'gateway']);
  const config = parseConfig(identityVariables, {
    ...testEnvironment('identity', { database: urls, keys }),
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing',
    TENANTS_DIR: '/there/is/no/such/folder',
    KEY_ENCRYPTION_KEY_FILE: '/there/is/no/such/file',
    ...nobodyThere,
    PUBLIC_PORT: '8080',
    OIDC_ISSUER: 'http://localhost:1',
    OIDC_CLIENT_ID: 'serviceportal',
    OIDC_CLIENT_SECRET: 'none',
  });
  const database = openTenantDatabase(urls.serviceUrl);
  const dataKeys = new DataKeys(database, KeyEncryptionKey.fromFile(keys.keyEncryptionKeyFile));
  const configuration = await LiveConfiguration.open(tenantsFolder);
  const app = await testService(
    IdentityModule.with(config, await testTopic('identity')),
    { service: 'identity', platform: 'express', ...config },
    (module) =>
      module
        .overrideProvider(TenantDatabase)
        .useValue(database)
        .overrideProvider(LiveConfiguration)
        .useValue(configuration)
        .overrideProvider(DataKeys)
        .useValue(dataKeys),
  );
  await app.listen(0, '127.0.0.1');
  const token = await tokenFor(keys, { kind: 'anonymous', levelOfAssurance: 'none' });
  const answer = await fetch(`${await app.getUrl()}/portal/sign-in/email`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'anna@example.org' }),
  });
  expect(answer.status).toBe(202);
  const store = app.get(PostgresEventStore, { strict: false });
  // The feed ends before what any transaction of the database server has under way, those of other tests included.
  const first = await eventually(
    'the event in the feed',
    async () => (await store.readFeed(undefined, 10)).events[0],
  );
  expect(first).toMatchObject({ type: 'SignInLinkRequested', tenant: 'duisburg' });
  await closeGracefully(app);
  await urls.drop();
});
