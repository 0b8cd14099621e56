import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { OneOf } from '#http';
import type { Purpose } from '../../domain/arrival';
import { SignInCookies } from '../cookies';
import { leadToFinish } from '../finish.controller';
import { sessionOf } from '../session-of';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { StartQuery } from '../start-query';
import { StaffSignIn } from './staff-sign-in';
import { leadToProvider, Returned, type Came } from './way-and-back';

const purposes = ['sign-in', 'step-up'] as const;

export class StaffStartQuery extends StartQuery {
  @OneOf(purposes, {
    description: '`step-up`: who is signed in proves anew who they are, e.g. before a decision.',
    default: 'sign-in',
    optional: true,
  })
  purpose?: (typeof purposes)[number];
}

/** Signing in to the back-office with the city's own directory (OpenID Connect). */
@ApiTags('sign-in')
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('backoffice/sign-in/oidc')
export class OidcController {
  constructor(
    private readonly staff: StaffSignIn,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({ summary: 'Leads the browser to the sign-in of the staff' })
  @ApiFoundResponse({ description: 'To the OpenID Connect provider.' })
  @Get('start')
  async start(
    @Query() { returnTo, purpose = 'sign-in' }: StaffStartQuery,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wish = { purpose: purposeOf(purpose, user), returnTo };
    leadToProvider({ request, response }, this.cookies, await this.staff.start(user.tenant, wish));
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
    leadToFinish(response, await this.staff.answer(tenant, { ...came, browserSecrets }));
  }
}

function purposeOf(kind: (typeof purposes)[number], user: ServiceToken): Purpose {
  switch (kind) {
    case 'sign-in':
      return { kind };
    case 'step-up':
      return { kind, ...sessionOf(user) };
  }
}
