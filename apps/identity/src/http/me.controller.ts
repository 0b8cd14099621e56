import { Body, Controller, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { IfMatch, Problem, setETag } from '#http';
import { CitySecrets } from '../records/city-secrets';
import { Persons, type Person } from '../records/persons';
import { changedProfile, refusedAttributes } from '../records/profile';
import { Sessions, type Session } from '../records/sessions';
import { Accounts } from '../sign-in/accounts';
import { StaffSignIn } from '../sign-in/staff-sign-in';
import { SignInCookies } from './cookies';
import { meOf, MeDto, ProfileChangeDto, SignedOutDto } from './me.dto';

/** The person who is signed in: profile, session and sign-out, on both sites. */
@ApiTags('me')
@Controller()
export class MeController {
  constructor(
    private readonly persons: Persons,
    private readonly sessions: Sessions,
    private readonly secrets: CitySecrets,
    private readonly accounts: Accounts,
    private readonly cookies: SignInCookies,
    private readonly staff: StaffSignIn,
  ) {}

  @ApiOperation({
    summary: 'Who is signed in, with which level of assurance (R13), and the CSRF token of the session',
  })
  @ApiOkResponse({ type: MeDto })
  @Get(['portal/me', 'backoffice/me'])
  async show(
    @CurrentUser() user: ServiceToken,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeDto> {
    const session = await this.sessionOf(user);
    const person = await this.persons.get(user.tenant, user.sub);
    return this.answer(user, person, session, response);
  }

  @ApiOperation({ summary: 'Changes contact data; official data is not editable (R23)' })
  @ApiOkResponse({ type: MeDto })
  @Roles('citizen')
  @Patch('portal/me')
  async change(
    @Body() change: ProfileChangeDto,
    @IfMatch() version: number,
    @CurrentUser() user: ServiceToken,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeDto> {
    const session = await this.sessionOf(user);
    const person = await this.persons.get(user.tenant, user.sub);
    const refused = refusedAttributes(person.profile, change);
    if (refused.length > 0) throw new Problem('attribute-not-editable', { attributes: refused });
    const profile = changedProfile(person.profile, change);
    const newVersion = await this.persons.replaceProfile(user.tenant, user.sub, profile, version);
    return this.answer(user, { ...person, profile, version: newVersion }, session, response);
  }

  @ApiOperation({ summary: 'Ends the session at once; tokens made from it expire within a minute' })
  @ApiOkResponse({ type: SignedOutDto })
  @Post(['portal/sign-out', 'backoffice/sign-out'])
  @HttpCode(200)
  async signOut(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedOutDto> {
    const session = await this.sessions.find(user.tenant, user.sid ?? '');
    if (session) await this.accounts.signOut(user.tenant, session);
    this.cookies.clearSession(response);
    if (!request.path.startsWith('/backoffice/')) return {};
    const endSessionUrl = await this.staff.endSessionUrl(user.tenant);
    return endSessionUrl === undefined ? {} : { endSessionUrl };
  }

  /** A token outlives its session by up to a minute; identity itself asks the session. */
  private async sessionOf({ tenant, sid }: ServiceToken): Promise<Session> {
    const session = sid === undefined ? undefined : await this.sessions.find(tenant, sid);
    if (!session) throw new Problem('unauthenticated');
    return session;
  }

  private async answer(
    user: ServiceToken,
    person: Person,
    session: Session,
    response: Response,
  ): Promise<MeDto> {
    setETag(response, person.version);
    response.set('Cache-Control', 'no-store');
    return meOf(user, person, session, await this.secrets.csrfToken(user.tenant, session.handle));
  }
}
