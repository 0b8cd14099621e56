import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { FreeText } from '#http';
import { SignInCookies } from '../cookies';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { StaffSignIn } from './staff-sign-in';

export class StartQuery {
  @FreeText(500, {
    description: 'Path on this site where the person is led after signing in.',
    example: '/vorgaenge',
    optional: true,
  })
  returnTo?: string;
}

/** Signing in to the back-office with the city's own directory (OpenID Connect). */
@ApiTags('sign-in')
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('backoffice/sign-in')
export class OidcController {
  constructor(
    private readonly staff: StaffSignIn,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({ summary: 'Leads the browser to the sign-in of the staff' })
  @ApiFoundResponse({ description: 'To the OpenID Connect provider.' })
  @Get('oidc/start')
  async start(
    @Query() { returnTo }: StartQuery,
    @CurrentUser() { tenant }: ServiceToken,
    @Res() response: Response,
  ): Promise<void> {
    const { url, attempt } = await this.staff.start(tenant, returnTo);
    this.cookies.setAttempt(response, attempt);
    response.set('Cache-Control', 'no-store').redirect(302, url.href);
  }

  @ApiExcludeEndpoint()
  @Get('oidc/callback')
  async finish(
    @CurrentUser() { tenant, sid }: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const attempt = this.cookies.takeAttempt(request, response);
    const { search } = new URL(request.originalUrl, 'http://identity.invalid');
    const { sessionId, returnTo } = await this.staff.finish(tenant, search, attempt, sid);
    this.cookies.setSession(response, sessionId);
    response.set('Cache-Control', 'no-store').redirect(303, returnTo);
  }
}
