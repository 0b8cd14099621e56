import { Body, Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { languageOf, Problem } from '#http';
import { AdmitGuest } from '../../admit-guest.handler';
import { pathOnThisSite } from '../../domain/return-to';
import { ProofOfWork } from '../../proof-of-work';
import { guestLinkHours } from '../../domain/sign-in-link';
import { sessionLimits } from '../../domain/session-limits';
import type { SignInLinkContent } from '../../link-contents';
import { GiveSignInLinkCommand } from '../../sign-in-link.handler';
import { ClientAddress } from '../client-address';
import { SignInCookies } from '../cookies';
import { notAnAddress, normalisedAddress } from '../email-link/address';
import {
  AdmittedDto,
  ChallengeDto,
  FollowLinkDto,
  FollowLinkRequestedDto,
  FormerFollowLinkDto,
  GuestDto,
} from './guests.dto';

const linkRequested = {
  de: `Wenn die Adresse stimmt, finden Sie gleich eine Mail mit einem Link in Ihrem Postfach. Er gilt ${guestLinkHours} Stunden und nur einmal.`,
  en: `If the address is right, you will find a mail with a link in your mailbox in a moment. It is valid for ${guestLinkHours} hours and only once.`,
} as const;

/**
 * Filing without an account (R10a, W7). A guest has a session like everybody else, at no level and known by nothing; a link to an
 * address leads back to it. The POSTs take no Idempotency-Key, as those of the other ways in.
 */
@ApiTags('sign-in')
@Controller('portal')
export class GuestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly work: ProofOfWork,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({
    summary: 'A proof of work (ALTCHA) that a stranger does before something is done for them',
  })
  @ApiOkResponse({ type: ChallengeDto })
  @AllowAnonymous()
  @Get('sign-in/challenge')
  @Header('Cache-Control', 'no-store')
  challenge(@CurrentUser() { tenant }: ServiceToken): Promise<ChallengeDto> {
    return this.work.challenge(tenant);
  }

  @ApiOperation({
    summary: 'Begins to file without an account: opens a session of this browser, known by nothing',
  })
  @ApiCreatedResponse({ type: AdmittedDto })
  @AllowAnonymous()
  @Post('sign-in/guest')
  async admit(
    @Body() { serviceKey, proofOfWork }: GuestDto,
    @CurrentUser() { tenant, sid }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdmittedDto> {
    // Nobody who is signed in loses their session to a click.
    if (sid !== undefined) throw new Problem('signed-in-already');
    const wish = { serviceKey, proofOfWork, client, language: languageOf(request) };
    const { sessionId, csrfToken } = await this.commands.execute(new AdmitGuest(tenant, wish));
    this.cookies.setSession(response, sessionId);
    response.set('Cache-Control', 'no-store');
    const idleUntil = new Date(Date.now() + sessionLimits.none.idleSeconds * 1000).toISOString();
    return { csrfToken, idleUntil };
  }

  @ApiOperation({
    summary: 'Has a link sent that leads a guest back to what they filed; opening it proves the address',
  })
  @ApiAcceptedResponse({ type: FollowLinkRequestedDto })
  @CitizensAndGuests()
  @Post('me/follow-link')
  @HttpCode(202)
  followLink(
    @Body() wish: FollowLinkDto,
    @CurrentUser() { tenant, sub: personId, guest }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
  ): Promise<FollowLinkRequestedDto> {
    if (guest !== true) throw new Problem('signed-in-already');
    return this.send(tenant, wish, { personId }, client, request);
  }

  @ApiOperation({
    summary:
      'Has a new link sent to who filed without an account; the answer is the same whether anybody did',
  })
  @ApiAcceptedResponse({ type: FollowLinkRequestedDto })
  @AllowAnonymous()
  @Post('sign-in/follow-link')
  @HttpCode(202)
  async formerFollowLink(
    @Body() { proofOfWork, ...wish }: FormerFollowLinkDto,
    @CurrentUser() { tenant }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
  ): Promise<FollowLinkRequestedDto> {
    if (normalisedAddress(wish.email) === undefined) throw notAnAddress();
    await this.work.useUp(tenant, proofOfWork);
    return this.send(tenant, wish, 'of-address', client, request);
  }

  private async send(
    tenant: string,
    { email, returnTo }: FollowLinkDto,
    guest: NonNullable<SignInLinkContent['guest']>,
    client: string,
    request: Request,
  ): Promise<FollowLinkRequestedDto> {
    const address = normalisedAddress(email);
    if (address === undefined) throw notAnAddress();
    const language = languageOf(request);
    const content = { email: address, language, returnTo: pathOnThisSite(returnTo), guest };
    const validUntil = new Date(Date.now() + guestLinkHours * 3_600_000).toISOString();
    await this.commands.execute(new GiveSignInLinkCommand(tenant, { type: 'request', content, client }));
    return { message: linkRequested[language], validUntil };
  }
}
