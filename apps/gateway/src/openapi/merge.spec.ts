import type { OpenApiDocument } from './document';
import { mergeDocuments } from './merge';

const info = { site: 'portal', title: 'Duisburg', description: '' } as const;
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (name: string) => ({
  responses: { 200: { description: 'ok', content: { 'application/json': { schema: reference(name) } } } },
});
const problem = { type: 'object', properties: { type: { type: 'string' } } };

const application: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'application', version: '1' },
  paths: {
    '/portal/applications': {
      get: { operationId: 'list', security: [{ serviceToken: [] }], ...answer('Page') },
    },
    '/portal/services': { get: { operationId: 'Catalogue_list', security: [], ...answer('Problem') } },
    '/backoffice/work-list': { get: { operationId: 'workList', ...answer('WorkList') } },
    '/portal/mailbox': { get: { operationId: 'wrongPart', ...answer('Page') } },
    '/internal/streams': { get: { operationId: 'streams', ...answer('Stream') } },
  },
  components: {
    schemas: {
      Page: { type: 'array', items: reference('Item') },
      Found: { type: 'array', items: reference('Item') },
      Item: { type: 'object', properties: { id: { type: 'string' } } },
      WorkList: { type: 'array' },
      Stream: { type: 'object' },
      Problem: problem,
    },
    securitySchemes: { serviceToken: { type: 'http', scheme: 'bearer' } },
  },
};

const mailbox: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'mailbox', version: '1' },
  paths: {
    '/portal/mailbox': { get: { operationId: 'list', ...answer('Page') } },
    '/portal/applications/{id}/messages': {
      post: { operationId: 'write', ...answer('Problem') },
      get: { operationId: 'messages', ...answer('Page') },
    },
    '/portal/mailbox/search': { get: { operationId: 'search', ...answer('Found') } },
    '/operations/parked': { get: { operationId: 'parked', ...answer('Page') } },
  },
  components: {
    schemas: {
      Page: { type: 'object', properties: { items: { type: 'array', items: reference('Item') } } },
      Found: { type: 'array', items: reference('Item') },
      Item: { type: 'object', properties: { subject: { type: 'string' } } },
      Problem: problem,
    },
  },
};

const parts = [
  { part: 'application', document: application },
  { part: 'mailbox', document: mailbox },
] as const;
const portal = mergeDocuments(parts, info);
const backoffice = mergeDocuments(parts, { ...info, site: 'backoffice' });

test('a site has the paths that it answers, under their public names, and no others', () => {
  expect(Object.keys(portal.paths)).toEqual([
    '/api/applications',
    '/api/applications/{id}/messages',
    '/api/mailbox',
    '/api/mailbox/search',
    '/api/services',
  ]);
  expect(Object.keys(backoffice.paths)).toEqual(['/api/operations/mailbox/parked', '/api/work-list']);
});

test('operation ids are unique', () => {
  const ids = Object.values(portal.paths).flatMap((item) =>
    Object.values(item).map((operation) => (operation as { operationId: string }).operationId),
  );
  expect(ids.sort()).toEqual(['Catalogue_list', 'list', 'mailbox_list', 'messages', 'search', 'write']);
});

test('components of the same name are kept apart when they differ, shared when they do not, and left out when unused', () => {
  expect(Object.keys(portal.components?.['schemas'] ?? {})).toEqual([
    'Item',
    'MailboxFound',
    'MailboxItem',
    'MailboxPage',
    'Page',
    'Problem',
  ]);
  expect(portal.components?.['schemas']?.['MailboxPage']).toEqual({
    type: 'object',
    properties: { items: { type: 'array', items: reference('MailboxItem') } },
  });
  expect(portal.components?.['schemas']?.['MailboxFound']).toEqual({
    type: 'array',
    items: reference('MailboxItem'),
  });
  expect(portal.paths['/api/mailbox']?.['get']).toMatchObject(answer('MailboxPage'));
});

test('security is that of the outside: a session, and for changes its CSRF token', () => {
  const security = (path: string, method: string) => portal.paths[path]?.[method];
  expect(security('/api/applications', 'get')).toMatchObject({ security: [{ session: [] }] });
  expect(security('/api/applications/{id}/messages', 'post')).toMatchObject({
    security: [{ session: [], csrfToken: [] }],
  });
  expect(security('/api/services', 'get')).toMatchObject({ security: [{}, { session: [] }] });
  expect(portal.components?.['securitySchemes']).toMatchObject({
    session: { in: 'cookie', name: 'session' },
    csrfToken: { in: 'header', name: 'X-CSRF-Token' },
  });
});

test('a problem is one schema: of every part, and of the gateway in its place', () => {
  const problems = (types: readonly string[], actions: readonly string[]) => ({
    ...{ type: 'object', required: ['type'] },
    properties: {
      type: { type: 'string', enum: types },
      allowed: { type: 'array', items: { type: 'string', ...(actions.length > 0 && { enum: actions }) } },
    },
  });
  const withProblem = (document: OpenApiDocument, schema: object): OpenApiDocument => ({
    ...document,
    components: { schemas: { ...document.components?.['schemas'], Problem: schema } },
  });
  const merged = mergeDocuments(
    [
      {
        part: 'application',
        document: withProblem(application, problems(['not-found', 'form-invalid'], ['submit'])),
      },
      { part: 'mailbox', document: withProblem(mailbox, problems(['not-found'], [])) },
    ],
    { ...info, problems: ['part-unavailable'] },
  );
  const { Problem, ...others } = merged.components?.['schemas'] ?? {};
  expect(Problem).toEqual(problems(['form-invalid', 'not-found', 'part-unavailable'], ['submit']));
  expect(Object.keys(others).filter((name) => name.includes('Problem'))).toEqual([]);
});
