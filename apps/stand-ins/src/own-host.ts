import type { IncomingMessage } from 'node:http';

/**
 * Names of this machine (RFC 6761, 6.3). Under any other, a page of a stranger could have its browser read what a stand-in keeps (DNS
 * rebinding).
 */
const ownHosts = /^(([\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Whether a request is for this machine, by the one name it says. */
export function isOwnHost({ rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host');
  return hosts.length === 1 && ownHosts.test(hosts[0]?.toLowerCase() ?? '');
}
