import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiExcludeEndpoint,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { languageOf, Problem } from '#http';
import { GiveAccountCommand, type NewlySignedIn } from '../../account.handler';
import { comingBack } from '../../domain/guest';
import { pathOnThisSite } from '../../domain/return-to';
import { LinkAccountQuery } from '../../queries/link-account';
import { GiveSignInLinkCommand } from '../../sign-in-link.handler';
import { Sites } from '../../sites';
import { ClientAddress } from '../client-address';
import { SignInCookies } from '../cookies';
import { LinkForm, LinkPage, LinkPages, withToken } from '../link-page';
import { notAnAddress, normalisedAddress } from './address';
import {
  ConfirmationDto,
  LinkRequestDto,
  LinkRequestedDto,
  SignedInDto,
  TokenDto,
  TokenQuery,
} from './email-link.dto';
import { provenBy } from './proof';
import { maskedAddress, signInPage } from './sign-in-page';

const linkRequested = {
  de: 'Wenn die Adresse stimmt, finden Sie gleich eine Mail mit einem Anmelde-Link in Ihrem Postfach.',
  en: 'If the address is right, you will find a mail with a sign-in link in your mailbox in a moment.',
} as const;

/**
 * Signing in to a city's portal by a link in a mail (R10b, R18). These POSTs take no Idempotency-Key: a repeated wish is a
 * further mail within the limit, and a link works once by itself.
 */
@ApiTags('sign-in')
@AllowAnonymous()
@Controller('portal/sign-in')
export class EmailLinkController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly sites: Sites,
    private readonly cookies: SignInCookies,
    private readonly pages: LinkPages,
  ) {}

  @ApiOperation({
    summary: 'Has a sign-in link sent; the answer is the same whether the address is known or not',
  })
  @ApiAcceptedResponse({ type: LinkRequestedDto })
  @Post('email')
  @HttpCode(202)
  async requestLink(
    @Body() { email, returnTo }: LinkRequestDto,
    @CurrentUser() { tenant }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
  ): Promise<LinkRequestedDto> {
    this.sites.refuseUnlessOffered(tenant, 'email-link');
    const language = languageOf(request);
    const address = normalisedAddress(email);
    if (address === undefined) throw notAnAddress();
    const content = { email: address, language, returnTo: pathOnThisSite(returnTo) };
    await this.commands.execute(new GiveSignInLinkCommand(tenant, { type: 'request', content, client }));
    return { message: linkRequested[language] };
  }

  @ApiOperation({
    summary:
      'The page a link leads to: names the account that it opens (masked), and asks for one more click, so that mail scanners do not use the link up',
  })
  @ApiExtraModels(ConfirmationDto)
  @ApiOkResponse({
    description: 'A page for people, or how programs sign in.',
    content: {
      'text/html': { schema: { type: 'string' } },
      'application/json': { schema: { $ref: getSchemaPath(ConfirmationDto) } },
    },
  })
  @LinkPage('email/callback')
  async confirm(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
  ): Promise<string | ConfirmationDto> {
    const { address, forGuest } = await this.queries.execute(new LinkAccountQuery(tenant, token));
    if (request.accepts('html', 'json') === 'json') {
      const how = { method: 'POST', path: '/api/sign-in/email/callback', body: ['token'] };
      return { ...how, account: maskedAddress(address) };
    }
    const language = languageOf(request);
    const action = withToken('/api/sign-in/email/confirm', token);
    return this.pages.show(tenant, language, signInPage(language, { action, address, forGuest }));
  }

  @ApiOperation({ summary: 'Signs in with the token of a link (programs)' })
  @ApiOkResponse({ type: SignedInDto })
  @Post('email/callback')
  @HttpCode(200)
  async signIn(
    @Body() { token }: TokenDto,
    @CurrentUser() { tenant, sid }: ServiceToken,
    @ClientAddress() client: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInDto> {
    const { sessionId, csrfToken, returnTo } = await this.use(tenant, token, client, sid);
    this.cookies.setSession(response, sessionId);
    response.set('Cache-Control', 'no-store');
    return { returnTo, csrfToken };
  }

  @ApiOperation({
    summary:
      'Signs in with the token of a link (the form of the page) and leads back to where the person was (W9)',
  })
  @ApiResponse({ status: 303, description: 'Signed in; leads back to where the person was.' })
  @LinkForm('email/confirm')
  async signInByForm(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() { tenant, sid }: ServiceToken,
    @ClientAddress() client: string,
    @Res() response: Response,
  ): Promise<void> {
    const { sessionId, returnTo } = await this.use(tenant, token, client, sid);
    this.cookies.setSession(response, sessionId);
    response.redirect(303, returnTo);
  }

  /** Leads to a sign-in elsewhere, of which there is none yet: e-mail links begin with POST /sign-in/email. */
  @ApiExcludeEndpoint()
  @Get(':method/start')
  start(@Param('method') _method: string, @CurrentUser() { tenant }: ServiceToken): never {
    throw new Problem('sign-in-method-unknown', { methods: this.sites.signInMethods(tenant) });
  }

  /** Signs in whoever brings the token of a link, once. */
  private async use(
    tenant: string,
    token: string,
    client: string,
    formerSession: string | undefined,
  ): Promise<NewlySignedIn & { readonly returnTo: string }> {
    const link = await this.commands.execute(
      new GiveSignInLinkCommand(tenant, { type: 'try', token, client }),
    );
    const { guest } = link;
    const proof = guest === undefined ? provenBy(link) : comingBack(link, guest.personId);
    const signIn = { type: 'sign-in', proof, formerSession } as const;
    const signedIn = await this.commands.execute(new GiveAccountCommand(tenant, signIn));
    return { ...signedIn, returnTo: link.returnTo };
  }
}
