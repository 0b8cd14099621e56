import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import {
  Each,
  FreeText,
  Id,
  IdempotencyKey,
  IdParam,
  Problem,
  scopedKey,
  type AnyResponse,
  type RequestKey,
} from '#http';
import { readAccount } from '../commands/bank-account';
import { TransferFiles } from '../transfer-files';
import { Transfers, type TransferLine, type WaitingTransfer } from '../transfers';
import { sendBankFile } from './bank-file';

/** An account that somebody has named for a refund. */
export class RefundAccount {
  @Id() refundId!: string;
  @FreeText(50, { example: 'DE02120300000000202051' }) iban!: string;
  @FreeText(70, { example: 'Anna Beispiel' }) accountHolder!: string;
}

export class TransferRequest {
  @Each(RefundAccount, 1_000, {
    description: 'Where refunds go whose payment names no account.',
    optional: true,
  })
  accounts?: RefundAccount[];
}

const number = { type: 'integer', minimum: 0 } as const;

/** Refunds that go to the bank with one file. */
export class TransferView {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'date-time' }) readonly createdAt!: string;
  /** Person id. */
  readonly createdBy!: string;
  /** Absent while it is being made: until then there is no file. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly madeAt?: string;
  @ApiProperty(number) readonly count!: number;
  /** Euro cents. */
  @ApiProperty(number) readonly sumCents!: number;
}

/** A refund that waits for a transfer. */
export class WaitingTransferView implements WaitingTransfer {
  @ApiProperty({ format: 'uuid' }) readonly paymentId!: string;
  @ApiProperty({ format: 'uuid' }) readonly refundId!: string;
  /** Euro cents. */
  @ApiProperty(number) readonly amountCents!: number;
  /** The payment names no account: one is given with the request. */
  readonly needsAccount!: boolean;
}

export class TransfersView {
  /** The latest first. */
  @ApiProperty({ type: [TransferView] }) readonly items!: readonly TransferView[];
  /** At most a thousand. */
  @ApiProperty({ type: [WaitingTransferView] }) readonly waiting!: readonly WaitingTransferView[];
}

const mostWaiting = 1_000;

/** The treasury transfers what no provider gives back. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('treasury')
@Controller('backoffice/transfers')
export class TransfersController {
  constructor(
    private readonly transfers: Transfers,
    private readonly files: TransferFiles,
  ) {}

  @ApiOperation({ summary: 'The transfers of refunds, and the refunds that wait for one' })
  @Get()
  @ApiOkResponse({ type: TransfersView })
  async list(@CurrentUser() { tenant }: ServiceToken): Promise<TransfersView> {
    const waiting: WaitingTransfer[] = [];
    for await (const one of this.transfers.waiting(tenant)) {
      waiting.push(one);
      if (waiting.length === mostWaiting) break;
    }
    return { items: (await this.transfers.list(tenant)).map(transferView), waiting };
  }

  @ApiOperation({
    summary: 'Makes the file of every refund that waits for a transfer and whose account is known',
    description: 'Each goes with one file. What was begun and not completed is gone on with first.',
  })
  @Post()
  @ApiCreatedResponse({ type: TransferView })
  async make(
    @CurrentUser() { tenant, sub }: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() { accounts = [] }: TransferRequest,
  ): Promise<TransferView> {
    const { key: scoped } = scopedKey(sub, key);
    const named = new Map(accounts.map((account) => [account.refundId, readAccount(account)]));
    const id = await this.transfers.make(tenant, { key: scoped, by: sub }, named);
    const [line] = await this.transfers.list(tenant, id);
    if (line === undefined) throw new Problem('not-found');
    return transferView(line);
  }

  @ApiOperation({ summary: 'The file for the bank, pain.001.001.09; always the same' })
  @Get(':id')
  @ApiOkResponse({ content: { 'application/xml': { schema: { type: 'string' } } } })
  async file(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    await sendBankFile(response, `pain.001-${id}.xml`, await this.files.write(tenant, id));
  }
}

function transferView({ madeAt, ...line }: TransferLine): TransferView {
  return { ...line, ...(madeAt !== null && { madeAt }) };
}
