import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The network address of the browser: the last entry of X-Forwarded-For, which is the gateway's own; the others are claims. */
export function clientAddressOf(request: Request): string {
  const forwarded = request.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded || (request.socket.remoteAddress ?? 'unknown');
}

/** {@link clientAddressOf} the request. */
export const ClientAddress = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  clientAddressOf(context.switchToHttp().getRequest<Request>()),
);
