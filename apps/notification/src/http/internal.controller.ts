import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { IdParam, Problem } from '#http';
import { SettledMails, type MailProgress } from '../sending/settled-mails';

/** What other services ask about mails. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal/applications')
export class InternalController {
  constructor(private readonly mails: SettledMails) {}

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
}
