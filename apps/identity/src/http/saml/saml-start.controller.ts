import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { languageOf } from '#http';
import type { SamlMethod } from '../../providers';
import { Sites } from '../../sites';
import { SignInCookies } from '../cookies';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { leavingBy } from './leaving';
import { postPage, postPolicy } from './post-page';
import { SamlSignIn } from './saml-sign-in';
import { SamlStartQuery } from './saml.dto';

const names = {
  bundid: 'BundID',
  'servicekonto-nrw': 'Servicekonto.NRW',
} as const satisfies Record<SamlMethod, string>;

/** Leads people to a SAML provider: to sign in, to step up (R14), or to prove one declaration (W2 W3). */
@ApiTags('sign-in')
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('portal/sign-in')
export class SamlStartController {
  constructor(
    private readonly signIn: SamlSignIn,
    private readonly sites: Sites,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({ summary: 'Leads the browser to BundID' })
  @ApiOkResponse({
    description: 'A page that carries the request there.',
    content: { 'text/html': { schema: { type: 'string' } } },
  })
  @Get('bundid/start')
  bundId(
    @Query() query: SamlStartQuery,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.leave('bundid', query, user, request, response);
  }

  @ApiOperation({ summary: 'Leads the browser to Servicekonto.NRW' })
  @ApiOkResponse({
    description: 'A page that carries the request there.',
    content: { 'text/html': { schema: { type: 'string' } } },
  })
  @Get('servicekonto-nrw/start')
  servicekontoNrw(
    @Query() query: SamlStartQuery,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.leave('servicekonto-nrw', query, user, request, response);
  }

  private async leave(
    method: SamlMethod,
    query: SamlStartQuery,
    user: ServiceToken,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { tenant } = user;
    const [city, language] = [this.sites.tenant(tenant), languageOf(request)];
    const home = `${this.sites.origin(tenant, 'portal')}/`;
    const leaving = leavingBy(method, query, city, { user, language, home });
    const { departure, browserSecret } = await this.signIn.leave(tenant, method, leaving);
    this.cookies.setSignIn(request, response, browserSecret);
    // The provider may see where somebody comes from, not what they want there.
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'origin' });
    switch (departure.binding) {
      case 'redirect':
        return response.redirect(302, departure.url);
      case 'post':
        response.set('Content-Security-Policy', postPolicy(departure));
        response.type('html').send(postPage(language, city.name, names[method], departure));
    }
  }
}
