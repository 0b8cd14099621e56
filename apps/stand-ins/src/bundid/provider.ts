import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  consumerUrlOf,
  findPerson,
  isSignedBy,
  issuerOf,
  providerMetadata,
  readAuthnRequest,
  receivePosted,
  receiveRedirected,
  RefusedRequest,
  storkLevels,
  wantsStatusDetail,
  type Means,
  type Person,
  type ReceivedMessage,
  type ServiceProvider,
  type SignedIn,
} from '#saml-provider';
import { askerOf, endingResponse, endings, refusal, signInResponse, type Asker } from './answers';
import { carryingPage, choicePage, homePage, refusedPage } from './pages';
import { characters, descriptionOf, signOnUrlAt, type ProviderSettings } from './settings';
import { Kept, suffices, type PendingRequest } from './sign-ins';
import type { Language } from './words';

const cookieAge = 8 * 60 * 60;

/** A stand-in for an identity provider of citizens: SAML 2.0 web browser single sign-on, with a page instead of a card reader. */
export class SamlProvider {
  private readonly pending = new Kept<PendingRequest>();
  private readonly sessions = new Kept<SignedIn>();
  private readonly signOnUrl: string;
  private readonly cookie: string;

  constructor(private readonly settings: ProviderSettings) {
    this.signOnUrl = signOnUrlAt(settings.origin);
    this.cookie = `${settings.name}-session`; // cookies know no port: both providers are one host
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { name, origin, key } = this.settings;
    const { pathname, search, searchParams } = new URL(request.url ?? '/', origin);
    switch (`${request.method} ${pathname}`) {
      case 'GET /health/live':
      case 'GET /health/ready':
        response.writeHead(200, { 'content-type': 'application/json', 'x-process-id': process.pid });
        response.end('{"status":"ok"}');
        return;
      case 'GET /':
        return this.home(request, response);
      case 'POST /sign-out':
        this.sessions.take(this.cookieOf(request));
        response.writeHead(303, { location: '/', 'set-cookie': this.setCookie('', 0) }).end();
        return;
      case 'GET /metadata':
        response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' });
        response.end(providerMetadata(descriptionOf(name, origin, key.certificate)));
        return;
      case 'GET /sso':
        return this.begin(() => receiveRedirected(search.slice(1)), response);
      case 'POST /sso': {
        const form = new URLSearchParams(await text(request));
        return this.begin(() => receivePosted(form), response);
      }
      case 'GET /sso/choose':
        return this.choose(searchParams.get('request') ?? '', request, response);
      case 'POST /sso/choose':
        return this.chosen(new URLSearchParams(await text(request)), response);
    }
    this.refuse(response, 404, 'not-found');
  }

  /** A request that arrives from a service provider. */
  private async begin(receive: () => ReceivedMessage, response: ServerResponse): Promise<void> {
    let asker: Asker | undefined;
    let relayState: string | undefined;
    try {
      const message = receive();
      relayState = message.relayState;
      const found = await this.settings.serviceProviders.find(issuerOf(message.document));
      if (!found) throw new RefusedRequest('service-provider-unknown');
      const consumerUrl = consumerUrlOf(message.document, found);
      asker = {
        entityId: found.entityId,
        consumerUrl,
        requestId: message.document.documentElement.getAttribute('ID') ?? '',
        statusDetail: wantsStatusDetail(message.document),
      };
      const serviceProvider = await this.verified(message, found);
      const { dialect } = characters[this.settings.name];
      const now = new Date();
      const request = readAuthnRequest(message.document, {
        dialect,
        destination: this.signOnUrl,
        consumerUrl,
        now,
      });
      const id = this.pending.keep({ request, serviceProvider, relayState });
      response.writeHead(303, { location: `/sso/choose?request=${id}` }).end();
    } catch (error) {
      if (!(error instanceof RefusedRequest)) throw error;
      // Only to an address that the service provider itself made known.
      if (asker) this.carry(response, asker, relayState, refusal(this.settings, asker, error.fault));
      else this.refuse(response, 400, error.fault);
    }
  }

  /** Whose keys have signed the message, as they are now. @throws RefusedRequest */
  private async verified(message: ReceivedMessage, known: ServiceProvider): Promise<ServiceProvider> {
    if (!message.signature) throw new RefusedRequest('saml-request-not-signed');
    if (isSignedBy(message, known.signingCertificates)) return known;
    const now = await this.settings.serviceProviders.findAgain(known.entityId);
    if (now && isSignedBy(message, now.signingCertificates)) return now;
    throw new RefusedRequest('saml-request-signature-invalid');
  }

  /** The page on which somebody picks, unless they are signed in already and that suffices. */
  private async choose(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pending = this.pending.get(id);
    if (!pending) return this.refuse(response, 400, 'request-unknown');
    const signedIn = this.sessions.get(this.cookieOf(request));
    if (signedIn && suffices(signedIn, pending)) {
      this.pending.take(id);
      const answer = await signInResponse(this.settings, pending, signedIn, []);
      return this.carry(response, askerOf(pending), pending.relayState, answer, pending.request.language);
    }
    const nonce = newNonce();
    const offered = (person: Person) => this.offered(person, pending);
    const html = choicePage(characters[this.settings.name].title, id, pending, offered, nonce);
    this.show(response, 200, html, nonce, `'self'`);
  }

  /** What somebody picked there. */
  private async chosen(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const id = form.get('request');
    const pending = this.pending.get(id);
    if (!pending) return this.refuse(response, 400, 'request-unknown');
    const { language } = pending.request;
    const ending = endings.find((one) => one === form.get('ending'));
    if (ending) {
      this.pending.take(id);
      const answer = endingResponse(this.settings, askerOf(pending), ending);
      return this.carry(response, askerOf(pending), pending.relayState, answer, language);
    }
    const signedIn = this.signedIn(form, pending);
    if (!signedIn) return this.refuse(response, 400, 'choice-impossible', language);
    this.pending.take(id);
    if (!signedIn.person.temporary)
      response.setHeader('set-cookie', this.setCookie(this.sessions.keep(signedIn), cookieAge));
    const told = storkLevels.find((level) => String(level) === form.get('level') && level < signedIn.level);
    const answer = await signInResponse(
      this.settings,
      pending,
      { ...signedIn, level: told ?? signedIn.level },
      form.getAll('omit'),
    );
    this.carry(response, askerOf(pending), pending.relayState, answer, language);
  }

  private signedIn(form: URLSearchParams, pending: PendingRequest): SignedIn | undefined {
    const [user = '', chosen] = (form.get('choice') ?? '').split(' ');
    const person = findPerson(user);
    const means = person && this.offered(person, pending).find((one) => one === chosen);
    const level = means && person.means[means];
    return level && { person, means, level };
  }

  /** With what a person can answer a request: only means that the city accepts and that reach the level are offered. */
  private offered({ means }: Person, { request }: PendingRequest): readonly Means[] {
    return characters[this.settings.name].means.filter(
      (one) => request.means.includes(one) && (means[one] ?? 0) >= request.minimumLevel,
    );
  }

  private home(request: IncomingMessage, response: ServerResponse): void {
    const nonce = newNonce();
    const person = this.sessions.get(this.cookieOf(request))?.person;
    this.show(response, 200, homePage(characters[this.settings.name].title, person, nonce), nonce, `'self'`);
  }

  private carry(
    response: ServerResponse,
    { consumerUrl }: Asker,
    relayState: string | undefined,
    xml: string,
    language: Language = 'de',
  ): void {
    const nonce = newNonce();
    const fields = {
      SAMLResponse: Buffer.from(xml).toString('base64'),
      ...(relayState !== undefined && { RelayState: relayState }),
    };
    const html = carryingPage(consumerUrl, fields, language, nonce);
    this.show(response, 200, html, nonce, new URL(consumerUrl).origin);
  }

  private refuse(response: ServerResponse, status: number, reason: string, language: Language = 'de'): void {
    const nonce = newNonce();
    this.show(response, status, refusedPage(reason, language, nonce), nonce, `'none'`);
  }

  private show(response: ServerResponse, status: number, html: string, nonce: string, formsTo: string): void {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action ${formsTo}; frame-ancestors 'none'; base-uri 'none'`,
    });
    response.end(html);
  }

  private cookieOf({ headers }: IncomingMessage): string | undefined {
    const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
    return pairs.find(([name]) => name === this.cookie)?.[1];
  }

  private setCookie(value: string, seconds: number): string {
    return `${this.cookie}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
  }
}

const newNonce = (): string => randomBytes(12).toString('base64');
