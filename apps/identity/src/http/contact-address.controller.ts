import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiExcludeEndpoint,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { escapeHtml, FreeText, languageOf } from '#http';
import { AddressLinks } from '../address-links';
import { GiveContactAddress } from '../contact-address.handler';
import { notAnAddress, normalisedAddress } from './email-link/address';
import { maskedAddress } from './email-link/sign-in-page';
import { LinkRequestedDto, TokenDto, TokenQuery } from './email-link/email-link.dto';
import { LinkForm, LinkPage, LinkPages, withToken } from './link-page';
import { sessionOf } from './session-of';

export class ContactAddressDto {
  @FreeText(254, { description: 'An e-mail address.', example: 'anna.muster@example.org' })
  email!: string;
}

const sent = {
  de: 'Wenn die Adresse stimmt, finden Sie dort gleich eine Mail. Erst wenn Sie den Link darin öffnen, gilt die neue Adresse.',
  en: 'If the address is right, you will find a mail there in a moment. The new address counts once you open the link in it.',
} as const;

const words = {
  de: {
    title: 'E-Mail-Adresse bestätigen',
    question: 'Soll Ihre Post an diese Adresse gehen?',
    text: 'Wir schicken unsere E-Mails dann an',
    button: 'Adresse bestätigen',
    done: 'Ihre Adresse ist bestätigt.',
    back: 'Zu Meine Daten',
  },
  en: {
    title: 'Confirm your e-mail address',
    question: 'Shall your mail go to this address?',
    text: 'We will then send our e-mails to',
    button: 'Confirm the address',
    done: 'Your address is confirmed.',
    back: 'To My data',
  },
} as const;

/**
 * The address that mail to a person goes to is the person's own (R23): they confirm it by a link, and no provider changes it. Below
 * `sign-in`, because the form of a page without scripts has no CSRF token; what it carries is a secret of its own.
 */
@ApiTags('me')
@Roles('citizen')
@Controller('portal')
export class ContactAddressController {
  constructor(
    private readonly commands: CommandBus,
    private readonly links: AddressLinks,
    private readonly pages: LinkPages,
  ) {}

  @ApiOperation({
    summary: 'Has a link sent to the address that mail is to go to; the answer is the same whoever has it',
  })
  @ApiAcceptedResponse({ type: LinkRequestedDto })
  @Post('me/contact-address')
  @HttpCode(202)
  async give(
    @Body() { email }: ContactAddressDto,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
  ): Promise<LinkRequestedDto> {
    const language = languageOf(request);
    const address = normalisedAddress(email);
    if (address === undefined) throw notAnAddress();
    const { levelOfAssurance } = user;
    const asked = { type: 'give', ...sessionOf(user), email: address, language, levelOfAssurance } as const;
    await this.commands.execute(new GiveContactAddress(user.tenant, asked));
    return { message: sent[language] };
  }

  @ApiOperation({ summary: 'Confirms the address with the token of the link (programs)' })
  @ApiNoContentResponse({ description: 'Mail goes there from now on.' })
  @Post('me/contact-address/confirm')
  @HttpCode(204)
  async confirm(@Body() { token }: TokenDto, @CurrentUser() user: ServiceToken): Promise<void> {
    await this.commands.execute(
      new GiveContactAddress(user.tenant, { type: 'confirm', token, ...sessionOf(user) }),
    );
  }

  @ApiExcludeEndpoint()
  @LinkPage('sign-in/contact-address')
  async ask(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
  ): Promise<string> {
    const { email } = await this.links.opened(user.tenant, token, sessionOf(user));
    const language = languageOf(request);
    const { title, question, text, button } = words[language];
    return this.pages.show(user.tenant, language, {
      ...{
        title,
        heading: question,
        text: `<p class="p-lead">${text} ${escapeHtml(maskedAddress(email))}.</p>`,
      },
      form: { action: withToken('/api/sign-in/contact-address', token), button },
    });
  }

  @ApiExcludeEndpoint()
  @LinkForm('sign-in/contact-address', 200)
  async confirmByForm(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
  ): Promise<string> {
    await this.confirm({ token }, user);
    const language = languageOf(request);
    const { title, done, back } = words[language];
    return this.pages.show(user.tenant, language, {
      title,
      heading: done,
      link: { to: language === 'en' ? '/en/meine-daten' : '/meine-daten', text: back },
    });
  }
}
