import type { BrowserContext, Request, Response } from 'playwright-core';

/**
 * Notes what no page of ours may do: load something from another origin, lead to another machine, throw, complain on the console (there
 * Chromium also says what the Content-Security-Policy stopped), or come with a policy that lets strange script or style in.
 */
export function watch(context: BrowserContext): {
  readonly log: readonly string[];
  readonly complaints: readonly string[];
} {
  const log: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const stranger = strangerOf(request);
    if (stranger !== undefined) complaints.push(`${stranger} is asked for ${request.url()}`);
  });
  context.on('response', (response) => {
    const complaint = policyComplaint(response);
    if (complaint !== undefined) complaints.push(complaint);
  });
  context.on('console', (message) => {
    const line = `${message.type()}: ${message.text()} (${message.location().url})`;
    log.push(line);
    if (message.type() === 'error') complaints.push(`console ${line}`);
  });
  context.on('weberror', (error) => {
    complaints.push(`thrown: ${error.error().stack ?? error.error().message}`);
  });
  return { log, complaints };
}

/** Who is asked and is not one of us: a part of a page comes from its own origin, and everything from this machine. */
function strangerOf(request: Request): string | undefined {
  const url = new URL(request.url());
  if (['data:', 'blob:', 'about:'].includes(url.protocol)) return undefined;
  if (!/(^|\.)localhost$|^127\.0\.0\.1$/.test(url.hostname)) return url.host;
  if (request.isNavigationRequest() || request.serviceWorker() !== null) return undefined;
  const { origin } = new URL(request.frame().url());
  return origin === 'null' || origin === url.origin ? undefined : url.host;
}

/** Only what is served under a name of a city is ours; stand-ins have addresses. */
function policyComplaint(response: Response): string | undefined {
  const { hostname, pathname } = new URL(response.url());
  const headers = response.headers();
  if (!hostname.endsWith('.localhost') || !headers['content-type']?.startsWith('text/html')) return undefined;
  const policy = headers['content-security-policy'];
  if (policy === undefined) return `${pathname} has no Content-Security-Policy`;
  const unsafe = /'unsafe-[a-z-]+'/.exec(policy)?.[0];
  return unsafe && `${pathname} comes with the policy ${unsafe}`;
}
