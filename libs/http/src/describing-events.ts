import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** A stream of server-sent events, for whoever reads the document. */
export interface DescribedEvents {
  readonly description: string;
  /** The class of what each event carries as JSON, by the event's name. */
  readonly events: Readonly<Record<string, Type>>;
  readonly example?: string;
}

/**
 * The route answers with server-sent events. OpenAPI 3.1 knows them as one text; what the events carry stands in `x-events` of its
 * schema, and among the components, so that a generated client has its types.
 */
export function AnswersWithEvents({ description, events, example }: DescribedEvents): MethodDecorator {
  const carried = Object.fromEntries(
    Object.entries(events).map(([name, model]) => [name, { $ref: getSchemaPath(model) }]),
  );
  return applyDecorators(
    ApiExtraModels(...Object.values(events)),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description:
        'Id of the last event that was seen; the stream goes on after it, if that was at most a quarter of an hour ago.',
    }),
    ApiOkResponse({
      description,
      content: {
        'text/event-stream': {
          // An extension, which Swagger's types do not know.
          schema: Object.assign({ type: 'string' }, { 'x-events': carried }),
          ...(example !== undefined && { example }),
        },
      },
    }),
  );
}
