import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff, rolesInPayments } from '#commands';
import { sendDocument } from '#documents';
import { IdParam, Problem, type AnyResponse } from '#http';
import { PaperFiles } from '../paper-files';
import { PaymentQuery } from '../queries/payment-query';

const pdf = { schema: { type: 'string', format: 'binary' } } as const;

/** The papers of a citizen's payments: receipts, and confirmations of mandates. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/payments/:id')
export class PortalPapersController {
  constructor(
    private readonly queries: QueryBus,
    private readonly papers: PaperFiles,
  ) {}

  @ApiOperation({
    summary: 'The receipt for a payment, as a tagged PDF',
    description:
      'Of the money that came last. It is made once, within moments after that, and stays the same.',
  })
  @Get('receipt')
  @ApiProduces('application/pdf')
  @ApiOkResponse(pdf)
  async receipt(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    const read = await this.queries.execute(new PaymentQuery(asCitizen(user), id));
    const receipt = read.payment.papers.findLast(({ kind }) => kind === 'receipt');
    if (receipt === undefined) throw new Problem('not-found');
    await sendDocument(response, await this.papers.open(user.tenant, read, receipt.documentId));
  }

  @ApiOperation({ summary: 'A paper of a payment: the receipt, the confirmation of a mandate' })
  @Get('documents/:documentId')
  @ApiProduces('application/pdf')
  @ApiOkResponse(pdf)
  async open(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    const read = await this.queries.execute(new PaymentQuery(asCitizen(user), id));
    await sendDocument(response, await this.papers.open(user.tenant, read, documentId));
  }
}

/** The same papers, for the city. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office', 'treasury')
@Controller('backoffice/payments/:id/documents')
export class BackofficePapersController {
  constructor(
    private readonly queries: QueryBus,
    private readonly papers: PaperFiles,
  ) {}

  @ApiOperation({
    summary: 'A paper of a payment: the receipt, the confirmation of a mandate',
    description: 'Who opens it is recorded.',
  })
  @Get(':documentId')
  @ApiProduces('application/pdf')
  @ApiOkResponse(pdf)
  async open(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    const read = await this.queries.execute(new PaymentQuery(asStaff(user, rolesInPayments), id));
    await sendDocument(response, await this.papers.open(user.tenant, read, documentId));
  }
}
