import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { closeGracefully } from '#http';
import { ask } from './client';
import { keys, SmallSystem } from './running-gateway';
import { startSmallService } from './small-services';

const system = new SmallSystem();
let gateway: INestApplication<Server>;

beforeAll(async () => {
  await system.start();
  gateway = await system.gateway();
});
afterAll(() => system.stop());

test('the page to try the API out needs no exception from the content security policy', async () => {
  const page = await ask(gateway, '/api/docs');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.text).not.toMatch(/<style|style=|<script(?![^>]* src="\/)| on\w+="|https?:/);
  const addresses = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  const answers = await Promise.all(addresses.map((address) => ask(gateway, address)));
  const types = answers.map(({ headers }) => headers['content-type']);
  // What is the same for everybody may be kept.
  expect(answers[0]?.headers['cache-control']).toBe('public, max-age=3600');
  expect(types).toEqual([
    'image/png',
    'text/css; charset=utf-8',
    'text/javascript; charset=utf-8',
    'text/javascript; charset=utf-8',
  ]);
});

test.each(['package.json', '..%2fpackage.json', 'index.html'])('the page has no file %s', async (name) => {
  expect((await ask(gateway, `/api/docs/${name}`)).status).toBe(404);
});

test('the contract events are described in AsyncAPI 3', async () => {
  expect((await ask(gateway, '/api/asyncapi.json')).json).toMatchObject({ asyncapi: '3.0.0' });
});

test('the OpenAPI document is whole or not there: a part that was never reached is named', async () => {
  const port = Number(new URL(await system.services.audit.getUrl()).port);
  await closeGracefully(system.services.audit);
  const half = await ask(gateway, '/api/openapi.json');
  system.services.audit = await startSmallService('audit', system.notebook, keys, port);
  const whole = await ask(gateway, '/api/openapi.json');
  expect([half.status, half.json['part']]).toEqual([503, 'audit']);
  expect([whole.status, whole.json['openapi']]).toEqual([200, '3.1.0']);
});
