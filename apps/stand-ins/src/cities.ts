import { lookup } from 'node:dns';
import { Agent } from 'undici';

/**
 * The way to the cities. Every name below `localhost` is this machine (RFC 6761, 6.3), also where the system's resolver does not know
 * it.
 * @param host where the cities are reached from here
 */
export function agentForCities(host: string): Agent {
  return new Agent({
    connect: {
      lookup: (name, options, found) => lookup(/(^|\.)localhost$/.test(name) ? host : name, options, found),
    },
  });
}
