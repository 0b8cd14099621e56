import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { closeGracefully, rootModule, servedBy } from '#http';
import { tenantsFolder } from '#testing';
import { GatewayModule, gatewayService } from '../src/gateway.module';
import { gatewayParts, partNames, partsAt, type PartUrls } from '../src/parts';
import { Sessions } from '../src/sessions';
import { ask } from './client';
import { rawPart } from './raw-part';
import { keys } from './running-gateway';

const urls = (url: string) => Object.fromEntries(partNames.map((name) => [name, url])) as PartUrls;

test('a test puts parts and sessions of its own into the module', async () => {
  const part = await rawPart((request, response) => response.end(request.headers.authorization));
  const module = await Test.createTestingModule({
    imports: [
      rootModule(
        GatewayModule.with({
          tenantsFolder,
          urls: urls('http://127.0.0.1:1'),
          innerUrls: urls('http://127.0.0.1:1'),
          privateKeyFile: keys.privateKeyFile('gateway'),
          publicKeysFile: keys.publicKeysFile,
          requestsPerMinute: 10,
          signInsPerMinute: 10,
          trustedProxies: [],
        }),
      ),
    ],
  })
    .overrideProvider(gatewayParts)
    .useValue(partsAt(urls(part.url), urls(part.url)))
    .overrideProvider(Sessions)
    .useValue(new Sessions(async () => ({ token: 'e30.eyJleHAiOjB9.', csrfToken: '' })))
    .compile();
  const { adapter, options, prepare } = await servedBy(
    gatewayService({ PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' }),
  );
  const app: INestApplication<Server> = module.createNestApplication(adapter, options);
  prepare(app);
  await app.listen(0, '127.0.0.1');
  const answer = await ask(app, '/api/tenant', { headers: { cookie: 'session=0123456789abcdef' } });
  expect(answer.text).toBe('Bearer e30.eyJleHAiOjB9.');
  await closeGracefully(app);
  await part.close();
});

test('the module opens and reads nothing before it is compiled', () => {
  const nowhere = {
    tenantsFolder: '/nowhere',
    privateKeyFile: '/nowhere',
    publicKeysFile: '/nowhere',
    urls: urls('http://nowhere'),
    innerUrls: urls('http://nowhere'),
  };
  const limits = { requestsPerMinute: 1, signInsPerMinute: 1, trustedProxies: [] };
  expect(() => GatewayModule.with({ ...nowhere, ...limits })).not.toThrow();
});
