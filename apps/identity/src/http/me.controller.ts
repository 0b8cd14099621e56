import { Body, Controller, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, PersonsAndGuests, Roles, type ServiceToken } from '#auth';
import {
  atExpectedVersion,
  IfMatch,
  languageOf,
  Problem,
  setETag,
  type ExpectedVersions,
  TellsETag,
} from '#http';
import { GiveAccountCommand } from '../account.handler';
import { contactAddress } from '../domain/admission';
import { ChangeProfile } from '../profile.handler';
import { PersonQuery, type Person } from '../queries/person';
import { SessionQuery, type RunningSession } from '../queries/session';
import { SignInCookies } from './cookies';
import { meOf, MeDto, ProfileChangeDto, SignedOutDto } from './me.dto';
import { StaffSignIn } from './oidc/staff-sign-in';
import { sessionDto } from './session.dto';
import { stepUpWays } from './step-up-ways';
import { Sites } from '../sites';

/** The person who is signed in: profile, session and sign-out, on both sites. */
@ApiTags('me')
@Controller()
export class MeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cookies: SignInCookies,
    private readonly staff: StaffSignIn,
    private readonly sites: Sites,
  ) {}

  @ApiOperation({
    summary: 'Who is signed in, with which level of assurance (R13), and the CSRF token of the session',
  })
  @ApiOkResponse({ type: MeDto })
  @PersonsAndGuests()
  @Get(['portal/me', 'backoffice/me'])
  @TellsETag()
  async show(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeDto> {
    const session = await this.sessionOf(user, this.cookies.sessionOf(request, response));
    if (session.unheardSecret !== undefined) this.cookies.setSession(response, session.unheardSecret);
    const person = await this.queries.execute(new PersonQuery(user.tenant, user.sub));
    return this.answer(user, person, session, request, response);
  }

  @ApiOperation({ summary: 'Changes contact data; official data is not editable (R23)' })
  @ApiOkResponse({ type: MeDto })
  @Roles('citizen')
  @Patch('portal/me')
  async change(
    @Body() change: ProfileChangeDto,
    @IfMatch() expected: ExpectedVersions,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeDto> {
    const session = await this.sessionOf(user);
    const person = await atExpectedVersion(expected, (version) =>
      this.commands.execute(
        new ChangeProfile(user.tenant, user.sub, change, version, session.levelOfAssurance),
      ),
    );
    return this.answer(user, person, session, request, response);
  }

  @ApiOperation({ summary: 'Ends the session at once; tokens made from it expire within a minute' })
  @ApiOkResponse({ type: SignedOutDto })
  @PersonsAndGuests()
  @Post(['portal/sign-out', 'backoffice/sign-out'])
  @HttpCode(200)
  async signOut(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedOutDto> {
    const { tenant, sid } = user;
    if (sid !== undefined) {
      await this.commands.execute(new GiveAccountCommand(tenant, { type: 'sign-out', session: sid }));
    }
    this.cookies.clearSession(response);
    if (!request.path.startsWith('/backoffice/')) return {};
    const endSessionUrl = await this.staff.endSessionUrl(tenant);
    return endSessionUrl === undefined ? {} : { endSessionUrl };
  }

  /** A token outlives its session by up to a minute; identity itself asks the session. */
  private async sessionOf({ tenant, sid }: ServiceToken, brought?: string): Promise<RunningSession> {
    const session = sid && (await this.queries.execute(new SessionQuery(tenant, { handle: sid, brought })));
    if (!session) throw new Problem('unauthenticated');
    return session;
  }

  private answer(
    user: ServiceToken,
    person: Person,
    session: RunningSession,
    request: Request,
    response: Response,
  ): MeDto {
    setETag(response, person.version);
    response.set('Cache-Control', 'no-store');
    const language = languageOf(request);
    const tenant = this.sites.tenant(user.tenant);
    const ways =
      person.kind === 'citizen' ? stepUpWays(tenant, session.levelOfAssurance, language) : undefined;
    const address = contactAddress(person.profile, this.sites.admissionRules(user.tenant));
    return meOf(user, person, address, sessionDto(session, language, ways), session);
  }
}
