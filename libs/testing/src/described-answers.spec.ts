import { DescribedAnswers } from './described-answers';
import { StandIn } from './stand-in';

const pet = {
  type: 'object',
  properties: { name: { type: 'string' }, born: { type: 'string', format: 'date' } },
  required: ['name'],
};
const answers = (schema: object) => ({
  get: { responses: { 200: { content: { 'application/json': { schema } } } } },
});
const document = {
  paths: {
    '/pets/{id}': answers({ $ref: '#/components/schemas/Pet' }),
    '/pets/all': answers({ type: 'array', items: { $ref: '#/components/schemas/Pet' } }),
  },
  components: { schemas: { Pet: pet } },
};

let described: DescribedAnswers;
let service: StandIn;
beforeAll(async () => {
  service = await StandIn.start(() => ({ body: document }));
  described = await DescribedAnswers.of(service.url);
});
afterAll(() => service.stop());

test('an answer that is as it is described comes back', () => {
  const answer = { status: 200, body: { name: 'Rex', born: '2020-02-29' } };
  expect(described.check('get', '/pets/7?full=yes', answer)).toBe(answer);
  expect(described.check('get', '/pets/all', { status: 200, body: [] }).body).toEqual([]);
});

test.each([
  [{}, "body must have required property 'name'"],
  [{ name: 7 }, 'body/name must be string'],
  [{ name: 'Rex', born: 'yesterday' }, 'body/born must match format "date"'],
  [{ name: 'Rex', owner: 'nobody' }, 'body must NOT have additional properties'],
])('%j is not as it is described', (body, fault) => {
  expect(() => described.check('get', '/pets/7', { status: 200, body })).toThrow(
    `get /pets/7 answers otherwise than its description says:\n${fault}`,
  );
});

test('a problem, and what is not described at all, is left to others', () => {
  expect(described.check('get', '/pets/7', { status: 404, body: { title: 'Not here' } }).status).toBe(404);
  expect(described.check('post', '/dogs', { status: 200, body: 'x' }).body).toBe('x');
});
