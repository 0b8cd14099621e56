import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * How the cities are found. Every name below `localhost` is this machine (RFC 6761, 6.3), also where the system's resolver does not
 * know it.
 * @param host where the cities are reached from here
 */
export function lookupOfCities(host: string): LookupFunction {
  return (name, options, found) => lookup(/(^|\.)localhost$/.test(name) ? host : name, options, found);
}
