import { randomUUID } from 'node:crypto';
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
import { languageOf, Problem, RepeatKey } from '#http';
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
  ConfirmQuery,
  LinkRequestDto,
  LinkRequestedDto,
  SignedInDto,
  TokenDto,
  TokenQuery,
} from './email-link.dto';
import { provenBy } from './proof';
import { maskedAddress, signInPage } from './sign-in-page';

/** Who brings the token of a link. */
interface Bringing {
  /** The network address of the browser. */
  readonly client: string;
  /** With what the browser repeats its request. */
  readonly key: string | undefined;
  /** Handle of the session that it has now. */
  readonly formerSession: string | undefined;
}

const linkRequested = {
  de: 'Wenn die Adresse stimmt, finden Sie gleich eine Mail mit einem Anmelde-Link in Ihrem Postfach.',
  en: 'If the address is right, you will find a mail with a sign-in link in your mailbox in a moment.',
} as const;

/**
 * Signing in to a city's portal by a link in a mail (R10b, R18). A repeated wish is a further mail within the limit; a link works
 * once, and whoever used it with a key of their own is told the same again within a minute.
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
    // A page that is sent twice because nobody answered is the same wish; whoever else has the link has another page.
    const action = `${withToken('/api/sign-in/email/confirm', token)}&key=${randomUUID()}`;
    return this.pages.show(tenant, language, signInPage(language, { action, address, forGuest }));
  }

  @ApiOperation({ summary: 'Signs in with the token of a link (programs)' })
  @ApiOkResponse({ type: SignedInDto })
  @Post('email/callback')
  @HttpCode(200)
  async signIn(
    @Body() { token }: TokenDto,
    @CurrentUser() { tenant, sid: formerSession }: ServiceToken,
    @ClientAddress() client: string,
    @RepeatKey() key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInDto> {
    const by = { client, key, formerSession };
    const { sessionId, csrfToken, returnTo } = await this.use(tenant, token, by);
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
    @Query() { token = '', key }: ConfirmQuery,
    @CurrentUser() { tenant, sid: formerSession }: ServiceToken,
    @ClientAddress() client: string,
    @Res() response: Response,
  ): Promise<void> {
    const { sessionId, returnTo } = await this.use(tenant, token, { client, key, formerSession });
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
    by: Bringing,
  ): Promise<NewlySignedIn & { readonly returnTo: string }> {
    const { client, key, formerSession } = by;
    const link = await this.commands.execute(
      new GiveSignInLinkCommand(tenant, { type: 'try', token, client, key }),
    );
    const { guest, returnTo, sessionId } = link;
    if (link.signedIn !== undefined) return { ...link.signedIn, returnTo };
    const proof = guest === undefined ? provenBy(link) : comingBack(link, guest.personId);
    const signIn = { type: 'sign-in', proof, formerSession, sessionId } as const;
    try {
      return { ...(await this.commands.execute(new GiveAccountCommand(tenant, signIn))), returnTo };
    } catch (error) {
      const isUsed = error instanceof Problem && error.slug === 'sign-in-link-unusable';
      if (!isUsed || key === undefined) throw error;
      // Of two at once the other has come first, and perhaps it was the same wish.
      return this.use(tenant, token, by);
    }
  }
}
