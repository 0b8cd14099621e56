import ts from 'typescript';
import { describedTypes } from '../described-types.mjs';

/** What a program of one file says of its DTOs and answers. */
function described(source: string) {
  const name = '/apps/pets/src/http/views.ts';
  const library = ts.createSourceFile('lib.d.ts', lib, ts.ScriptTarget.ES2023, true);
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2023, true);
  const host: ts.CompilerHost = {
    getSourceFile: (path) => (path === name ? file : path.endsWith('lib.d.ts') ? library : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => path === name,
    readFile: () => undefined,
    writeFile: () => undefined,
  };
  const program = ts.createProgram([name], { strict: true, exactOptionalPropertyTypes: true }, host);
  return describedTypes(program, [file], []);
}

/** As much of the library as the examples need. */
const lib = `
interface Array<T> { length: number; [n: number]: T }
interface ReadonlyArray<T> { readonly length: number; readonly [n: number]: T }
interface Boolean {} interface Function {} interface CallableFunction {} interface NewableFunction {} interface IArguments {}
interface Number {} interface Object {} interface RegExp {} interface String {}
interface Date { toJSON(): string }
interface Promise<T> { then(done: (value: T) => void): void }
type Record<K extends keyof any, T> = { [P in K]: T };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Exclude<T, U> = T extends U ? never : T;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
`;

const view = (property: string, more = '') =>
  described(`${more}\nexport class View { ${property} }`).models['View'] as Record<string, unknown>;

test.each([
  ['name!: string', { type: 'string' }],
  ['name!: string | null', { type: ['string', 'null'] }],
  ['name?: string', { type: 'string' }],
  ['age!: number', { type: 'number' }],
  ['tame!: boolean | null', { type: ['boolean', 'null'] }],
  [`kind!: 'dog' | 'cat'`, { type: 'string', enum: ['dog', 'cat'] }],
  [`kind?: 'dog' | 'cat' | null`, { type: ['string', 'null'], enum: ['dog', 'cat', null] }],
  [`kind!: 'dog'`, { type: 'string', const: 'dog' }],
  ['born!: Date', { type: 'string', format: 'date-time' }],
  ['names!: readonly string[]', { type: 'array', items: { type: 'string' } }],
  ['counts!: Record<"dog" | "cat", number>', expect.objectContaining({ required: ['dog', 'cat'] })],
  [
    'others!: { readonly [name: string]: unknown }',
    { type: 'object', additionalProperties: { $ref: '#/components/schemas/JsonValue' } },
  ],
  ['mixed!: string | number', { anyOf: [{ type: 'string' }, { type: 'number' }] }],
  ['anything!: unknown', {}],
])('%s is %j', (property, schema) => {
  expect(Object.values(view(property))).toEqual([schema]);
});

test('a type with a name is described once, and referred to', () => {
  const { models, definitions } = described(`
    /** Whom a pet belongs to. */
    export interface Owner { readonly name: string; readonly pets: readonly Pet[] }
    export interface Pet { readonly owner?: Owner; bark(): void }
    export class View { owner!: Owner | null; pets!: Pet[] }`);
  expect(models['View']).toEqual({
    owner: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] },
    pets: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
  });
  expect(definitions).toEqual({
    Owner: {
      type: 'object',
      description: 'Whom a pet belongs to.',
      properties: {
        name: { type: 'string' },
        pets: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
      },
      required: ['name', 'pets'],
    },
    Pet: { type: 'object', properties: { owner: { $ref: '#/components/schemas/Owner' } } },
  });
});

test('the name of a text says what it is, also where the property is a copy', () => {
  const more = `/** @format date */ type Day = string;
    interface Born { readonly day: Day;
      /** @asType integer */
      readonly weight?: number }
    const facts = ({ day, weight }: Born) => ({ day, ...(weight !== undefined && { weight }) });`;
  expect(view('born!: ReturnType<typeof facts>; other!: Omit<Born, "weight">', more)).toMatchObject({
    born: { properties: { day: { type: 'string', format: 'date' }, weight: { type: 'integer' } } },
    other: { properties: { day: { type: 'string', format: 'date' } }, required: ['day'] },
  });
});

test('what is told apart by a code is a union', () => {
  const more = `type Event = { readonly type: 'born'; readonly on: string } | { readonly type: 'sold'; readonly never?: never };`;
  const { models, definitions } = described(`${more} export class View { events!: readonly Event[] }`);
  expect(models['View']).toEqual({
    events: { type: 'array', items: { $ref: '#/components/schemas/Event' } },
  });
  expect(definitions['Event']).toEqual({
    anyOf: [
      {
        type: 'object',
        properties: { type: { type: 'string', const: 'born' }, on: { type: 'string' } },
        required: ['type', 'on'],
      },
      { type: 'object', properties: { type: { type: 'string', const: 'sold' } }, required: ['type'] },
    ],
  });
});

test('an answer is what the method of a controller promises', () => {
  const { answers } = described(`
    declare const Controller: any, Get: any, Post: any, ApiExcludeController: any;
    interface Pet { readonly name: string }
    @Controller('pets') export class PetsController {
      @Get() list(): Promise<{ readonly items: readonly Pet[] }> { throw 0 }
      @Post() add(): Promise<void> { throw 0 }
      other(): Pet { throw 0 }
    }
    @ApiExcludeController() @Controller('inner') export class InnerController { @Get() all(): Pet { throw 0 } }`);
  expect(answers).toEqual({
    'PetsController.list': {
      type: 'object',
      properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } },
      required: ['items'],
    },
  });
});

test('two types of one name are no answer', () => {
  const twice = `namespace A { export interface Pet { readonly a: string } } namespace B { export interface Pet { readonly b: string } }
    export class View { a!: A.Pet; b!: B.Pet }`;
  expect(() => described(twice)).toThrow(/^The OpenAPI document cannot show two types called Pet: /);
});
