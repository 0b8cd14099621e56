import { request as httpRequest } from 'node:http';
import { dogService, platforms } from './dog-service';

describe.each(platforms)('on %s,', (platform) => {
  const service = dogService(platform);

  /** Asks for exactly this path: other clients tidy it up. */
  async function statusOf(path: string): Promise<number | undefined> {
    const { port } = new URL(await service.app.getUrl());
    return new Promise((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  }

  test('an address is there', async () => {
    expect(await statusOf('/dogs?query=a')).toBe(200);
  });

  test.each([
    ...[
      '/Dogs',
      '/DOGS',
      '/dogs/',
      '//dogs',
      '/./dogs',
      '/x/../dogs',
      '/dogs/.',
      '/%64ogs',
      '/do%67s',
      '/dogs%2f',
    ],
    ...[
      '/x/%2e%2e/dogs',
      '/x%5c..%5cdogs',
      '/dogs;x=1',
      '/dogs%20',
      '/constructor',
      '/__proto__',
      '/toString',
    ],
  ])('%s leads nowhere', async (path) => {
    expect(await statusOf(`${path}?query=a`)).toBe(404);
  });
});
