import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

/** The media type of a body that its route reads itself, as it comes (tus 1.0): bytes from an offset on. */
export const streamedBodyType = 'application/offset+octet-stream';

/** What Nest's adapter gives to Fastify as the `config` of a route; its own constant lies behind the whole adapter. */
const routeConfig = '__fastify_route_config__';

/** The route reads its body itself, whatever its size; on Fastify alone. Elsewhere such a body is refused (415). */
export const TakesStreamedBody = (): MethodDecorator =>
  applyDecorators(SetMetadata(routeConfig, { takesStreamedBody: true }), ApiConsumes(streamedBodyType));

/** Whether a route, as Fastify knows it, reads its body itself. */
export function takesStreamedBody({ config }: { readonly config?: unknown }): boolean {
  return (config as { readonly takesStreamedBody?: true } | undefined)?.takesStreamedBody === true;
}
