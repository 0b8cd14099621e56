import { request as httpRequest } from 'node:http';
import { IfMatch, visible } from '../src';
import { dogs, dogService, platforms, problem } from './dog-service';

describe.each(platforms)('on %s,', (platform) => {
  const service = dogService(platform);

  describe('a problem', () => {
    test.each([
      ['tired', 409, 'too-tired'],
      ['away', 503, 'temporarily-unavailable'],
      ['unregistered', 500, 'internal-error'],
      ['mistake', 500, 'internal-error'],
    ])('for %s is %i %s', async (what, status, slug) => {
      const answer = await service.http.get('/throw').query({ what }).expect(status);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({ type: problem(slug), status });
    });

    test('says what is allowed now', async () => {
      const answer = await service.http.get('/throw?what=tired');
      expect(answer.body.allowed).toEqual(['sleep']);
    });

    test('tells nothing of the error itself', async () => {
      const answer = await service.http.get('/throw?what=mistake');
      expect(answer.text).not.toMatch(/secret internals|TypeError|\bat /);
    });

    test('asks to come back later when a part is away', async () => {
      await service.http.get('/throw?what=away').expect('Retry-After', '5');
    });

    test('R25 is in German, and in English for who prefers it', async () => {
      const german = await service.http.get('/nowhere').expect(404);
      const english = await service.http
        .get('/nowhere')
        .set('Accept-Language', 'fr, en-GB;q=0.8, de;q=0.5')
        .expect(404);
      expect([german.body.title, german.headers['content-language']]).toEqual([
        'Das gibt es hier nicht.',
        'de',
      ]);
      expect([english.body.title, english.headers['content-language']]).toEqual([
        'There is nothing here.',
        'en',
      ]);
    });

    test('carries the correlation id that the answer carries', async () => {
      const id = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
      const answer = await service.http.get('/nowhere').set('X-Correlation-Id', id);
      expect([answer.headers['x-correlation-id'], answer.body.correlationId]).toEqual([id, id]);
    });
  });

  describe('the correlation id', () => {
    const change = () =>
      service.http.patch('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11').set('If-Match', '"1"');

    test('is the trace id of traceparent when nothing else is given', async () => {
      const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const answer = await change().set('traceparent', trace);
      expect(answer.body.correlationId).toBe('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
    });

    test.each([
      ['X-Correlation-Id', '00000000-0000-0000-0000-000000000000'],
      ['traceparent', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`],
    ])('is a new one when %s is nothing but zeros', async (header, zeros) => {
      const answer = await change().set(header, zeros);
      expect(answer.body.correlationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    });

    test('is a new one when the given one is no UUID', async () => {
      const answer = await change().set('X-Correlation-Id', 'x y z');
      expect(answer.body.correlationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    });
  });

  describe('an idempotency key', () => {
    const dog = { name: 'Rex', age: 3 };
    const create = (key: string, body: object = dog) =>
      service.http.post('/dogs').set('Idempotency-Key', key).send(body);

    test('is required', async () => {
      const answer = await service.http.post('/dogs').send(dog).expect(400);
      expect(answer.body.type).toBe(problem('idempotency-key-required'));
    });

    test.each(['two words', 'x'.repeat(201), 'ümlaut', '""'])('like %s is refused', async (key) => {
      const answer = await create(key).expect(400);
      expect(answer.body.type).toBe(problem('idempotency-key-malformed'));
    });

    test('has the same fingerprint for the same request, in any order of fields and any normal form', async () => {
      const first = await create('k', { name: 'Mu\u0308', age: 3 });
      const again = await create('k', { age: 3, name: 'M\u00fc' });
      const other = await create('k', { age: 4, name: 'M\u00fc' });
      expect(again.body.key).toEqual(first.body.key);
      expect(other.body.key.fingerprint).not.toBe(first.body.key.fingerprint);
    });
  });

  describe('If-Match', () => {
    const change = () => service.http.patch('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11');

    test('is required for a change', async () => {
      const answer = await change().expect(428);
      expect(answer.body.type).toBe(problem('if-match-required'));
    });

    test('takes the ETag of the last answer and the answer has the next', () =>
      change().set('If-Match', '"5"').expect(200).expect('ETag', '"6"'));

    test.each(['"5"', 'W/"5"', '*', '"5", "6"', '"4",W/"5"', '"3", "4" , "5"', ' * '])(
      'is met by %s, which names the version that is there',
      (tags) => change().set('If-Match', tags).expect(200).expect('ETag', '"6"'),
    );

    test.each(['"4"', 'W/"6"', '"4", "6"'])('is not met by %s', async (tags) => {
      const answer = await change().set('If-Match', tags).expect(412);
      expect(answer.body.type).toBe(problem('version-conflict'));
    });

    const eleven = Array.from({ length: 11 }, (_, nth) => `"${nth}"`).join();
    test.each([
      '5',
      'w/"5"',
      '"5" "6"',
      '"5",',
      '*, "5"',
      '"-1"',
      '"05"',
      '"1e3"',
      '""',
      '"99999999999999999999"',
      eleven,
    ])('%s is refused', async (tag) => {
      const answer = await change().set('If-Match', tag).expect(400);
      expect(answer.body.type).toBe(problem('if-match-malformed'));
    });
  });

  describe('If-None-Match', () => {
    const show = (tags: string) => service.http.get('/breeds').set('If-None-Match', tags);

    test.each(['"5"', 'W/"5"', '*', '"4", W/"5"'])('%s: who has it already is sent nothing', async (tags) => {
      const answer = await show(tags).expect(304).expect('ETag', '"5"');
      expect(answer.text).toBe('');
    });

    test.each(['"4"', 'W/"6", "7"', '5', '""'])('%s: who has something else is sent it', async (tags) => {
      const answer = await show(tags).expect(200).expect('ETag', '"5"');
      expect(answer.body.breeds).toEqual(['pug']);
    });

    test.each(['"5"', '*'])('%s: what nobody may keep is sent in any case', async (tags) => {
      const id = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
      const dog = service.http.get(`/dogs/${id}`).set('If-None-Match', tags);
      await dog.expect(200, { id }).expect('Cache-Control', 'no-store');
    });

    test('means nothing where an answer has no ETag, or is none', async () => {
      await service.http.get('/dogs?query=a').set('If-None-Match', '*').expect(200);
      await service.http.get('/throw?what=tired').set('If-None-Match', '*').expect(409);
    });
  });

  describe('a change', () => {
    const id = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
    const walk = (dog: string, headers: Record<string, string>) =>
      service.http.post(`/dogs/${dog}/walk`).set(headers);

    test('is given everything that it needs', () =>
      walk(id, { 'Idempotency-Key': 'k', 'If-Match': '"5"' })
        .expect(200, { id, key: 'k', path: `/dogs/${id}/walk` })
        .expect('ETag', '"6"'));

    test.each([
      ['idempotency-key-required', { 'If-Match': '5' }],
      ['if-match-required', { 'Idempotency-Key': 'k' }],
      ['malformed-parameter', { 'Idempotency-Key': 'k', 'If-Match': '"5"' }],
    ])('of something with a malformed id is refused as %s', async (slug, headers) => {
      const answer = await walk('rex', headers);
      expect(answer.body.type).toBe(problem(slug));
    });

    test('is described with its id and both headers', async () => {
      const { body } = await service.http.get('/openapi.json');
      const { parameters } = body.paths['/dogs/{id}/walk'].post;
      expect(parameters.map((one: { name: string; in: string }) => [one.in, one.name])).toEqual([
        ['path', 'id'],
        ['header', 'Idempotency-Key'],
        ['header', 'If-Match'],
      ]);
    });
  });

  describe('a service', () => {
    test('is alive and says which part is down', async () => {
      expect(await service.inner('/health/live')).toEqual([200, { status: 'live' }]);
      expect(await service.inner('/health/ready')).toEqual([
        200,
        { status: 'ready', parts: { database: { status: 'up' }, relay: { status: 'up', info: { lag: 0 } } } },
      ]);
      dogs.databaseIsAway = true;
      dogs.now += 1_000;
      const away = await service.inner('/health/ready');
      dogs.databaseIsAway = false;
      const database = { status: 'down', reason: 'connection refused' };
      expect(away).toEqual([503, expect.objectContaining({ parts: expect.objectContaining({ database }) })]);
      expect([(await service.inner('/dogs'))[0], (await service.inner('/health/ready', 'POST'))[0]]).toEqual([
        404, 405,
      ]);
    });

    test.each(['/health/live', '/health/ready', '/metrics'])(
      'has no %s where everybody asks',
      async (path) => {
        await service.http.get(path).expect(404);
      },
    );

    test('measures its answers by route pattern, never by address', async () => {
      await service.http.patch('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11').set('If-Match', '"5"');
      const [, text] = await service.inner('/metrics');
      expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/dogs\/:id"/);
      expect(text).not.toContain('0197a3c2');
    });

    test('describes itself in OpenAPI 3.1 with its headers and problems', async () => {
      const { body } = await service.http.get('/openapi.json').expect(200);
      expect(body.openapi).toBe('3.1.0');
      const headers = body.paths['/dogs'].post.parameters.map(({ name }: { name: string }) => name);
      expect(headers).toEqual(['Idempotency-Key']);
      expect(body.paths['/dogs/{id}'].patch.responses.default).toEqual({
        $ref: '#/components/responses/Problem',
      });
      expect(Object.keys(body.paths)).not.toContain('/health/ready');
    });

    test('describes what it checks: who reads the document knows what is refused', async () => {
      const { body } = await service.http.get('/openapi.json').expect(200);
      expect(body.components.schemas.Dog).toEqual({
        type: 'object',
        properties: {
          name: { type: 'string', example: 'Rex', minLength: 1, maxLength: 10, pattern: visible.source },
          age: { type: 'integer', example: 3, minimum: 1 },
        },
        required: ['name', 'age'],
        additionalProperties: false,
      });
      expect(body.paths['/dogs'].get.parameters.slice(0, 2)).toEqual([
        {
          name: 'query',
          in: 'query',
          required: true,
          schema: { type: 'string', minLength: 1, maxLength: 20, pattern: visible.source },
        },
        { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 9 } },
      ]);
      const { nickname, words } = body.components.schemas.Greeting.properties;
      expect([nickname.type, words.type]).toEqual([['string', 'null'], 'string']);
      const [id, key, ifMatch] = body.paths['/dogs/{id}/walk'].post.parameters.map(
        ({ schema }: { schema: object }) => schema,
      );
      expect(id).toEqual({ type: 'string', format: 'uuid' });
      expect('0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11').toMatch(new RegExp(key.pattern));
      expect('"5"').toMatch(new RegExp(ifMatch.pattern));
      expect('5').not.toMatch(new RegExp(ifMatch.pattern));
    });

    test('describes the ETag of what answers with one, and of whatever takes If-Match', async () => {
      const { body } = await service.http.get('/openapi.json').expect(200);
      const { responses } = body.paths['/dogs/{id}/walk'].post;
      expect('"6"').toMatch(new RegExp(responses['200'].headers.ETag.schema.pattern));
      expect(body.paths['/dogs/{id}'].patch.responses['200'].headers).toHaveProperty('ETag');
      expect(body.paths['/breeds'].get.responses['200'].headers).toHaveProperty('ETag');
      expect(body.paths['/dogs/{id}/greet'].post.responses['200']).not.toHaveProperty('headers');
      expect(JSON.stringify(body)).not.toContain('x-etag');
    });

    test('says of a body whether it can be left out', async () => {
      const { body } = await service.http.get('/openapi.json').expect(200);
      expect(body.paths['/dogs'].post.requestBody.required).toBe(true);
      expect(body.paths['/dogs/{id}/greet'].post.requestBody.required).toBe(false);
    });

    test('says which methods an address has, when it is asked with another one', async () => {
      const answer = await service.http.delete('/dogs').expect(405).expect('Allow', 'GET, HEAD, POST');
      expect(answer.body.type).toBe(problem('method-not-allowed'));
      await service.http.delete('/cats').expect(404);
    });

    test('answers a broken request line or header without a stack trace', async () => {
      const { port } = new URL(await service.app.getUrl());
      const status = await new Promise<number | undefined>((resolve, reject) => {
        httpRequest(
          { port, path: '/dogs', agent: false, headers: { cookie: 'x'.repeat(40_000) } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
      expect(status).toBe(431);
    });
  });
});

test('a controller that takes If-Match for one number is refused when it is loaded', () => {
  const declare = (): unknown => {
    class Changes {
      change(@IfMatch() version: number): number {
        return version;
      }
    }
    return Changes;
  };
  expect(declare).toThrow('Changes.change takes If-Match for one number');
});
