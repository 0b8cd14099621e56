import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { TextLike } from '#http';
import { MailComparison, type ComparedMails } from '../sending/mail-comparison';

class ComparisonQuery {
  /** `next` of the page before. */
  @TextLike(/^(events:[a-z]+\/[0-9a-f-]{36}\/\d{1,9}|mails:([0-9a-f-]{36})?)$/, { optional: true })
  after?: string;
}

/** The send log beside what the witness has heard, for `npm run verify` and the auditor's report. */
@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/mails/comparison')
export class ComparisonController {
  constructor(private readonly comparison: MailComparison) {}

  @Get()
  page(@CurrentUser() { tenant }: ServiceToken, @Query() { after }: ComparisonQuery): Promise<ComparedMails> {
    return this.comparison.page(tenant, after);
  }
}
