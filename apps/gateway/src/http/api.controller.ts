import { All, Controller, Inject, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { correlationIdOf, Problem } from '#http';
import { AnonymousTokens } from '../caller-tokens';
import { gatewayParts, type Parts } from '../parts';
import { Proxy } from '../proxy/proxy';
import { findRoute, isSignIn } from '../routes';
import { assertNotForged, assertSameSite, Sessions } from '../sessions';
import { siteOf } from '../site';
import { RateLimitGuard } from './rate-limit.guard';

/** Everything below `/api` that the gateway does not answer itself. */
@Controller('api')
@UseGuards(RateLimitGuard)
export class ApiController {
  constructor(
    private readonly sessions: Sessions,
    private readonly anonymous: AnonymousTokens,
    private readonly proxy: Proxy,
    @Inject(gatewayParts) private readonly parts: Parts,
  ) {}

  /** Passes a request on to the part that it is for, in the name of the session's person or of a stranger. */
  @All('*path')
  async pass(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { tenant, site } = siteOf(request);
    const [path = '', query] = request.originalUrl.split(/\?(.*)/s, 2);
    const route = findRoute(site, path.slice('/api'.length));
    if (!route) throw new Problem('not-found');
    assertSameSite(request);
    const session = await this.sessions.of(request, tenant.key, correlationIdOf(request));
    if (session && !isSignIn(route)) assertNotForged(request, session);
    if (path === '/api/sign-out') this.forgetAround(request, response, tenant.key);
    const token = session?.token ?? (await this.anonymous.for(tenant.key));
    const target = query === undefined ? route.path : `${route.path}?${query}`;
    await this.proxy.pass(request, response, this.parts[route.part], target, token);
  }

  /** Once before and once after: a request of the same session may have asked identity while it was being signed out. */
  private forgetAround(request: Request, response: Response, tenant: string): void {
    const forget = this.sessions.forgetter(request, tenant);
    forget();
    response.once('close', forget);
  }
}
