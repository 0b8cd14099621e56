import type { OpenApiDocument } from '../src/openapi/document';
import { httpMethods } from '../src/openapi/document';

/** A JSON Schema as far as a wrong value is made of it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
  readonly schema?: Schema;
}

interface Described {
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** One request with one thing wrong in it. */
export interface WrongInput {
  readonly method: string;
  /** Path with its query, below the host; `{id}` and the like are filled in. */
  readonly path: string;
  readonly body?: unknown;
  /** The roles that may ask; undefined where anybody may. */
  readonly roles: readonly string[] | undefined;
  /** The field or parameter that the answer has to name; undefined for an address that leads nowhere. */
  readonly field?: string;
  readonly what: string;
}

const blanks = ['', ' \t\n', '\u200b\u2060', '\u0301'];

/** Every request that an OpenAPI document describes, with each of its fields wrong in turn. @param id of something that exists */
export function everyWrongInput(document: OpenApiDocument, id: string): WrongInput[] {
  const schemas = (document.components?.['schemas'] ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(document.paths).flatMap(([template, item]) =>
    httpMethods.flatMap((method) => {
      const operation = item[method] as Described | undefined;
      if (operation === undefined) return [];
      const parameters = operation.parameters ?? [];
      const roles = /Roles: ([\w, -]+)\./.exec(operation.description ?? '')?.[1]?.split(', ');
      const asked = { method: method.toUpperCase(), roles };
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
        name === 'id' ? id : String(exampleOf(parameters, name)),
      );
      return [
        ...wrongBodies(operation, schemas).map((wrong) => ({ ...asked, path, ...wrong })),
        ...wrongQueries(parameters, path).map((wrong) => ({ ...asked, ...wrong })),
        ...wrongPaths(template, path).map((wrong) => ({ ...asked, ...wrong })),
      ];
    }),
  );
}

function exampleOf(parameters: readonly Parameter[], name: string): unknown {
  const parameter = parameters.find((one) => one.name === name);
  return parameter?.example ?? parameter?.schema?.example ?? 'x';
}

type Wrong = Pick<WrongInput, 'body' | 'field' | 'what'>;

function wrongBodies({ requestBody }: Described, schemas: Readonly<Record<string, Schema>>): Wrong[] {
  // What is no JSON has no fields: bytes of a document.
  const [content] = Object.entries(requestBody?.content ?? {}).flatMap(([type, described]) =>
    type.endsWith('json') ? [described] : [],
  );
  if (content === undefined) return [];
  const schema = schemas[content.schema.$ref?.split('/').at(-1) ?? ''] ?? content.schema;
  const properties = Object.entries(schema.properties ?? {});
  const right = Object.fromEntries(properties.map(([name, { example }]) => [name, example]));
  const whole = [null, [], 'text', 7, true].map((body) => ({
    body: JSON.stringify(body),
    field: '',
    what: `the body ${JSON.stringify(body)}`,
  }));
  const fields = properties.flatMap(([name, property]) =>
    wrongValues(property).map((value) => ({
      body: { ...right, [name]: value },
      field: name,
      what: `${name}: ${JSON.stringify(value)}`,
    })),
  );
  return [...whole, ...fields];
}

function wrongValues(property: Schema): unknown[] {
  const types = [property.type ?? []].flat();
  const ofOtherTypes: unknown[] = types.includes('object') ? [] : [{}, { length: 3 }];
  if (!types.includes('null')) ofOtherTypes.push(null);
  if (!types.includes('array')) ofOtherTypes.push([], ['x']);
  if (!types.includes('boolean')) ofOtherTypes.push(true);
  if (!types.includes('integer') && !types.includes('number')) ofOtherTypes.push(7);
  if (types.includes('array')) ofOtherTypes.push([null], [{}], ...blanks.map((blank) => [blank]));
  return [...ofOtherTypes, ...blanks];
}

function wrongQueries(parameters: readonly Parameter[], path: string) {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, schema = {} }) => {
      const isList = [schema.type ?? []].flat().includes('array');
      const repeated = isList ? [] : [`${name}=x&${name}=y`, `${name}[]=x`];
      return [...blanks.map((blank) => `${name}=${encodeURIComponent(blank)}`), ...repeated].map((query) => ({
        path: `${path}?${query}`,
        field: query.startsWith(`${name}[]`) ? `${name}[]` : name,
        what: query,
      }));
    });
}

/** Names of what every object has, other ways of writing, and what is no id. */
const oddSegments = [
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'null', 'undefined', '0', '-1', '%20', '%00'],
  ...['%ff', '%2e%2e', '..%2f..', 'a%2fb', "1'--", '%F0%9F%90%B6', 'x'.repeat(300), '{id}', '*'],
];

function wrongPaths(template: string, path: string) {
  const segments = path.split('/');
  return template
    .split('/')
    .flatMap((segment, place) => (segment.startsWith('{') ? [place] : []))
    .flatMap((place) =>
      oddSegments.map((odd) => ({
        path: segments.map((segment, at) => (at === place ? odd : segment)).join('/'),
        what: `the segment ${odd}`,
      })),
    );
}
