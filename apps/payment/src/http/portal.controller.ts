import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen, personConcerned } from '#commands';
import { TenantDatabase } from '#database';
import { AnswersWithEvents, EventStreams, IdParam, languageOf, readCursor, setETag, TellsETag } from '#http';
import { person } from '#live-updates';
import { statusWords } from '../domain/status-words';
import { PaymentUpdates } from '../live/payment-updates';
import { PaymentQuery } from '../queries/payment-query';
import { findPayments } from '../read-models/payments';
import { Titles } from '../titles';
import { MyPaymentsRequest } from './queries';
import { PaymentsView, paymentsView, PaymentUpdateView, PaymentView, paymentView } from './views';

/** The payments of the person concerned: what is to be paid, what was, and what goes back (W16b, R28c). */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/payments')
export class PortalController {
  constructor(
    private readonly queries: QueryBus,
    private readonly database: TenantDatabase,
    private readonly titles: Titles,
    private readonly updates: PaymentUpdates,
    private readonly streams: EventStreams,
  ) {}

  @ApiOperation({ summary: "The citizen's payments, newest first" })
  @Get()
  @ApiOkResponse({ type: PaymentsView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() { application: applicationId, cursor, limit }: MyPaymentsRequest,
    @Req() request: Request,
  ): Promise<PaymentsView> {
    const { tenant } = user;
    const page = await findPayments(this.database, tenant, {
      citizen: personConcerned(asCitizen(user)),
      ...{ applicationId, after: readCursor(cursor), limit },
    });
    return paymentsView(page, this.titles.of(tenant), languageOf(request));
  }

  @ApiOperation({ summary: 'Server-sent events `payment-changed`, resumable by `Last-Event-ID`' })
  @Get('events')
  @AnswersWithEvents({
    description: 'Events `payment-changed`: something has happened to a payment.',
    events: { 'payment-changed': PaymentUpdateView },
  })
  async events(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const acting = asCitizen(user);
    const language = languageOf(request);
    const stream = this.streams.start(request, response, acting);
    await this.updates.follow(stream, [person(acting.tenant, personConcerned(acting))], (news) => ({
      event: 'payment-changed',
      data: { ...news, statusLabel: statusWords[news.status][language] } satisfies PaymentUpdateView,
    }));
  }

  @ApiOperation({ summary: 'One payment, with its attempts, refunds and history' })
  @Get(':id')
  @TellsETag()
  @ApiOkResponse({ type: PaymentView })
  async one(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PaymentView> {
    const acting = asCitizen(user);
    const read = await this.queries.execute(new PaymentQuery(acting, id));
    setETag(response, read.version);
    return paymentView(read, acting, this.titles.of(user.tenant), languageOf(request));
  }
}
