import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff, rolesInPayments, type Acting } from '#commands';
import { TenantDatabase } from '#database';
import { assertInOrder, IdParam, languageOf, setETag, takeOver, TellsETag } from '#http';
import { PaymentQuery } from '../queries/payment-query';
import { searchPayments, type PaymentSearch } from '../read-models/payment-search';
import { Titles } from '../titles';
import { csvLines } from '../ledger/csv';
import { Ledger } from '../ledger/ledger';
import { ExportRequest, PaymentsRequest, searchOf } from './queries';
import { PaymentView, paymentView, StaffPaymentsView, staffPaymentsView } from './views';

/** Payments as the city sees them: an office its own, treasury and auditors all. Every look at one is recorded. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office', 'treasury', 'auditor')
@Controller('backoffice/payments')
export class BackofficeController {
  constructor(
    private readonly queries: QueryBus,
    private readonly database: TenantDatabase,
    private readonly titles: Titles,
    private readonly ledger: Ledger,
  ) {}

  @ApiOperation({
    summary: "The payments of the caller's offices, for treasury and auditors of all; newest first",
    description: 'Everything that is asked for has to fit. `total` is of all pages.',
  })
  @Get()
  @ApiOkResponse({ type: StaffPaymentsView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() asked: PaymentsRequest,
    @Req() request: Request,
  ): Promise<StaffPaymentsView> {
    const found = await searchPayments(this.database, user.tenant, {
      ...searchOf(asked),
      ...ofOffices(asStaff(user, rolesInPayments), asked.office),
    });
    return staffPaymentsView(found, this.titles.of(user.tenant), languageOf(request));
  }

  @ApiOperation({
    summary: 'What came in and went out, for the books of the treasury, as CSV',
    description:
      'By accounting key, oldest first, with a running total: UTF-8 with a byte order mark, semicolons, German numbers.',
  })
  @Get('export')
  @Roles('treasury', 'auditor')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { from, until }: ExportRequest,
    @Res() response: Response,
  ): Promise<void> {
    assertInOrder(from, until, '/until');
    const movements = await this.ledger.movements(tenant, from, until);
    const answer = takeOver(response);
    answer.writeHead(200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="zahlungen-${from}-${until}.csv"`,
      'X-Content-Type-Options': 'nosniff',
    });
    // Who has left needs no more lines.
    await pipeline(csvLines(movements, this.titles.of(tenant)), answer).catch(() => answer.destroy());
  }

  @ApiOperation({
    summary: 'One payment, with its attempts, refunds, differences and history',
    description: 'The reading is recorded before the answer.',
  })
  @Get(':id')
  @TellsETag()
  @ApiOkResponse({ type: PaymentView })
  async one(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PaymentView> {
    const acting = asStaff(user, rolesInPayments);
    const read = await this.queries.execute(new PaymentQuery(acting, id));
    setETag(response, read.version);
    return paymentView(read, acting, this.titles.of(user.tenant), languageOf(request));
  }
}

/** The offices whose payments somebody sees, or the one of them that was asked for. */
function ofOffices(
  { role, offices }: Acting,
  asked: string | undefined,
): Pick<PaymentSearch, 'offices' | 'ofOffice'> {
  const seesAll = role === 'treasury' || role === 'auditor';
  if (seesAll) return asked === undefined ? {} : { ofOffice: asked };
  return { offices: asked === undefined ? offices : offices.filter((own) => own === asked) };
}
