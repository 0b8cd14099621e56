import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { readBytes, tooLarge } from './body';

/** What Nest's adapter gives to Fastify as the `config` of a route; its own constant lies behind the whole adapter. */
export const routeConfig = '__fastify_route_config__';

/** Largest raw body, in bytes. */
const limitBytes = 64_000;

/**
 * The route takes the bytes of its body as they came, of whatever media type, at most 64 kB: a signature is over the bytes, and a
 * stranger's word is read only once it is believed. On Fastify alone. The parameter is {@link RawBody}.
 */
export const TakesRawBody = (): MethodDecorator => SetMetadata(routeConfig, { takesRawBody: true });

/** Whether a route, as Fastify knows it, takes the bytes of its body. */
export function takesRawBody({ config }: { readonly config?: unknown }): boolean {
  return (config as { readonly takesRawBody?: true } | undefined)?.takesRawBody === true;
}

/** The bytes of the body; none where there is none. Only on routes that take them ({@link TakesRawBody}). */
export const RawBody = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => {
  const { body } = context.switchToHttp().getRequest<{ body?: unknown }>();
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
});

/** Reads the bytes of a body, not decompressed. @throws Problem `body-too-large` */
export async function readRawBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  return readBytes(request, request, limitBytes);
}
