import { All, Body, Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { InteractionResults } from 'oidc-provider';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import type { HandOverClient } from '#configuration';
import { FreeText, languageOf, OneOf, Problem, type Language } from '#http';
import { HandOvers } from '../../hand-overs';
import { PersonQuery } from '../../queries/person';
import { SessionQuery } from '../../queries/session';
import { Sites } from '../../sites';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { consentPage, consentPolicy, signInFirstPage } from './consent-page';
import { handOverPath, HandOverProviders } from './providers';
import { attributeName } from './words';

class AnswerDto {
  @FreeText(200)
  csrfToken!: string;

  @OneOf(['agree', 'decline'])
  answer!: 'agree' | 'decline';

  @OneOf(['yes'], { optional: true })
  remember?: 'yes';
}

/** Which portal asks, and how the person's answer is given back to the library. */
interface Asking {
  readonly client: HandOverClient;
  /** Where the browser goes back to: one of the portal's addresses. */
  readonly redirectUri: string;
  readonly grantTo: (personId: string) => Promise<string>;
  readonly finish: (result: InteractionResults) => Promise<void>;
}

/**
 * Hand-over of data to another portal (R16 W13). The library answers the protocol; the question to the person stands here, and is
 * asked in the session of the portal: whoever is not signed in is led to do that first.
 */
@ApiExcludeController()
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('portal/hand-over')
export class HandOverController {
  constructor(
    private readonly providers: HandOverProviders,
    private readonly handOvers: HandOvers,
    private readonly queries: QueryBus,
    private readonly sites: Sites,
  ) {}

  /** Asks the person, or passes on at once what they want to be asked about no more. */
  @Get('consent/:uid')
  async ask(
    @Param('uid') uid: string,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { tenant } = user;
    const { client, redirectUri, finish } = await this.asking(tenant, uid, request, response);
    const language = languageOf(request);
    const named = { language, city: this.sites.cityName(tenant), portal: client.name[language] };
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' }).type('html');
    response.set('Content-Security-Policy', consentPolicy(redirectUri));
    const csrfToken = await this.csrfTokenOf(user);
    if (csrfToken === undefined) return void response.send(signInFirstPage(named, signInAt(language, uid)));
    const agreed = await this.handOvers.agreed(tenant, user.sub, client);
    if (agreed?.remembered === true && agreed.covers.length === client.attributes.length)
      return finish({
        login: { accountId: user.sub, remember: false },
        consent: { grantId: agreed.grantId },
      });
    const { profile } = await this.queries.execute(new PersonQuery(tenant, user.sub));
    const data = client.attributes.map((attribute) => ({
      name: attributeName(attribute, language),
      value: profile.attributes[attribute]?.value,
    }));
    const action = `${handOverPath}/consent/${uid}`;
    response.send(consentPage({ ...named, data, action, csrfToken }));
  }

  @Post('consent/:uid')
  async answer(
    @Param('uid') uid: string,
    @Body() { csrfToken, answer, remember }: AnswerDto,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { tenant, sub: personId } = user;
    const { client, grantTo, finish } = await this.asking(tenant, uid, request, response);
    const known = await this.csrfTokenOf(user);
    if (known === undefined) throw new Problem('unauthenticated');
    if (known !== csrfToken) throw new Problem('forbidden');
    if (answer === 'decline') return finish({ error: 'access_denied' });
    const grantId = await grantTo(personId);
    await this.handOvers.agree(tenant, personId, { client, remembered: remember === 'yes', grantId });
    await finish({ login: { accountId: personId, remember: false }, consent: { grantId } });
  }

  /** Everything else is the protocol. */
  @All('{*path}')
  async protocol(
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const provider = await this.providers.of(tenant);
    await provider.callback()(this.asSeenOutside(tenant, request), response);
  }

  private async asking(tenant: string, uid: string, request: Request, response: Response): Promise<Asking> {
    const provider = await this.providers.of(tenant);
    const seen = this.asSeenOutside(tenant, request);
    const details = await provider.interactionDetails(seen, response).catch(() => undefined);
    const clientId = details?.params['client_id'];
    const client = this.sites.handOverClients(tenant).find((one) => one.clientId === clientId);
    if (details?.uid !== uid || client === undefined) throw new Problem('hand-over-lost');
    return {
      client,
      // The library has found it among those of the portal.
      redirectUri: String(details.params['redirect_uri']),
      grantTo: (accountId) => {
        const grant = new provider.Grant({ accountId, clientId: client.clientId });
        grant.addOIDCScope('openid');
        return grant.save();
      },
      finish: (result) =>
        provider.interactionFinished(seen, response, result, { mergeWithLastSubmission: false }),
    };
  }

  /** Where the browser is: the library makes its addresses of it. */
  private asSeenOutside(tenant: string, request: Request): Request {
    const path = request.originalUrl.replace(/^\/portal\/hand-over/, '');
    request.url = path;
    request.originalUrl = handOverPath + path;
    request.headers.host = new URL(this.sites.origin(tenant, 'portal')).host;
    delete request.headers['x-forwarded-host'];
    // What the other portal says who it is; the service token of the gateway stood in its place.
    const { 'x-client-authorization': credentials, authorization: _, ...headers } = request.headers;
    request.headers = {
      ...headers,
      ...(credentials !== undefined && { authorization: String(credentials) }),
    };
    return request;
  }

  /** Of a citizen whose session runs; undefined for everybody else. */
  private async csrfTokenOf({ tenant, sid, roles }: ServiceToken): Promise<string | undefined> {
    if (sid === undefined || !roles.includes('citizen')) return undefined;
    return (await this.queries.execute(new SessionQuery(tenant, { handle: sid })))?.csrfToken;
  }
}

/** Where the portal shows its ways in; the question is asked again afterwards. */
function signInAt(language: Language, uid: string): string {
  const back = encodeURIComponent(`${handOverPath}/consent/${uid}`);
  return `${language === 'en' ? '/en' : ''}/anmelden?zurueck=${back}`;
}
