import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import { routeConfig } from './raw-body';

/** The media type of a body that its route reads itself, as it comes (tus 1.0): bytes from an offset on. */
export const streamedBodyType = 'application/offset+octet-stream';

/** The route reads its body itself, whatever its size; on Fastify alone. Elsewhere such a body is refused (415). */
export const TakesStreamedBody = (): MethodDecorator =>
  applyDecorators(SetMetadata(routeConfig, { takesStreamedBody: true }), ApiConsumes(streamedBodyType));

/** Whether a route, as Fastify knows it, reads its body itself. */
export function takesStreamedBody({ config }: { readonly config?: unknown }): boolean {
  return (config as { readonly takesStreamedBody?: true } | undefined)?.takesStreamedBody === true;
}

/** The media types of a file that its route reads itself, as it comes. */
export const streamedXmlTypes = ['application/xml', 'text/xml'];

/** The route reads the XML of its body itself, whatever its size; on Fastify alone. */
export const TakesStreamedXml = (): MethodDecorator =>
  applyDecorators(SetMetadata(routeConfig, { takesStreamedXml: true }), ApiConsumes('application/xml'));

/** Whether a route, as Fastify knows it, reads the XML of its body itself. */
export function takesStreamedXml({ config }: { readonly config?: unknown }): boolean {
  return (config as { readonly takesStreamedXml?: true } | undefined)?.takesStreamedXml === true;
}
