import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { IdParam, Problem } from '#http';
import { MailsForOperators, type ListedMail } from '../sending/mails-for-operators';
import { SettledMails, type MailProgress } from '../sending/settled-mails';

/** What other services ask about mails. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal/applications')
export class InternalController {
  constructor(
    private readonly mails: SettledMails,
    private readonly all: MailsForOperators,
  ) {}

  /** How far the mail about an entry of a case is. @throws Problem `not-found` where none is known (yet) */
  @OnlyServices('application')
  @Get(':id/mails/:version')
  async mailAbout(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<MailProgress> {
    const mail = await this.mails.about(tenant, `${id}/${version}`);
    if (mail === undefined) throw new Problem('not-found');
    return mail;
  }

  /** Every mail about a case, without address and text. */
  @OnlyServices('audit')
  @Get(':id/mails')
  async mailsOf(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
  ): Promise<{ readonly items: readonly ListedMail[] }> {
    return { items: await this.all.ofCase(tenant, id) };
  }
}
