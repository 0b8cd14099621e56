import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags, ApiOperation } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { defineProblems, Id, IdParam, NumberInQuery, OneOf, Problem } from '#http';
import { mailKinds, type MailKind } from '../processes/mails';
import { MailSender } from '../sending/mail-sender';
import {
  MailsForOperators,
  mailStates,
  type ListedMail,
  type MailState,
} from '../sending/mails-for-operators';

/** What can be wrong with an operator's wish. */
export const mailProblems = defineProblems({
  'mail-not-failed': {
    status: 409,
    title: { de: 'Diese E-Mail ist nicht gescheitert.', en: 'This mail has not failed.' },
    detail: {
      de: 'Nur eine gescheiterte E-Mail kann erneut versandt werden.',
      en: 'Only a mail that has failed can be sent again.',
    },
  },
});

export class MailQuery {
  @OneOf(mailStates, { default: 'failed', optional: true })
  readonly state: MailState = 'failed';

  @Id({ description: '`mailId` of the last mail of the page before.', optional: true })
  readonly after?: string;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  readonly limit: number = 50;
}

/** A mail as operators see it: no address and no text, which are not stored. */
export class MailAnswer implements ListedMail {
  @ApiProperty({ format: 'uuid' }) readonly mailId!: string;
  @ApiProperty({ example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11/4' }) readonly eventId!: string;
  @ApiProperty({ enum: mailKinds }) readonly kind!: MailKind;
  @ApiProperty({ enum: mailStates }) readonly state!: MailState;
  @ApiProperty({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'In state `gathered`: the mail in which this event is told together with others.',
  })
  readonly gatheredInto!: string | null;
  @ApiProperty() readonly messageId!: string;
  @ApiProperty() readonly attempts!: number;
  @ApiProperty({ format: 'date-time' }) readonly queuedAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) readonly sentAt!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'smtp-550' }) readonly reason!: string | null;
}

export class MailsAnswer {
  @ApiProperty({ type: [MailAnswer] }) readonly items!: readonly MailAnswer[];
  @ApiProperty({
    description: 'Mails by state, over all pages.',
    example: { queued: 0, sending: 0, sent: 120, failed: 1, gathered: 40 },
  })
  readonly counts!: Readonly<Record<MailState, number>>;
}

/** What operators see and do about mails. */
@ApiTags('operations')
@ApiBearerAuth('serviceToken')
@Roles('operator')
@Controller('operations/mail')
export class OperationsController {
  constructor(
    private readonly mails: MailsForOperators,
    private readonly sender: MailSender,
  ) {}

  @ApiOperation({ summary: "Mails of the operator's tenant in one state, oldest first" })
  @Get()
  @ApiOkResponse({ type: MailsAnswer })
  async list(@CurrentUser() operator: ServiceToken, @Query() query: MailQuery): Promise<MailsAnswer> {
    return {
      items: await this.mails.list(operator.tenant, query),
      counts: await this.mails.counts(operator.tenant),
    };
  }

  @ApiOperation({
    summary: 'Tries a mail that failed again, with its old Message-ID',
    description: 'Repeating it changes nothing more, so it needs no key.',
  })
  @Post(':id/replay')
  @HttpCode(204)
  async replay(@CurrentUser() operator: ServiceToken, @IdParam() id: string): Promise<void> {
    const outcome = await this.mails.replay(operator.tenant, id);
    if (outcome === 'unknown') throw new Problem('not-found');
    if (outcome === 'not-failed') throw new Problem('mail-not-failed');
    this.sender.wake();
  }
}
