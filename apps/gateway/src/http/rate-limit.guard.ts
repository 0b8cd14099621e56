import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import { Problem } from '#http';

const minuteMs = 60_000;

/** Per client address and minute: all requests, and attempts to sign in. */
export function rateLimits(requestsPerMinute: number, signInsPerMinute: number): ThrottlerModuleOptions {
  return {
    setHeaders: false,
    throttlers: [
      { name: 'requests', ttl: minuteMs, limit: requestsPerMinute },
      {
        name: 'sign-ins',
        ttl: minuteMs,
        limit: signInsPerMinute,
        skipIf: (context) => !isSignIn(context.switchToHttp().getRequest<Request>()),
      },
    ],
  };
}

function isSignIn({ path }: Request): boolean {
  return path === '/api/sign-in' || path.startsWith('/api/sign-in/');
}

/** Refuses clients that ask too often. One gateway process counts for itself. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** @throws Problem `too-many-requests` (429) with the seconds to wait. */
  protected override throwThrottlingException(
    _: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new Problem('too-many-requests', {
      retryAfter: Math.max(1, detail.timeToBlockExpire || detail.timeToExpire),
    });
  }

  /** One count per client for all routes, not one per route. */
  protected override generateKey(_: ExecutionContext, client: string, limit: string): string {
    return `${limit} ${client}`;
  }
}
