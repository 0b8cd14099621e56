import type { OpenAPIObject } from '@nestjs/swagger';
import { problemTypePrefix, type ProblemCatalogue } from './problem-catalogue';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** The JSON Schema of the problems of one service: which there are, and what may be `allowed`. */
export function problemSchema({ all, actions }: Pick<ProblemCatalogue, 'all' | 'actions'>): Schema {
  return {
    type: 'object',
    description:
      'RFC 9457 problem details. Compare `type`; title and detail are for people, in German or English.',
    required: ['type', 'title', 'status'],
    properties: {
      type: { type: 'string', enum: all.map(([slug]) => problemTypePrefix + slug) },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string' },
      correlationId: {
        type: 'string',
        format: 'uuid',
        description: 'Name it when you ask us about this answer.',
      },
      allowed: {
        type: 'array',
        // A list of nothing would allow nothing at all.
        items: { type: 'string', ...(actions.length > 0 && { enum: [...actions] }) },
        description: 'The actions that are possible now.',
      },
      errors: {
        type: 'array',
        description: 'The fields that are not valid.',
        items: {
          type: 'object',
          required: ['pointer', 'rule', 'message'],
          properties: {
            pointer: { type: 'string', description: 'JSON pointer (RFC 6901) of the field.' },
            rule: { type: 'string' },
            label: { type: 'string', description: 'What a form calls the field.' },
            message: { type: 'string' },
          },
        },
      },
      retryAfter: { type: 'number', description: 'Seconds after which trying again makes sense.' },
    },
    example: {
      type: `${problemTypePrefix}version-conflict`,
      title: 'Der Stand hat sich inzwischen geändert.',
      status: 412,
    },
  };
}

/** How every operation may answer instead. */
export const problemResponse = {
  description: 'A problem: bad input, a missing right, a state that forbids it, or a part that is away.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
