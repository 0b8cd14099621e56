import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { Id, Problem } from '#http';
import { ActFor } from '../acting.handler';
import { SignInCookies } from './cookies';

export class ActForDto {
  @Id({ description: 'A mandate that one holds; absent: in one’s own name again.', optional: true })
  mandateId?: string;
}

export class ActingDto {
  /** The session goes on with another one: repeat it in X-CSRF-Token of every unsafe request. */
  @ApiProperty()
  csrfToken!: string;
}

/** In whose name a session acts. */
@ApiTags('me')
@Roles('citizen')
@Controller('portal/me')
export class ActingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({
    summary:
      'Acts from now on for who gave the mandate, or in one’s own name again; what was loaded before is void; what is so already is answered again',
  })
  @ApiOkResponse({ type: ActingDto })
  @Post('acting-for')
  @HttpCode(200)
  async actFor(
    @Body() { mandateId }: ActForDto,
    @CurrentUser() { tenant, sid }: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActingDto> {
    const secretId = this.cookies.sessionOf(request, response);
    if (sid === undefined || secretId === undefined) throw new Problem('unauthenticated');
    const session = { handle: sid, secretId };
    const { sessionId, csrfToken } = await this.commands.execute(new ActFor(tenant, session, mandateId));
    this.cookies.setSession(response, sessionId);
    response.set('Cache-Control', 'no-store');
    return { csrfToken };
  }
}
