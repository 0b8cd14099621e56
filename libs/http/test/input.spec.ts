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

    test.each([undefined, null, ''])(
      'that were left out or empty (%p) are said to be missing, whatever they are',
      async (nothing) => {
        const dog = { name: nothing, age: nothing };
        const german = await create().send(dog).expect(400);
        expect(german.body.errors).toEqual([
          { pointer: '/name', rule: 'required', message: 'Diese Angabe fehlt.' },
          { pointer: '/age', rule: 'required', message: 'Diese Angabe fehlt.' },
        ]);
        const english = await create().set('Accept-Language', 'en').send(dog).expect(400);
        expect(english.body.errors).toMatchObject([{ message: 'This entry is missing.' }, {}]);
      },
    );

    test('that are wrong or unknown are listed, in the language of the reader', async () => {
      const dog = { name: 'x'.repeat(11), age: '3', colour: 'brown' };
      const german = await create().send(dog).expect(400);
      const english = await create().set('Accept-Language', 'en').send(dog).expect(400);
      expect(german.body.errors).toEqual([
        { pointer: '/colour', rule: 'unknown-field', message: 'Dieses Feld gibt es hier nicht.' },
        { pointer: '/name', rule: 'max-length', message: 'Dieses Feld darf höchstens 10 Zeichen lang sein.' },
        { pointer: '/age', rule: 'is-int', message: 'Dieses Feld muss eine ganze Zahl sein.' },
        { pointer: '/age', rule: 'min', message: 'Dieses Feld darf nicht kleiner als 1 sein.' },
      ]);
      expect(english.body.errors.map(({ message }: { message: string }) => message)).toEqual([
        'This field does not exist here.',
        'This field must be shorter than or equal to 10 characters.',
        'This field must be an integer number.',
        'This field must not be less than 1.',
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

  describe('what is optional', () => {
    const greet = (body: object) =>
      service.http.post('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11/greet').send(body);
    const refused = async (body: object) => {
      const answer = await greet(body).expect(400);
      return [answer.body.type, answer.body.errors[0].pointer];
    };

    test('may be left out', () => greet({}).expect(200));

    test.each(['words', 'names', 'from'])('is not left out when %s is null', async (field) => {
      expect(await refused({ [field]: null })).toEqual([problem('invalid-input'), `/${field}`]);
    });

    test('is taken away by null only where it says so', async () => {
      const { body } = await greet({ nickname: null }).expect(200);
      expect(body.greeting).toEqual({ nickname: null });
      expect(await refused({ nickname: ' ' })).toEqual([problem('invalid-input'), '/nickname']);
    });
  });

  describe('what people write', () => {
    const greet = (greeting: object) =>
      service.http.post('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11/greet').send(greeting);

    test.each([
      ['nothing', ''],
      ['blanks', '  \u00a0\u2003'],
      ['tabs and lines', '\t\r\n'],
      ['zero-width characters', '\u200b\u200d\ufeff\u2060'],
      ['marks that combine with nothing', '\u0301\u0308'],
      ['a soft hyphen', '\u00ad'],
      ['control characters', '\u0007\u001b'],
      ['Hangul fillers and the empty Braille pattern', '\u3164\u115f\u2800'],
      ['variation selectors and tags', '\ufe0f\u{e0041}'],
    ])('is no text when it is %s', async (_what, words) => {
      for (const [greeting, pointer] of [
        [{ words }, '/words'],
        [{ names: ['Rex', words] }, '/names'],
      ] as const) {
        const { body } = await greet(greeting).expect(400);
        const isMissing = pointer === '/words' && words.trim() === '';
        expect(body.errors[0]).toMatchObject({ pointer, rule: isMissing ? 'required' : 'has-visible-text' });
      }
    });

    test('is trimmed, its inside kept', async () => {
      const { body } = await greet({ words: '\t Guter  Hund\n', names: [' Rex '] }).expect(200);
      expect(body.greeting).toEqual({ words: 'Guter  Hund', names: ['Rex'] });
    });

    test.each(['a', '7', '!', '🐶', 'ي', '犬', 'e\u0301'])('may be %s alone', (words) =>
      greet({ words }).expect(200),
    );
  });

  describe('a name', () => {
    const call = (master: string, language = 'en') =>
      service.http
        .post('/dogs/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11/greet')
        .set('accept-language', language)
        .send({ master });

    test.each(["Zoë D'Arc-O’Neill", 'Zoe\u0308', 'J̌ohn', 'Müller & Söhne 4711'])('may be %s', (name) =>
      call(name).expect(200),
    );

    test.each([
      ['Илья', 'И л ь я'],
      ['Anna😀', '😀'],
      ['An\u200bna', 'U+200B'],
    ])('is not %s, and says which characters are too much', async (name, foreign) => {
      const { body } = await call(name, 'de').expect(400);
      expect(body.errors).toEqual([
        {
          ...{ pointer: '/master', rule: 'is-latin' },
          message: `Möglich sind lateinische Buchstaben (auch mit Akzenten), Ziffern und übliche Satzzeichen, nicht aber: ${foreign}.`,
        },
      ]);
    });
  });

  describe('a query', () => {
    const find = (rest: string) => service.http.get(`/dogs?query=a${rest}`);

    test('is read as what its fields are', async () => {
      const { body } = await find('&limit=3&sizes=big,small&barking=false').expect(200);
      expect(body).toEqual({ query: 'a', limit: 3, sizes: ['big', 'small'], barking: false });
      expect((await find('&sizes=big&sizes=small').expect(200)).body.sizes).toEqual(['big', 'small']);
    });

    test.each([
      ...['', '%20', '0x3', '3.0', '1e0', '+3', '-3', '0', '10', 'NaN', '3&limit=4', '99999999999999999999'],
    ])('limit=%s is refused', async (limit) => {
      const { body } = await find(`&limit=${limit}`).expect(400);
      expect(body.errors[0].pointer).toBe('/limit');
    });

    test.each(['sizes=', 'sizes=huge', 'sizes=big,', 'barking=', 'barking=1', 'barking=true&barking=true'])(
      '%s is refused',
      async (part) => {
        const { body } = await find(`&${part}`).expect(400);
        expect(body.errors[0].pointer).toBe(`/${part.split('=')[0]}`);
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

    test.each(['[]', '"text"', '7', 'true', 'null'])('refuses %s', async (body) => {
      const answer = await service.http
        .post('/nothing')
        .set('Content-Type', 'application/json')
        .send(body)
        .expect(400);
      expect(answer.body.errors).toMatchObject([{ pointer: '', rule: 'is-object' }]);
    });
  });
});
