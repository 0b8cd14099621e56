import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** A part of an OpenAPI document whose inside is not looked at here. */
export type OpenApiPart = Record<string, unknown>;

const problemSchema = {
  type: 'object',
  description:
    'RFC 9457 problem details. Compare `type`; title and detail are for people, in German or English.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', pattern: '^urn:serviceportal:problem:[a-z0-9-]+$' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    correlationId: {
      type: 'string',
      format: 'uuid',
      description: 'Name it when you ask us about this answer.',
    },
    allowed: { type: 'array', items: { type: 'string' }, description: 'The actions that are possible now.' },
    errors: {
      type: 'array',
      description: 'The fields that are not valid.',
      items: {
        type: 'object',
        required: ['pointer', 'rule', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901) of the field.' },
          rule: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
  example: {
    type: 'urn:serviceportal:problem:version-conflict',
    title: 'Der Stand hat sich inzwischen geändert.',
    status: 412,
  },
};

const problemResponse = {
  description: 'A problem: bad input, a missing right, a state that forbids it, or a part that is away.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The OpenAPI 3.1 document of a service: its controllers, the problem schema, and a problem answer for every operation. */
export function openApiDocument(app: INestApplication, service: string): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle(`Serviceportal: ${service}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'serviceToken')
    .build();
  const document = SwaggerModule.createDocument(app, info, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
    responses: { ...document.components?.responses, Problem: problemResponse },
  };
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as { responses?: OpenApiPart }[]) {
      if (operation.responses) operation.responses['default'] ??= { $ref: '#/components/responses/Problem' };
    }
  }
  return withoutNullable(document) as OpenAPIObject;
}

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
