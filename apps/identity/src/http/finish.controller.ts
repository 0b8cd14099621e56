import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { Id } from '#http';
import { FinishSignIn } from '../finish-sign-in.handler';
import { ClientAddress } from './client-address';
import { SignInCookies } from './cookies';
import { SignInProblemFilter } from './sign-in-problem.filter';

class AttemptQuery {
  @Id({ description: 'Of the attempt, as the provider sent it back.' })
  attempt!: string;
}

/** Leads a browser that comes back from a provider to where its sign-in ends: an own address, with its own cookies. */
export function leadToFinish(response: Response, attempt: string): void {
  response.set('Cache-Control', 'no-store').redirect(303, `/api/sign-in/finish?attempt=${attempt}`);
}

/**
 * Where every sign-in at a provider ends: an own address, with which the browser's own cookies come. What stands in the address
 * signs nobody in without the cookie of the browser that began (login CSRF).
 */
@ApiTags('sign-in')
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller(['portal/sign-in', 'backoffice/sign-in'])
export class FinishController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiExcludeEndpoint()
  @Get('finish')
  async finish(
    @Query() { attempt: id }: AttemptQuery,
    @CurrentUser() { tenant, sid }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const browserSecrets = this.cookies.signInsOf(request, response);
    const arrived = await this.commands.execute(
      new FinishSignIn(tenant, { id, browserSecrets }, { session: sid, client }),
    );
    this.cookies.setSession(response, arrived.sessionId);
    response.set('Cache-Control', 'no-store').redirect(303, arrived.returnTo);
  }
}
