import {
  attributesOf,
  encryptAssertion,
  findPerson,
  responseParts,
  sign,
  successResponse,
} from '#saml-provider';
import { city, providerId, type IdentityWithProvider } from '../service/identity';

/** Somebody who is on the way back from the provider, with its answer. */
export interface Traveller {
  readonly answer: string;
  readonly relayState: string;
  readonly cookie: string;
}

/** Whoever is not answered by then ends the benchmark. */
const longestMs = 60_000;

/** How long the two steps of a sign-in took, in milliseconds. */
export interface Taken {
  /** From the answer to the verified proof. */
  readonly verified: number;
  /** From there to the session. */
  readonly opened: number;
}

/** People who sign in at identity, as the gateway passes them on. */
export class Travellers {
  constructor(
    private readonly identity: IdentityWithProvider,
    private readonly token: () => Promise<string>,
  ) {}

  /** Leaves for the provider, and is handed its answer. @param nth which of the people it is */
  async leave(nth: number): Promise<Traveller> {
    const answer = await this.ask('/portal/sign-in/bundid/start');
    const page = await answer.text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
    const request = Buffer.from(field('SAMLRequest').replaceAll('&#61;', '='), 'base64').toString();
    const [cookie = ''] = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    const requestId = / ID="([^"]+)"/.exec(request)?.[1] ?? '';
    return { answer: await this.answerTo(requestId, nth), relayState: field('RelayState'), cookie };
  }

  /** Comes back. @throws Error when somebody is not let in */
  async comeBack({ answer, relayState, cookie }: Traveller): Promise<Taken> {
    const began = performance.now();
    const brought = await this.ask('/portal/saml/acs', {
      method: 'POST',
      body: new URLSearchParams({ SAMLResponse: answer, RelayState: relayState }),
    });
    await brought.arrayBuffer();
    const verified = performance.now();
    const finished = await this.ask(`/portal/sign-in/finish?attempt=${relayState}`, { headers: { cookie } });
    await finished.arrayBuffer();
    const opened = performance.now();
    if (brought.status !== 303 || finished.status !== 303)
      throw new Error(`a sign-in was answered with ${brought.status}, then ${finished.status}`);
    return { verified: verified - began, opened: opened - verified };
  }

  private async answerTo(inResponseTo: string, nth: number): Promise<string> {
    const erika = findPerson('erika.mustermann');
    if (erika === undefined) throw new Error('there is nobody who signs in');
    const person = { ...erika, user: `traveller-${nth}` };
    const { entityId: audience, consumerUrl: destination } = city;
    const attributes = attributesOf({ person, means: 'eID', level: 4 }, audience);
    const parts = responseParts({ issuer: providerId, audience, destination, inResponseTo }, 4, attributes);
    const signed = sign(successResponse(parts), 'assertion', this.identity.provider);
    return Buffer.from(await encryptAssertion(signed, this.identity.own.certificate)).toString('base64');
  }

  private async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${await this.token()}`,
    };
    return fetch(`http://127.0.0.1:${this.identity.port}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(longestMs),
      ...init,
      headers,
    });
  }
}
