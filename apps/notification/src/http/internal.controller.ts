import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { AlertMail, ToldKind } from '#contracts';
import { Id, IdParam, Problem, SeveralOf } from '#http';
import { alertMails } from '../processes/alert-mails';
import { MailsForOperators, type ListedMail } from '../sending/mails-for-operators';
import { SettledMails, type MailProgress } from '../sending/settled-mails';
import { StaffPost } from '../sending/staff-post';

class AlertMailInput implements AlertMail {
  @Id({ description: 'The same for what is told again.' })
  mailId!: string;

  @Id({ description: 'Person id of somebody of the staff.' })
  personId!: string;

  @SeveralOf(Object.keys(alertMails), { description: 'What there is; without any nothing is told.' })
  kinds!: ToldKind[];
}

/** What other services ask about mails, and have told. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal')
export class InternalController {
  constructor(
    private readonly mails: SettledMails,
    private readonly staff: StaffPost,
    private readonly all: MailsForOperators,
  ) {}

  /** How far the mail about an entry of a case is. @throws Problem `not-found` where none is known (yet) */
  @OnlyServices('application')
  @Get('applications/:id/mails/:version')
  async mailAbout(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<MailProgress> {
    const mail = await this.mails.about(tenant, `${id}/${version}`);
    if (mail === undefined) throw new Problem('not-found');
    return mail;
  }

  /** Tells somebody of the staff that there is something new in their cases. */
  @OnlyServices('application')
  @Post('alert-mails')
  @HttpCode(202)
  async alert(@CurrentUser() { tenant }: ServiceToken, @Body() mail: AlertMailInput): Promise<void> {
    await this.staff.tell(tenant, mail);
  }

  /** Every mail about a case, without address and text. */
  @OnlyServices('audit')
  @Get('applications/:id/mails')
  async mailsOf(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
  ): Promise<{ readonly items: readonly ListedMail[] }> {
    return { items: await this.all.ofCase(tenant, id) };
  }
}
