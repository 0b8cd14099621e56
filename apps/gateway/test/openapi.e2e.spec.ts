import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString, type Config } from '@redocly/openapi-core';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { wholeSystem } from '#testing';
import type { OpenApiDocument } from '../src/openapi/document';
import { httpMethods } from '../src/openapi/document';
import { ask } from './client';
import { readingEveryField } from './strict-client/every-field';
import { GeneratedClient } from './strict-client/generated-client';
import { looseSchemas } from './strict-client/loose-schemas';

const sites = ['duisburg.localhost', 'backoffice.duisburg.localhost'] as const;
const apiClient = join(__dirname, '../../../libs/api-client/src');
const documents = new Map<string, OpenApiDocument>();
let rules: Config;

beforeAll(async () => {
  const system = await wholeSystem();
  const gateway = { getUrl: async () => system.gateway.replace('localhost', '127.0.0.1') };
  for (const host of sites) {
    const answer = await ask(gateway, '/api/openapi.json', { host });
    expect(answer.status).toBe(200);
    documents.set(host, JSON.parse(answer.text) as OpenApiDocument);
  }
  rules = await createConfig({
    rules: {
      struct: 'error',
      'no-unresolved-refs': 'error',
      'operation-operationId': 'error',
      'operation-operationId-unique': 'error',
      'operation-operationId-url-safe': 'error',
      'path-parameters-defined': 'error',
      'operation-parameters-unique': 'error',
      'no-identical-paths': 'error',
      'no-ambiguous-paths': 'error',
      'security-defined': 'error',
      'operation-4xx-response': 'off',
    },
  });
}, 400_000);

const documentOf = (host: string): OpenApiDocument => documents.get(host)!;

describe.each(sites)('the document of %s', (host) => {
  const site = host.startsWith('backoffice') ? 'backoffice' : 'portal';

  test('is OpenAPI 3.1 without a fault', async () => {
    const source = JSON.stringify(documentOf(host), null, 1);
    const faults = await lintFromString({ source, absoluteRef: `${host}.json`, config: rules });
    expect(
      faults.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
    ).toEqual([]);
  });

  test('has only examples that its own schemas allow', () => {
    expect(exampleFaults(documentOf(host))).toEqual([]);
    expect([...examplesIn(documentOf(host), '')].length).toBeGreaterThan(20);
  });

  test('would not get away with an example that its schema forbids', () => {
    const document = documentOf(host);
    const schemas = { ...document.components?.['schemas'] };
    const example = { type: 'about:blank', title: 'x', status: '412' };
    schemas['Problem'] = { ...(schemas['Problem'] as object), example };
    expect(exampleFaults({ ...document, components: { ...document.components, schemas } })).toEqual([
      '/components/schemas/Problem: data/type must be equal to one of the allowed values, data/status must be integer',
    ]);
  });

  test('is what a strict client can be generated from, which reads every field of every answer', () => {
    const client = new GeneratedClient(site, documentOf(host));
    expect(client.types).toContain('"application/problem+json": components["schemas"]["Problem"]');
    const program = readingEveryField(documentOf(host), `./${site}`);
    expect(program.match(/(text|number|flag|code)\(/g)?.length).toBeGreaterThan(300);
    expect(client.faultsOf(program)).toEqual([]);
  }, 180_000);

  test('is what the client of the pages was generated from (else: npm run client, while the system runs)', () => {
    const generated = new GeneratedClient(site, documentOf(host)).formatted();
    expect(generated).toBe(readFileSync(join(apiClient, `${site}.d.ts`), 'utf8'));
  }, 180_000);

  test('says of everything what it is', () => {
    expect(looseSchemas(documentOf(host))).toEqual([]);
  });

  test('says for every operation what comes back and what a problem looks like', () => {
    const silent = Object.entries(documentOf(host).paths).flatMap(([path, item]) =>
      httpMethods
        .map(
          (method) => item[method] as { operationId: string; responses: Record<string, unknown> } | undefined,
        )
        .filter((operation) => operation && !operation.responses['default'])
        .map((operation) => `${path} ${operation?.operationId}`),
    );
    expect(silent).toEqual([]);
  });
});

test('a client of the portal is written without a cast', () => {
  const client = new GeneratedClient('portal', documentOf('duisburg.localhost'));
  const program = readFileSync(join(__dirname, 'strict-client/portal.ts.txt'), 'utf8');
  expect(client.faultsOf(program)).toEqual([]);
  // The compiler would tell.
  expect(client.faultsOf(program.replace('entry.facts.outcome', 'entry.facts.until')).length).toBe(1);
}, 180_000);

test.each([
  ['CaseView', { clock: {} }, 'CaseView.clock could be anything'],
  ['CaseView', { form: { type: 'object' } }, 'CaseView.form could have any field'],
  ['CommandView', { status: { type: 'string' } }, 'CommandView.status is any text'],
  ['CaseView', { allowed: { type: 'array', items: { type: 'string' } } }, 'CaseView.allowed[] is any text'],
])('a document whose %s leaves %j open is caught', (name, open, fault) => {
  const document = documentOf('duisburg.localhost');
  const schemas = document.components?.['schemas'] as Record<string, { properties: object }>;
  const schema = { ...schemas[name], properties: { ...schemas[name]?.properties, ...open } };
  const opened = {
    ...document,
    components: { ...document.components, schemas: { ...schemas, [name]: schema } },
  };
  expect(looseSchemas(opened)).toEqual([fault]);
});

test.each(sites)('the document of %s says of every body which fields there are', (host) => {
  const { paths, components } = documentOf(host);
  const bodies = Object.entries(paths).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const { requestBody } = (item[method] ?? {}) as {
        requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
      };
      // What is no JSON has no fields: bytes of a document.
      return Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) =>
        type.endsWith('json') ? [{ path, schema }] : [],
      );
    }),
  );
  const schemas = components?.['schemas'] as Record<string, { additionalProperties?: unknown }>;
  const open = bodies.filter(
    ({ schema: { $ref } }) => schemas[$ref?.split('/').at(-1) ?? '']?.additionalProperties !== false,
  );
  expect(bodies.length).toBeGreaterThan(5);
  // A form has the fields of its service's own schema.
  expect(new Set(open.map(({ path }) => path))).toEqual(
    new Set(host.startsWith('backoffice') ? [] : ['/api/applications/{id}/form']),
  );
});

interface Example {
  readonly pointer: string;
  readonly schema: unknown;
  readonly example: unknown;
}

/** Every example of a document, beside the schema that it stands for: in schemas, parameters and contents. */
function* examplesIn(value: unknown, pointer: string): Generator<Example> {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Record<string, unknown>;
  if ('example' in node)
    yield { pointer, schema: 'schema' in node ? node['schema'] : node, example: node['example'] };
  const examples = node['examples'];
  if (Array.isArray(examples)) for (const example of examples) yield { pointer, schema: node, example };
  else if (typeof examples === 'object' && examples !== null && 'schema' in node) {
    for (const named of Object.values(examples)) {
      yield { pointer, schema: node['schema'], example: (named as { value: unknown }).value };
    }
  }
  for (const [key, item] of Object.entries(node)) {
    if (key !== 'example' && key !== 'examples') yield* examplesIn(item, `${pointer}/${key}`);
  }
}

/** The examples of a document that their schemas do not allow, by their place. */
function exampleFaults(document: OpenApiDocument): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ ...document, $id: 'document' });
  return [...examplesIn(document, '')].flatMap(({ pointer, schema, example }) => {
    const validate = ajv.compile(absolute(schema) as object);
    return validate(example) ? [] : [`${pointer}: ${ajv.errorsText(validate.errors)}`];
  });
}

/** The schema with references into the document instead of into itself. */
function absolute(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absolute);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, item]) => [
      key,
      key === '$ref' ? `document${String(item)}` : absolute(item),
    ]),
  );
}
