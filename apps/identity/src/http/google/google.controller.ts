import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { languageOf, Problem } from '#http';
import { pathOnThisSite } from '../../domain/return-to';
import { CitizenProvider } from '../oidc/providers';
import { Sites } from '../../sites';
import { SignInCookies } from '../cookies';
import { leadToFinish } from '../finish.controller';
import { OpenIdSignIns, type OpenIdWay } from '../oidc/open-id-sign-ins';
import { leadToProvider, Returned, type Came } from '../oidc/way-and-back';
import { StartQuery } from '../start-query';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { provenBy, wantedClaims } from './proof';

/** Signing in to a city's portal with an account that somebody has elsewhere (OpenID Connect; R10b R18). */
@ApiTags('sign-in')
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('portal/sign-in/google')
export class GoogleController {
  constructor(
    private readonly provider: CitizenProvider,
    private readonly signIns: OpenIdSignIns,
    private readonly sites: Sites,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({ summary: 'Leads the browser to the sign-in with a Google account (R10b R18)' })
  @ApiFoundResponse({ description: 'To the OpenID Connect provider.' })
  @Get('start')
  async start(
    @Query() { returnTo }: StartQuery,
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const content = {
      purpose: { kind: 'sign-in' },
      returnTo: pathOnThisSite(returnTo),
      language: languageOf(request),
    } as const;
    const departure = await this.signIns.begin(this.way(tenant), content, { scope: 'openid email' });
    leadToProvider({ request, response }, this.cookies, departure);
  }

  @ApiExcludeEndpoint()
  @Get('callback')
  async answer(
    @CurrentUser() { tenant }: ServiceToken,
    @Returned() came: Came,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const browserSecrets = this.cookies.signInsOf(request, response);
    const id = await this.signIns.answer(this.way(tenant), {
      ...{ ...came, browserSecrets },
      wanted: wantedClaims,
      prove: (claims, { language }) => provenBy(claims, language),
    });
    leadToFinish(response, id);
  }

  private way(tenant: string): OpenIdWay {
    this.sites.refuseUnlessOffered(tenant, 'google');
    const { provider } = this.provider;
    if (provider === undefined) throw new Problem('sign-in-provider-unavailable');
    const redirectUri = `${this.sites.origin(tenant, 'portal')}/api/sign-in/google/callback`;
    return { tenant, method: 'google', provider, redirectUri };
  }
}
