import { request as httpRequest } from 'node:http';
import { Body, Controller, Get, HttpCode, Module, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IsInt, IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import supertest from 'supertest';
import { KeyReused, Refusal, StoreUnavailable, VersionConflict } from '#event-sourcing';
import {
  createService,
  currentCorrelationId,
  HealthModule,
  IdempotencyKey,
  IdParam,
  IfMatch,
  setETag,
  type RequestKey,
} from './index';

class Dog {
  @IsString()
  @MaxLength(10)
  @ApiProperty({ example: 'Rex' })
  name!: string;

  @IsInt()
  @ApiProperty({ example: 3 })
  age!: number;
}

class Nothing {}

class Search {
  @IsString()
  query!: string;
}

const thrown: Record<string, () => unknown> = {
  refusal: () => new Refusal('documents-missing', { allowed: ['supply-documents'] }),
  stale: () => new VersionConflict({ tenant: 'duisburg', streamId: 's' }, 3),
  reused: () => new KeyReused('k'),
  away: () => new StoreUnavailable(new Error('ECONNREFUSED')),
  'connection-lost': () => Object.assign(new Error('terminating connection'), { code: '57P01' }),
  'bad-value': () => Object.assign(new Error('invalid input syntax'), { code: '22P02' }),
  mistake: () => new TypeError('secret internals'),
};

let broken = false;

@Controller()
class DogController {
  @Post('dogs')
  create(@Body() dog: Dog, @IdempotencyKey() key: RequestKey): object {
    return { dog, key };
  }

  @Post('anything')
  @HttpCode(200)
  anything(@Body() body: unknown): object {
    return { body: body ?? null };
  }

  @Post('nothing')
  @HttpCode(200)
  nothing(@Body() nothing: Nothing): object {
    return nothing;
  }

  @Patch('dogs/:id')
  change(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) response: Response,
  ): object {
    setETag(response, version + 1);
    return { id, correlationId: currentCorrelationId() };
  }

  @Get('dogs')
  find(@Query() search: Search): object {
    return search;
  }

  @Get('throw')
  throw(@Req() request: Request): never {
    throw thrown[String(request.query['what'])]?.();
  }
}

@Module({
  imports: [
    HealthModule.forRoot({
      parts: () => ({
        database: () => {
          if (broken) throw new Error('connection refused');
        },
        relay: () => ({ lag: 0 }),
      }),
    }),
  ],
  controllers: [DogController],
})
class DogModule {}

const serviceOptions = { service: 'dogs', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' } as const;
let app: NestExpressApplication;
let http: ReturnType<typeof supertest>;

beforeAll(async () => {
  app = await createService(DogModule, serviceOptions);
  await app.listen(0, '127.0.0.1');
  http = supertest(app.getHttpServer());
});
afterAll(() => app.close());

const anything = (body: string, type = 'application/json') =>
  http.post('/anything').set('Content-Type', type).send(body);
const problem = (slug: string) => `urn:serviceportal:problem:${slug}`;

describe('a problem', () => {
  test.each([
    ['refusal', 409, 'documents-missing'],
    ['stale', 412, 'version-conflict'],
    ['reused', 422, 'idempotency-key-reused'],
    ['away', 503, 'temporarily-unavailable'],
    ['connection-lost', 503, 'temporarily-unavailable'],
    ['bad-value', 400, 'bad-request'],
    ['mistake', 500, 'internal-error'],
  ])('for %s is %i %s', async (what, status, slug) => {
    const answer = await http.get('/throw').query({ what }).expect(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: problem(slug), status });
  });

  test('says what is allowed now', async () => {
    const answer = await http.get('/throw?what=refusal');
    expect(answer.body.allowed).toEqual(['supply-documents']);
  });

  test('tells nothing of the error itself', async () => {
    const answer = await http.get('/throw?what=mistake');
    expect(answer.text).not.toMatch(/secret internals|TypeError|\bat /);
  });

  test('asks to come back later when a part is away', async () => {
    await http.get('/throw?what=away').expect('Retry-After', '5');
  });

  test('R25 is in German, and in English for who prefers it', async () => {
    const german = await http.get('/nowhere').expect(404);
    const english = await http
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
    const answer = await http.get('/nowhere').set('X-Correlation-Id', id);
    expect([answer.headers['x-correlation-id'], answer.body.correlationId]).toEqual([id, id]);
  });
});

describe('the correlation id', () => {
  const change = () => http.patch('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11').set('If-Match', '"1"');

  test('is the trace id of traceparent when nothing else is given', async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const answer = await change().set('traceparent', trace);
    expect(answer.body.correlationId).toBe('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
  });

  test('is a new one when the given one is no UUID', async () => {
    const answer = await change().set('X-Correlation-Id', 'x y z');
    expect(answer.body.correlationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});

describe('a body', () => {
  test('that is not JSON is refused with the place of the mistake', async () => {
    const answer = await anything('{\n  "name": }').expect(400);
    expect(answer.body).toMatchObject({ type: problem('malformed-json'), position: 12, line: 2, column: 11 });
  });

  test('that ends too early is refused with the place of its end', async () => {
    const answer = await anything('{"name": "Rex"').expect(400);
    expect(answer.body).toMatchObject({ type: problem('malformed-json'), position: 14 });
  });

  test('above 1 MB is refused with 413', async () => {
    const answer = await anything(JSON.stringify({ text: 'x'.repeat(1024 * 1024) })).expect(413);
    expect(answer.body).toMatchObject({ type: problem('body-too-large'), limitBytes: 1_048_576 });
  });

  test('of 1 MB is taken', () => anything(JSON.stringify('x'.repeat(1024 * 1024 - 2))).expect(200));

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'of type %s is refused',
    async (type) => {
      const answer = await anything('name=Rex', type).expect(415);
      expect(answer.body.type).toBe(problem('unsupported-media-type'));
    },
  );

  test('in another charset is refused', () => anything('{}', 'application/json; charset=latin1').expect(415));
  test('of a JSON-based type is taken', () => anything('{}', 'application/merge-patch+json').expect(200));
  test('may be absent', () => http.post('/anything').expect(200, { body: null }));

  test.each([
    ['a NUL character', '{"a":["x","b\\u0000"]}', 'malformed-text', '/a/1'],
    ['a lone surrogate', '{"a":{"b":"\\ud83d"}}', 'malformed-text', '/a/b'],
    ['a NUL character in a key', '{"a":{"b\\u0000":1}}', 'malformed-text', '/a/?'],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 'malformed-body', '/a/__proto__'],
    ['constructor', '{"constructor":{"prototype":{}}}', 'malformed-body', '/constructor'],
    ['a number without bounds', '{"a":1e999}', 'malformed-body', '/a'],
  ])('with %s is refused with the place', async (_what, body, slug, pointer) => {
    const answer = await anything(body).expect(400);
    expect(answer.body).toMatchObject({ type: problem(slug), pointer });
  });

  test('nested without end is refused', async () => {
    const answer = await anything('['.repeat(100_000) + ']'.repeat(100_000)).expect(400);
    expect(answer.body.type).toBe(problem('malformed-body'));
  });

  test('that is not UTF-8 is refused', async () => {
    const answer = await fetch(`${await app.getUrl()}/anything`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ type: problem('malformed-text') }),
    ]);
  });

  test('keeps whole surrogate pairs', () => anything('"\\ud83d\\udc36"').expect(200, { body: '🐶' }));

  test('is brought into normal form C, keys too', async () => {
    const answer = await anything(
      JSON.stringify({ ['Stra\u00dfe\u0301'.normalize('NFD')]: 'Mu\u0308ller' }),
    ).expect(200);
    expect(answer.body.body).toEqual({ ['Stra\u00dfe\u0301'.normalize('NFC')]: 'M\u00fcller' });
  });
});

describe('an address', () => {
  test.each(['/dogs?query=%00', '/dogs?query=%ff', '/dogs/%zz', '/dogs?query=%ED%A0%80'])(
    '%s is refused',
    async (path) => {
      const answer = await http.get(path).expect(400);
      expect(answer.body.type).toBe(problem('malformed-address'));
    },
  );

  test('has its query brought into normal form C', () =>
    http.get('/dogs?query=Mu%CC%88ller').expect(200, { query: 'M\u00fcller' }));

  test('with an unknown or repeated query parameter is refused', async () => {
    const unknown = await http.get('/dogs?query=a&size=3').expect(400);
    expect(unknown.body.errors).toEqual([
      { pointer: '/size', rule: 'unknown-field', message: 'Dieses Feld gibt es hier nicht.' },
    ]);
    await http.get('/dogs?query=a&query=b').expect(400);
  });

  test('with an id that is no UUID is refused by name', async () => {
    const answer = await http.patch("/dogs/1'--").set('If-Match', '"1"').expect(400);
    expect(answer.body).toMatchObject({ type: problem('malformed-parameter'), parameter: 'id' });
  });
});

describe('fields', () => {
  const create = () => http.post('/dogs').set('Idempotency-Key', 'k1');

  test('that are wrong or unknown are listed, in the language of the reader', async () => {
    const dog = { name: 'x'.repeat(11), age: '3', colour: 'brown' };
    const german = await create().send(dog).expect(400);
    const english = await create().set('Accept-Language', 'en').send(dog).expect(400);
    expect(german.body.errors).toEqual([
      { pointer: '/colour', rule: 'unknown-field', message: 'Dieses Feld gibt es hier nicht.' },
      { pointer: '/name', rule: 'max-length', message: 'Dieses Feld darf höchstens 10 Zeichen lang sein.' },
      { pointer: '/age', rule: 'is-int', message: 'Dieses Feld muss eine ganze Zahl sein.' },
    ]);
    expect(english.body.errors.map(({ message }: { message: string }) => message)).toEqual([
      'This field does not exist here.',
      'This field must be shorter than or equal to 10 characters.',
      'This field must be an integer number.',
    ]);
  });

  test.each([[undefined], ['[]'], ['null'], ['"text"'], ['7']])(
    'of a body that is %s are missing',
    async (body) => {
      const answer = await create().set('Content-Type', 'application/json').send(body);
      expect(answer.status).toBe(400);
    },
  );
});

describe('a body that has no fields', () => {
  test('may be absent or empty', async () => {
    await http.post('/nothing').expect(200, {});
    await http.post('/nothing').send({}).expect(200, {});
  });

  test('refuses every field by name', async () => {
    const answer = await http.post('/nothing').send({ more: 1 }).expect(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/more', rule: 'unknown-field' }]);
  });

  test.each(['[]', '"text"', '7', 'true'])('refuses %s', async (body) => {
    const answer = await http.post('/nothing').set('Content-Type', 'application/json').send(body).expect(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '', rule: 'is-object' }]);
  });
});

describe('an idempotency key', () => {
  const dog = { name: 'Rex', age: 3 };
  const create = (key: string, body: object = dog) =>
    http.post('/dogs').set('Idempotency-Key', key).send(body);

  test('is required', async () => {
    const answer = await http.post('/dogs').send(dog).expect(400);
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
  const change = () => http.patch('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11');

  test('is required for a change', async () => {
    const answer = await change().expect(428);
    expect(answer.body.type).toBe(problem('if-match-required'));
  });

  test('takes the ETag of the last answer and the answer has the next', () =>
    change().set('If-Match', '"5"').expect(200).expect('ETag', '"6"'));

  test.each(['5', 'W/"5"', '*', '"5", "6"', '"-1"', '"05"', '"1e3"', '""', '"99999999999999999999"'])(
    '%s is refused',
    async (tag) => {
      const answer = await change().set('If-Match', tag).expect(400);
      expect(answer.body.type).toBe(problem('if-match-malformed'));
    },
  );
});

describe('a service', () => {
  test('is alive and says which part is down', async () => {
    await http.get('/health/live').expect(200, { status: 'live' });
    await http.get('/health/ready').expect(200, {
      status: 'ready',
      parts: { database: { status: 'up' }, relay: { status: 'up', info: { lag: 0 } } },
    });
    broken = true;
    const answer = await http.get('/health/ready').expect(503);
    broken = false;
    expect(answer.body.parts.database).toEqual({ status: 'down', reason: 'connection refused' });
  });

  test('measures its answers by route pattern, never by address', async () => {
    await http.patch('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11').set('If-Match', '"5"');
    const { text } = await http.get('/metrics').expect(200);
    expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/dogs\/:id"/);
    expect(text).not.toContain('0197a3c2');
  });

  test('describes itself in OpenAPI 3.1 with its headers and problems', async () => {
    const { body } = await http.get('/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const headers = body.paths['/dogs'].post.parameters.map(({ name }: { name: string }) => name);
    expect(headers).toEqual(['Idempotency-Key']);
    expect(body.paths['/dogs/{id}'].patch.responses.default).toEqual({
      $ref: '#/components/responses/Problem',
    });
    expect(Object.keys(body.paths)).not.toContain('/health/ready');
  });

  test('answers a broken request line or header without a stack trace', async () => {
    const { port } = new URL(await app.getUrl());
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest({ port, path: '/dogs', headers: { cookie: 'x'.repeat(40_000) } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(431);
  });
});
