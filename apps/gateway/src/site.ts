import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Problem } from '#http';
import type { Site, Tenant, TenantRegistry } from '#configuration';

/** Which city, and which of its two sites, a request is for. */
export interface TenantSite {
  readonly tenant: Tenant;
  readonly site: Site;
}

const sites = new WeakMap<IncomingMessage, TenantSite>();

/** The host names under which the gateway speaks for no city, but lists them all. */
const ownHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * City and site by the host name; the port does not matter.
 * @throws Problem `not-found` on the machine's own names, else `unknown-tenant` (404), which names the known hosts of
 *   this machine (`….localhost`): development, no secret.
 */
export function siteAt(tenants: TenantRegistry, host: string): TenantSite {
  const found = tenants.byHost(host);
  if (found) return found;
  if (ownHosts.has(nameOf(host))) throw new Problem('not-found');
  const knownHosts = localHosts(tenants);
  throw new Problem('unknown-tenant', knownHosts.length > 0 ? { knownHosts } : {});
}

/** Finds city and site of what the gateway answers itself; on the machine's own name it lists the cities. */
export function knowSite(tenants: TenantRegistry): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    refuseTwoHosts(request);
    const host = hostOf(request);
    if (request.path === '/' && ownHosts.has(nameOf(host)) && !tenants.byHost(host)) {
      response.json({ service: 'serviceportal', tenants: addresses(tenants, portOf(host)) });
      return;
    }
    sites.set(request, siteAt(tenants, host));
    next();
  };
}

/** City and site of a request. @throws Problem `not-found` on a host that belongs to no city. */
export function siteOf(request: Request): TenantSite {
  const site = sites.get(request);
  if (!site) throw new Problem('not-found');
  return site;
}

/**
 * Refuses a request with more than one `Host` (RFC 9112, 3.2): who stands before us may have read the other one.
 * @throws Problem `bad-request`
 */
export function refuseTwoHosts({ rawHeaders }: IncomingMessage): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  if (hosts > 1) throw new Problem('bad-request');
}

/** The `Host` of a request in small letters. */
export function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').toLowerCase();
}

function nameOf(host: string): string {
  return host.replace(/:\d*$/, '');
}

function portOf(host: string): string {
  return /:\d+$/.exec(host)?.[0] ?? '';
}

function localHosts(tenants: TenantRegistry): string[] {
  const hosts = tenants.all().flatMap(({ hosts: { portal, backoffice } }) => [...portal, ...backoffice]);
  return hosts.filter((host) => host.endsWith('.localhost'));
}

/** The list of cities for people and programs that find their way in. */
function addresses(tenants: TenantRegistry, port: string): object[] {
  return tenants.all().map(({ key, name, hosts: { portal, backoffice } }) => ({
    key,
    name,
    portal: portal.map((host) => `http://${host}${port}/`),
    backoffice: backoffice.map((host) => `http://${host}${port}/`),
  }));
}
