import { Agent, fetch } from 'undici';

/** Every name below `localhost` is this machine (RFC 6761, 6.3), also where the system's resolver does not know it. */
const thisMachine = new Agent({
  connect: {
    lookup: (_name, { all }, found) =>
      all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
  },
});

/** Tells a city that a session has ended (OpenID Connect Back-Channel Logout): cities are on this machine, and nowhere else. */
export const fetchOnThisMachine = async (
  input: string | URL | Request,
  { method, headers, body, signal }: RequestInit = {},
): Promise<Response> => {
  const url = new URL(input instanceof Request ? input.url : input);
  const { hostname } = url;
  if (hostname !== 'localhost' && !hostname.endsWith('.localhost'))
    throw new Error(`${hostname} is not this machine`);
  const sent = { method, headers: [...new Headers(headers)], body, signal, dispatcher: thisMachine };
  return (await fetch(url, sent as Parameters<typeof fetch>[1])) as unknown as Response;
};
