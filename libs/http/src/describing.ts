import { ApiParam } from '@nestjs/swagger';

/** Lets a parameter decorator describe its route in the OpenAPI document. */
export function describing(description: MethodDecorator): ParameterDecorator {
  return (controller, method) => {
    if (method === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(controller, method);
    if (descriptor) description(controller, method, descriptor);
  };
}

/** A UUID in the path. */
export const describingId = (name: string): ParameterDecorator =>
  describing(ApiParam({ name, schema: { type: 'string', format: 'uuid' } }));
