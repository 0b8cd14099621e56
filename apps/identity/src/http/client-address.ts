import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The network address of the browser: the last entry of X-Forwarded-For, which is the gateway's own; the others are claims. */
export const ClientAddress = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<Request>();
  const forwarded = request.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded || (request.socket.remoteAddress ?? 'unknown');
});
