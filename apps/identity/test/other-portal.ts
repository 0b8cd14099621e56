import * as openid from 'openid-client';
import type { TestClaims } from '#testing';
import { actingOn, kinderbetreuung, type RunningIdentity } from './running-identity';

/** Where the gateway would be, in Wuppertal. */
export const portal = 'http://wuppertal.localhost:8080';
const issuer = `${portal}/api/hand-over`;
const tenant = 'wuppertal';
export const callback = 'http://127.0.0.1:8095/callback';

/** The Kinderbetreuungsportal: a foreign program, which knows the protocol and nothing else. */
export function otherPortal(identity: RunningIdentity, secret = kinderbetreuung) {
  const stranger: TestClaims = { kind: 'anonymous', levelOfAssurance: 'none', tenant };
  /** What comes from elsewhere reaches identity as the gateway passes it on. */
  const throughGateway: openid.CustomFetch = (url, { headers, ...init }) => {
    const { authorization, ...others } = headers as Record<string, string>;
    const path = url.replace(`${portal}/api/`, '/portal/');
    return identity.send(path, stranger, {
      ...(init as RequestInit),
      headers: { ...others, ...(authorization !== undefined && { 'x-client-authorization': authorization }) },
    });
  };
  let configuration: Promise<openid.Configuration> | undefined;
  const known = () =>
    (configuration ??= openid.discovery(
      new URL(issuer),
      'kinderbetreuung',
      undefined,
      openid.ClientSecretBasic(secret),
      {
        [openid.customFetch]: throughGateway,
        execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
      },
    ));

  return {
    /** Where it sends the browser, and what it remembers. */
    async begin(parameters: Record<string, string> = {}) {
      const verifier = openid.randomPKCECodeVerifier();
      const state = openid.randomState();
      const nonce = openid.randomNonce();
      const url = openid.buildAuthorizationUrl(await known(), {
        ...{ redirect_uri: callback, scope: 'openid', state, nonce },
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        ...{ code_challenge_method: 'S256', ...parameters },
      });
      return { url: url.href, verifier, state, nonce };
    },

    /** What it is told when the browser is back. */
    async end(at: string, { verifier, state, nonce }: { verifier: string; state: string; nonce: string }) {
      const tokens = await openid.authorizationCodeGrant(await known(), new URL(at), {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
        idTokenExpected: true,
      });
      return { claims: tokens.claims(), accessToken: tokens.access_token };
    },

    async userInfo(accessToken: string, subject: string) {
      return openid.fetchUserInfo(await known(), accessToken, subject);
    },
  };
}

/** A browser at the portal: keeps its cookies, follows where it is led, and stops at a page or at another site. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly people: ReturnType<typeof actingOn>;

  constructor(
    private readonly identity: RunningIdentity,
    /** Secret id of the portal's session, while there is one. */
    public session?: string,
  ) {
    this.people = actingOn(identity);
  }

  async open(address: string, init: RequestInit = {}): Promise<{ at: string; response: Response }> {
    let at = address;
    for (let hops = 0; hops < 10; hops++) {
      const response = await this.request(at, hops === 0 ? init : {});
      const location = response.headers.get('location');
      if (location === null) return { at, response };
      at = new URL(location, portal).href;
      if (!at.startsWith(portal)) return { at, response };
    }
    throw new Error(`led around: ${at}`);
  }

  /** Sends the form of the consent page. */
  async answer(page: { at: string; html: string }, answer: 'agree' | 'decline', remember = false) {
    const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const form = new URLSearchParams({ csrfToken, answer, ...(remember && { remember: 'yes' }) });
    return this.open(page.at, {
      method: 'POST',
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  private async request(at: string, init: RequestInit): Promise<Response> {
    const path = at.replace(`${portal}/api/`, '/portal/');
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(init.headers as Record<string, string>), cookie };
    const response =
      this.session === undefined
        ? await this.identity.send(
            path,
            { kind: 'anonymous', levelOfAssurance: 'none', tenant },
            { ...init, headers },
          )
        : await this.people.as(this.session, path, { ...init, headers }, tenant);
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
