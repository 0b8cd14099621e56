import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { TypeDescriptions, type DescribedTypes } from './described-types';
import { etagExtension } from './etag';
import { InputSchemas } from './input-schemas';
import { OpenApiModule } from './openapi.module';
import { ProblemCatalogue } from './problem-catalogue';
import { problemResponse, problemSchema } from './problem-schema';
import { accessKey } from './public-route';

/** A part of an OpenAPI document whose inside is not looked at here. */
export type OpenApiPart = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of a service: its controllers, what is checked of their input, the problem schema, and a problem
 * answer for every operation.
 */
export function openApiDocument(app: INestApplication, service: string): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle(`Serviceportal: ${service}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'serviceToken')
    .build();
  const document = SwaggerModule.createDocument(app, info, { operationIdFactory: operationId });
  const schemas = { ...document.components?.schemas, Problem: problemSchema(app.get(ProblemCatalogue)) };
  document.components = {
    ...document.components,
    schemas,
    responses: { ...document.components?.responses, Problem: problemResponse },
  };
  const inputs = new InputSchemas();
  inputs.narrowComponents(schemas);
  const descriptions = new TypeDescriptions(document, typesOf(app));
  const routes = routesByOperation(app);
  for (const operation of operationsIn(document)) {
    if (operation.responses) operation.responses['default'] ??= { $ref: '#/components/responses/Problem' };
    // A method with several addresses is described once for each, with a number behind its name.
    const route = routes.get(operation.operationId?.replace(/\[\d+\]$/, '') ?? '');
    describeAccess(operation, route?.access);
    describeInput(operation, route?.inputs ?? [], inputs);
    describeETag(operation);
    if (route !== undefined) describeAnswer(operation, route, descriptions);
  }
  return withoutNullable(document) as OpenAPIObject;
}

interface DescribedOperation {
  operationId?: string;
  description?: string;
  responses?: OpenApiPart;
  [etagExtension]?: unknown;
  security?: object[];
  parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: unknown }[];
  requestBody?: { required?: boolean; readonly content?: Readonly<Record<string, { schema?: unknown }>> };
}

/** What the build has read of the types; a service without an {@link OpenApiModule} has none. */
function typesOf(app: INestApplication): DescribedTypes {
  const modules = [...app.get(ModulesContainer).values()];
  const described = modules.find(({ metatype }) => metatype === OpenApiModule)?.instance as
    OpenApiModule | undefined;
  return described?.types ?? { definitions: {}, models: {}, answers: {} };
}

interface DescribedResponse {
  content?: Record<string, { schema?: OpenApiPart }>;
}

function operationId(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}_${method}`;
}

function operationsIn(document: OpenAPIObject): DescribedOperation[] {
  return Object.values(document.paths).flatMap((item) => Object.values(item) as DescribedOperation[]);
}

/** What the decorators of #auth say about a route, as far as the document tells it. */
interface Access {
  readonly to: string;
  readonly roles?: readonly string[];
}

interface Route {
  readonly controller: string;
  readonly method: string;
  readonly access: Access | undefined;
  /** The names of the classes that its parameters are read into. */
  readonly inputs: readonly string[];
}

/** The methods of all controllers, by operation id. */
function routesByOperation(app: INestApplication): Map<string, Route> {
  const found = new Map<string, Route>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const method of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[method];
        if (typeof handler !== 'function') continue;
        const access = (Reflect.getMetadata(accessKey, handler) ??
          Reflect.getMetadata(accessKey, metatype)) as Access | undefined;
        const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as unknown[];
        const inputs = types.filter((type) => typeof type === 'function').map(({ name }) => name);
        found.set(operationId(metatype.name, method), {
          controller: metatype.name,
          method,
          access,
          inputs,
        });
      }
    }
  }
  return found;
}

/** A route without a decorator is for signed-in persons, as the guard has it. */
function describeAccess(operation: DescribedOperation, access: Access | undefined): void {
  const open = access?.to === 'everyone' || access?.to === 'strangers';
  operation.security = open ? [] : [{ serviceToken: [] }];
  if (!access?.roles) return;
  const roles = `Roles: ${access.roles.join(', ')}.`;
  operation.description = operation.description ? `${operation.description}\n\n${roles}` : roles;
}

function describeInput(
  { parameters = [], requestBody }: DescribedOperation,
  classes: readonly string[],
  inputs: InputSchemas,
): void {
  for (const { name, in: place, schema } of parameters)
    if (place === 'query') inputs.narrowParameter(name, schema, classes);
  const body = Object.values(requestBody?.content ?? {})[0]?.schema as { $ref?: string } | undefined;
  if (requestBody && inputs.isOptional(body?.$ref?.split('/').at(-1) ?? '')) requestBody.required = false;
}

function describeETag(operation: DescribedOperation): void {
  if (operation[etagExtension] === undefined) return;
  delete operation[etagExtension];
  for (const [status, response] of Object.entries(operation.responses ?? {}))
    if (status.startsWith('2')) (response as OpenApiPart)['headers'] = { ETag: etagHeader };
}

/** Every success has a body that is said, but for those that have none and for streams. */
function describeAnswer(
  { responses = {} }: DescribedOperation,
  { controller, method }: Route,
  descriptions: TypeDescriptions,
): void {
  for (const [status, response] of Object.entries(responses) as [string, DescribedResponse][]) {
    if (!/^20[01]$/.test(status)) continue;
    const schema = response.content?.['application/json']?.schema;
    if (schema === undefined && response.content !== undefined) continue;
    const known = descriptions.answer(controller, method, schema);
    if (Object.keys(known).length > 0) response.content = { 'application/json': { schema: known } };
  }
}

const etagHeader = {
  description: 'The version of what is shown or was changed; the next change sends it back as `If-Match`.',
  schema: { type: 'string', pattern: '^"\\d+"$', example: '"5"' },
};

/** OpenAPI 3.1 knows no `nullable`: null is a type of its own. */
function withoutNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullable);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as OpenApiPart;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, withoutNullable(item)]));
  if (typeof nullable !== 'boolean')
    return nullable === undefined ? copy : { ...copy, nullable: withoutNullable(nullable) };
  if (!nullable) return copy;
  if (typeof copy['type'] === 'string') {
    const options = copy['enum'];
    return {
      ...copy,
      type: [copy['type'], 'null'],
      ...(Array.isArray(options) && { enum: [...options, null] }),
    };
  }
  return { anyOf: [copy, { type: 'null' }] };
}
