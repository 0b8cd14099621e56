import { dogService, platforms, problem } from './dog-service';

describe.each(platforms)('on %s,', (platform) => {
  const service = dogService(platform);
  const anything = (body: string, type = 'application/json') =>
    service.http.post('/anything').set('Content-Type', type).send(body);

  describe('a body', () => {
    test('that is not JSON is refused with the place of the mistake', async () => {
      const answer = await anything('{\n  "name": }').expect(400);
      expect(answer.body).toMatchObject({
        type: problem('malformed-json'),
        position: 12,
        line: 2,
        column: 11,
      });
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

    test('in another charset is refused', () =>
      anything('{}', 'application/json; charset=latin1').expect(415));
    test('of a JSON-based type is taken', () => anything('{}', 'application/merge-patch+json').expect(200));
    test('may be absent', () => service.http.post('/anything').expect(200, { body: null }));

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
      const answer = await fetch(`${await service.app.getUrl()}/anything`, {
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
        const answer = await service.http.get(path).expect(400);
        expect(answer.body.type).toBe(problem('malformed-address'));
      },
    );

    test('has its query brought into normal form C', () =>
      service.http.get('/dogs?query=Mu%CC%88ller').expect(200, { query: 'M\u00fcller' }));

    test('with an unknown or repeated query parameter is refused', async () => {
      const unknown = await service.http.get('/dogs?query=a&size=3').expect(400);
      expect(unknown.body.errors).toEqual([
        { pointer: '/size', rule: 'unknown-field', message: 'Dieses Feld gibt es hier nicht.' },
      ]);
      await service.http.get('/dogs?query=a&query=b').expect(400);
    });

    test('with an id that is no UUID is refused by name', async () => {
      const answer = await service.http.patch("/dogs/1'--").set('If-Match', '"1"').expect(400);
      expect(answer.body).toMatchObject({ type: problem('malformed-parameter'), parameter: 'id' });
    });
  });

  describe('fields', () => {
    const create = () => service.http.post('/dogs').set('Idempotency-Key', 'k1');

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
      await service.http.post('/nothing').expect(200, {});
      await service.http.post('/nothing').send({}).expect(200, {});
    });

    test('refuses every field by name', async () => {
      const answer = await service.http.post('/nothing').send({ more: 1 }).expect(400);
      expect(answer.body.errors).toMatchObject([{ pointer: '/more', rule: 'unknown-field' }]);
    });

    test.each(['[]', '"text"', '7', 'true'])('refuses %s', async (body) => {
      const answer = await service.http
        .post('/nothing')
        .set('Content-Type', 'application/json')
        .send(body)
        .expect(400);
      expect(answer.body.errors).toMatchObject([{ pointer: '', rule: 'is-object' }]);
    });
  });
});
