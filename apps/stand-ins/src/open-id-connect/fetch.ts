import { Agent, fetch } from 'undici';
import { lookupOfCities } from '../cities';

/**
 * How a stand-in tells a city that a session has ended (OpenID Connect Back-Channel Logout); nobody but cities is asked.
 * @param host where the cities are reached from here
 */
export function fetchAtCities(host: string): typeof globalThis.fetch {
  const dispatcher = new Agent({ connect: { lookup: lookupOfCities(host) } });
  return async (input, { method, headers, body, signal } = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!/(^|\.)localhost$/.test(url.hostname))
      throw new Error(`${url.hostname} is no city of the demonstration`);
    const sent = { method, headers: [...new Headers(headers)], body, signal, dispatcher };
    return (await fetch(url, sent as Parameters<typeof fetch>[1])) as unknown as Response;
  };
}
