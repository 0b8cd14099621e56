import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { languageOf, Problem } from '#http';
import { AddressLinks } from '../address-links';
import { MoveAccount } from '../move.handler';
import { Moves } from '../moves';
import { SignInCookies } from './cookies';
import { LinkRequestedDto, TokenQuery } from './email-link/email-link.dto';
import { LinkForm, LinkPage, LinkPages, withToken } from './link-page';
import { sessionOf } from './session-of';

export class MoveDto {
  @ApiProperty({ description: 'Whether there is an account of Servicekonto.NRW that is to be moved.' })
  offered!: boolean;

  @ApiPropertyOptional({
    description:
      'Where the browser signs in to Servicekonto.NRW, which proves the account. The other way is a link to its address.',
    format: 'uri-reference',
    example: '/api/sign-in/servicekonto-nrw/start?purpose=move',
  })
  signIn?: string;
}

const words = {
  de: {
    sent: 'Sie finden gleich eine Mail in dem Postfach, das zu Ihrem bisherigen Konto gehört.',
    title: 'Konto umziehen',
    question: 'Möchten Sie Ihr Konto zur BundID umziehen?',
    text: 'Ihre Daten, Anträge und Nachrichten bleiben. Künftig melden Sie sich dafür mit der BundID an.',
    button: 'Jetzt umziehen',
  },
  en: {
    sent: 'You will find a mail in a moment, in the mailbox that belongs to your former account.',
    title: 'Move your account',
    question: 'Would you like to move your account to BundID?',
    text: 'Your data, applications and messages stay. From now on you sign in for them with BundID.',
    button: 'Move now',
  },
} as const;

/** The move from Servicekonto.NRW to BundID (W11): offered to who came by BundID, done with a proof of the old side. */
@ApiTags('me')
@Roles('citizen')
@Controller('portal')
export class MoveController {
  constructor(
    private readonly commands: CommandBus,
    private readonly moves: Moves,
    private readonly links: AddressLinks,
    private readonly pages: LinkPages,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({ summary: 'Whether an account of Servicekonto.NRW is offered to be moved (W11)' })
  @ApiOkResponse({ type: MoveDto })
  @Get('me/move')
  async show(@CurrentUser() user: ServiceToken): Promise<MoveDto> {
    const offered = await this.moves.offered(user.tenant, sessionOf(user));
    if (offered === undefined) return { offered: false };
    return { offered: true, signIn: '/api/sign-in/servicekonto-nrw/start?purpose=move' };
  }

  @ApiOperation({ summary: 'Has a link sent to the address of the account that is to be moved' })
  @ApiAcceptedResponse({ type: LinkRequestedDto })
  @Post('me/move/link')
  @HttpCode(202)
  async sendLink(@CurrentUser() user: ServiceToken, @Req() request: Request): Promise<LinkRequestedDto> {
    const language = languageOf(request);
    await this.moves.sendLink(user.tenant, sessionOf(user), language);
    return { message: words[language].sent };
  }

  @ApiExcludeEndpoint()
  @LinkPage('sign-in/move')
  async ask(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
  ): Promise<string> {
    const { purpose } = await this.links.opened(user.tenant, token, sessionOf(user));
    if (purpose !== 'move') throw new Problem('address-link-unusable');
    const language = languageOf(request);
    const { title, question, text, button } = words[language];
    return this.pages.show(user.tenant, language, {
      ...{ title, heading: question, text: `<p>${text}</p>` },
      form: { action: withToken('/api/sign-in/move', token), button },
    });
  }

  @ApiExcludeEndpoint()
  @LinkForm('sign-in/move')
  async move(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() user: ServiceToken,
    @Res() response: Response,
  ): Promise<void> {
    const { sessionId } = await this.commands.execute(
      new MoveAccount(user.tenant, sessionOf(user), { kind: 'link', token }),
    );
    this.cookies.setSession(response, sessionId);
    response.redirect(303, '/');
  }
}
