import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { TenantRegistry } from '#configuration';
import { pathAndQuery, Problem } from '#http';
import { Callers } from './caller-tokens';
import { Clients } from './clients';
import type { PartName } from './parts';
import { Proxy } from './proxy/proxy';
import { findRoute, isSignIn, isSignOut } from './routes';
import { assertNotForged, assertSameSite } from './sessions';
import { hostOf, siteAt } from './site';

/** The way of a request to a part: which city, who asks, whether they may, and where it leads. */
@Injectable()
export class Passage {
  constructor(
    private readonly tenants: TenantRegistry,
    private readonly clients: Clients,
    private readonly callers: Callers,
    private readonly proxy: Proxy,
  ) {}

  /**
   * @returns the part that the request went to
   * @throws Problem when the request may not go on, or nowhere.
   */
  async pass(request: IncomingMessage, response: ServerResponse, correlationId: string): Promise<PartName> {
    const [path, query] = pathAndQuery(request.url ?? '');
    const { tenant, site } = siteAt(this.tenants, hostOf(request));
    const route = findRoute(site, path);
    const client = await this.clients.admit(request, { signsIn: route !== undefined && isSignIn(route) });
    if (!route) throw new Problem('not-found');
    assertSameSite(request);
    const { session, token } = await this.callers.of(request, tenant.key, correlationId);
    if (session && !isSignIn(route)) assertNotForged(request, session);
    if (isSignOut(route)) this.forgetAround(request, response, tenant.key);
    const introduction = { token, client, correlationId };
    this.proxy.pass(request, response, { part: route.part, path: route.path + query }, introduction);
    return route.part;
  }

  /** Once before and once after: a request of the same session may have asked identity while it was being signed out. */
  private forgetAround(request: IncomingMessage, response: ServerResponse, tenant: string): void {
    const forget = this.callers.forgetter(request, tenant);
    forget();
    response.once('close', forget);
  }
}
