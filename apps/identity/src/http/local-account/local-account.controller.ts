import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { languageOf } from '#http';
import { pathOnThisSite } from '../../domain/return-to';
import { BeginLocalAccount, type WhoRegisters } from '../../register.handler';
import { Sites } from '../../sites';
import { ClientAddress } from '../client-address';
import { normalisedAddress, notAnAddress } from '../email-link/address';
import { SignedInDto } from '../email-link/email-link.dto';
import { Entering } from './entering';
import {
  CredentialsDto,
  ForgottenDto,
  MailSentDto,
  RegisteredDto,
  RegistrationDto,
  ReviewDto,
  ReviewedDto,
  TokenAndPasswordDto,
} from './local-account.dto';

const sent = {
  registration: {
    de: 'Wir haben Ihnen eine Mail gesendet. Bitte bestätigen Sie Ihr Konto innerhalb von 24 Stunden mit dem Link darin und Ihrem Passwort; danach löschen wir Ihre Angaben.',
    en: 'We have sent you a mail. Please confirm your account within 24 hours with the link in it and your password; after that we delete what you entered.',
  },
  password: {
    de: 'Wir haben eine Mail an diese Adresse gesendet. Mit dem Link darin setzen Sie innerhalb einer Stunde ein neues Passwort.',
    en: 'We have sent a mail to this address. With the link in it you set a new password within an hour.',
  },
} as const;

/**
 * An account with a password of its own (W6a H11), for cities that offer it. These POSTs take no Idempotency-Key: a repeated wish is
 * a further mail within the limit, a link works once by itself, and a sign-in may be repeated.
 */
@ApiTags('sign-in')
@AllowAnonymous()
@Controller('portal/sign-in/local-account')
export class LocalAccountController {
  constructor(
    private readonly commands: CommandBus,
    private readonly sites: Sites,
    private readonly entering: Entering,
  ) {}

  @ApiOperation({
    summary:
      'Checks what somebody entered to get an account, and shows what will be saved; nothing is saved (W6a)',
  })
  @ApiOkResponse({ type: ReviewDto })
  @Post('registrations/review')
  @HttpCode(200)
  async review(@Body() wish: ReviewedDto, @CurrentUser() { tenant }: ServiceToken): Promise<ReviewDto> {
    const what = this.personOf(tenant, wish);
    const { password } = wish;
    await this.commands.execute(new BeginLocalAccount(tenant, { type: 'review', what, password }));
    return reviewOf(what);
  }

  @ApiOperation({
    summary:
      'Has a link sent that confirms the account within 24 hours (W6a H11); the answer is the same whether the address is known or not',
  })
  @ApiAcceptedResponse({ type: RegisteredDto })
  @Post('registrations')
  @HttpCode(202)
  async register(
    @Body() wish: RegistrationDto,
    @CurrentUser() { tenant }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
  ): Promise<RegisteredDto> {
    const what = { ...this.personOf(tenant, wish), password: wish.password };
    const language = languageOf(request);
    const by = { language, returnTo: pathOnThisSite(wish.returnTo), client };
    await this.commands.execute(new BeginLocalAccount(tenant, { type: 'register', what, ...by }));
    return { ...reviewOf(what), message: sent.registration[language] };
  }

  @ApiOperation({ summary: 'Signs in with e-mail address and password' })
  @ApiOkResponse({ type: SignedInDto })
  @Post()
  @HttpCode(200)
  async signIn(
    @Body() { email, password, returnTo }: CredentialsDto,
    @CurrentUser() user: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInDto> {
    const credentials = { email: this.address(user.tenant, email), password };
    const asked = { type: 'sign-in', ...credentials, returnTo: pathOnThisSite(returnTo) } as const;
    return this.entering.enter(asked, user, client, request, response);
  }

  @ApiOperation({
    summary:
      'Has a link sent with which a forgotten password is set anew within an hour; the answer is the same whether there is an account or not',
  })
  @ApiAcceptedResponse({ type: MailSentDto })
  @Post('password-links')
  @HttpCode(202)
  async forgotten(
    @Body() { email: typed, returnTo }: ForgottenDto,
    @CurrentUser() { tenant }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
  ): Promise<MailSentDto> {
    const email = this.address(tenant, typed);
    const language = languageOf(request);
    const by = { language, returnTo: pathOnThisSite(returnTo), client };
    await this.commands.execute(new BeginLocalAccount(tenant, { type: 'forgotten', email, ...by }));
    return { message: sent.password[language] };
  }

  @ApiOperation({
    summary: 'Confirms an account with the token of a link and its password, and signs in (programs)',
  })
  @ApiOkResponse({ type: SignedInDto })
  @Post('confirm')
  @HttpCode(200)
  confirm(
    @Body() { token, password }: TokenAndPasswordDto,
    @CurrentUser() user: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInDto> {
    return this.entering.enter({ type: 'confirm', token, password }, user, client, request, response);
  }

  @ApiOperation({ summary: 'Sets another password with the token of a link, and signs in (programs)' })
  @ApiOkResponse({ type: SignedInDto })
  @Post('password')
  @HttpCode(200)
  reset(
    @Body() { token, password }: TokenAndPasswordDto,
    @CurrentUser() user: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInDto> {
    return this.entering.enter({ type: 'reset', token, password }, user, client, request, response);
  }

  private personOf(tenant: string, wish: ReviewedDto | RegistrationDto): WhoRegisters {
    const { givenName, familyName, dateOfBirth } = wish;
    return { email: this.address(tenant, wish.email), givenName, familyName, dateOfBirth };
  }

  /** @throws Problem `sign-in-method-unknown`, `invalid-input` */
  private address(tenant: string, email: string): string {
    this.sites.refuseUnlessOffered(tenant, 'local-account');
    const address = normalisedAddress(email);
    if (address === undefined) throw notAnAddress();
    return address;
  }
}

function reviewOf({ email, givenName, familyName, dateOfBirth }: WhoRegisters): ReviewDto {
  return { email, givenName, familyName, dateOfBirth };
}
