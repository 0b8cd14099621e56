import { Controller, Delete, Get, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, type ServiceToken } from '#auth';
import {
  atExpectedVersion,
  Id,
  IfMatch,
  languageOf,
  NumberInQuery,
  setETag,
  TellsETag,
  type ExpectedVersions,
} from '#http';
import { GiveAccountCommand } from '../account.handler';
import { OwnSessionsQuery } from '../queries/own-sessions';
import { SignInHistoryQuery } from '../queries/sign-in-history';
import { ownSessionsDto, OwnSessionsDto } from './session.dto';
import { signInHistoryDto, SignInHistoryDto } from './sign-in-history.dto';

class EndQuery {
  @Id({
    description: 'Of the session that is ended; when omitted, all but the one that asks.',
    optional: true,
  })
  session?: string;
}

class HistoryQuery {
  @NumberInQuery(
    { minimum: 1 },
    { description: '`earlierBefore` of the page before: what came before it.', optional: true },
  )
  before?: number;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  limit: number = 50;
}

/** Where somebody is signed in, and when they were, on both sites. */
@ApiTags('me')
@Controller()
export class OwnSessionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @ApiOperation({ summary: 'In which sessions one is signed in, the one that was used last first' })
  @ApiOkResponse({ type: OwnSessionsDto })
  @Get(['portal/me/sessions', 'backoffice/me/sessions'])
  @TellsETag()
  show(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnSessionsDto> {
    return this.answer(user, request, response);
  }

  @ApiOperation({ summary: 'Ends one session, or all others, at once: their event streams end with them' })
  @ApiOkResponse({ type: OwnSessionsDto })
  @Delete(['portal/me/sessions', 'backoffice/me/sessions'])
  async end(
    @Query() { session }: EndQuery,
    @IfMatch() expected: ExpectedVersions,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnSessionsDto> {
    const { tenant, sub: personId, roles, sid: doneIn } = user;
    const { sessions } = await this.queries.execute(new OwnSessionsQuery(tenant, personId));
    const handles = sessions.map(({ handle }) => handle);
    const ended =
      session === undefined ? handles.filter((handle) => handle !== doneIn) : [session.toLowerCase()];
    await atExpectedVersion(expected, (expectedVersion) =>
      this.commands.execute(
        new GiveAccountCommand(tenant, {
          type: 'end-sessions',
          personId,
          role: roles[0] ?? 'citizen',
          sessions: ended,
          ...(doneIn !== undefined && { doneIn }),
          expectedVersion,
        }),
      ),
    );
    return this.answer(user, request, response);
  }

  @ApiOperation({ summary: 'When, how and at which level one signed in, newest first' })
  @ApiOkResponse({ type: SignInHistoryDto })
  @Get(['portal/me/sign-ins', 'backoffice/me/sign-ins'])
  async history(
    @Query() page: HistoryQuery,
    @CurrentUser() { tenant, sub, sid }: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInHistoryDto> {
    response.set('Cache-Control', 'no-store');
    const history = await this.queries.execute(new SignInHistoryQuery(tenant, sub, page));
    return signInHistoryDto(history, sid, languageOf(request));
  }

  private async answer(
    { tenant, sub, sid }: ServiceToken,
    request: Request,
    response: Response,
  ): Promise<OwnSessionsDto> {
    const { sessions, version } = await this.queries.execute(new OwnSessionsQuery(tenant, sub));
    setETag(response, version);
    response.set('Cache-Control', 'no-store');
    return ownSessionsDto(sessions, sid, languageOf(request));
  }
}
