import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { TenantRegistry } from '#configuration';
import { pathAndQuery, Problem } from '#http';
import { Callers, type Caller } from './caller-tokens';
import { Clients, type Client } from './clients';
import type { PartName } from './parts';
import { Proxy } from './proxy/proxy';
import {
  findRoute,
  isActingFor,
  isActivity,
  isCallback,
  isHandOver,
  isPage,
  isSentFromElsewhere,
  isSignIn,
  isSignOut,
  type Route,
} from './routes';
import { assertNotForged, assertSameSite } from './sessions';
import { hostOf, refuseTwoHosts, siteAt } from './site';
import { SessionWatch } from './streams/session-watch';
import { Visitors } from './visitors';

/** The way of a request to a part: which city, who asks, whether they may, and where it leads. */
@Injectable()
export class Passage {
  constructor(
    private readonly tenants: TenantRegistry,
    private readonly clients: Clients,
    private readonly callers: Callers,
    private readonly proxy: Proxy,
    private readonly watch: SessionWatch,
    private readonly visitors: Visitors,
  ) {}

  /**
   * @returns the part that the request went to
   * @throws Problem when the request may not go on, or nowhere.
   */
  async pass(request: IncomingMessage, response: ServerResponse, correlationId: string): Promise<PartName> {
    refuseTwoHosts(request);
    const [path, query] = pathAndQuery(request.url ?? '');
    const visitor = await this.visitors.of(request);
    // From here on it is as if the visitor's browser had asked.
    if (visitor) request.headers.host = visitor.host;
    const { tenant, site } = siteAt(this.tenants, hostOf(request));
    const route = findRoute(site, path);
    const isCall = route !== undefined && isCallback(route);
    const isAnswer = route !== undefined && isSentFromElsewhere(route);
    const signsIn = isAnswer || (route !== undefined && isSignIn(route));
    const client = await this.clients.admit(visitor?.client ?? this.clients.clientOf(request), { signsIn });
    if (!route) throw new Problem('not-found');
    // What a browser has of ours must decide nothing where another site sends it.
    if (isAnswer || isCall) delete request.headers.cookie;
    else assertSameSite(request, client.protocol);
    const browser = { cookie: request.headers.cookie ?? '', overTls: client.protocol === 'https' };
    if (isPage(route)) {
      const target = { part: route.part, path: route.path + query };
      return this.passToPages(request, response, target, client, correlationId);
    }
    const ask = (): Promise<Caller> =>
      this.callers.of(browser, tenant.key, isActivity(request.method, route), correlationId);
    let caller = await ask();
    const { session, token } = caller;
    if (session && !isSignIn(route) && !isHandOver(route)) assertNotForged(request, session);
    const forget = this.callers.forgetter(browser, tenant.key);
    // A step-up, and acting for somebody, give the browser a new secret id; the former one must not go on living here.
    if (isSignOut(route) || isSignIn(route) || isActingFor(route)) forgetAround(response, forget);
    const askAgain = async (): Promise<string> => {
      forget();
      caller = await ask();
      return caller.token;
    };
    const introduction = {
      ...{ token, client, correlationId, ...(session && { askAgain }) },
      ...{ saysWhoItIs: isHandOver(route), isCall },
    };
    const target = { part: route.part, path: route.path + query };
    this.proxy.pass(request, response, target, introduction, (stream) => {
      if (caller.session) this.endWithSession(stream, tenant.key, caller.session.token, forget);
    });
    return route.part;
  }

  /** Pages know nobody: they ask the API with what the browser brought, and in its name. */
  private async passToPages(
    request: IncomingMessage,
    response: ServerResponse,
    target: Route,
    client: Client,
    correlationId: string,
  ): Promise<PartName> {
    const visitor = await this.visitors.introduce({ client, host: hostOf(request) });
    this.proxy.pass(request, response, target, { client, correlationId, visitor }, () => undefined);
    return target.part;
  }

  /** An event stream ends with the session that it was opened in. */
  private endWithSession(stream: ServerResponse, tenant: string, token: string, forget: () => void): void {
    const { sub: personId, sid: handle } = decodeJwt<{ sid?: string }>(token);
    if (personId === undefined || handle === undefined) return;
    const end = (): void => {
      // Its browser comes back, and must not find the session remembered here.
      forget();
      stream.end();
    };
    stream.once('close', this.watch.watch(tenant, { personId, handle, end }));
  }
}

/** Once before and once after: a request of the same session may have asked identity while it was being signed out. */
function forgetAround(response: ServerResponse, forget: () => void): void {
  forget();
  response.once('close', forget);
}
