import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import {
  IdempotencyKey,
  IdParam,
  nodeRequest,
  NumberInQuery,
  Problem,
  TakesStreamedXml,
  type AnyRequest,
  type RequestKey,
} from '#http';
import { BankStatements, type StatementLine, type UnmatchedEntry } from '../bank-statements';
import { unmatchedReasons } from '../debit-booking';

const number = { type: 'integer', minimum: 0 } as const;

/** Entries that wait, on one page. */
const pageSize = 1_000;

export class UnmatchedRequest {
  @NumberInQuery({ minimum: 0, maximum: 1_000_000 }, { default: 0, optional: true })
  after: number = 0;
}

/** A movement that fits nothing, or not as it should. */
export class UnmatchedEntryView {
  @ApiProperty({ ...number, description: 'Its place among the movements of the file.' })
  readonly place!: number;
  @ApiProperty({ ...number, description: 'Line of the file.' }) readonly line!: number;
  @ApiProperty({ enum: unmatchedReasons, enumName: 'UnmatchedReason' }) readonly reason!: string;
  @ApiProperty({ enum: ['in', 'out', 'returned', 'rejected'] }) readonly direction!: string;
  /** Euro cents; absent where the bank does not say. */
  @ApiPropertyOptional(number) readonly amountCents?: number;
  readonly endToEndId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) readonly paymentId?: string;
}

/** A file of the bank, and what it led to. */
export class BankStatementView {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  /** `statement`: camt.053; `status`: pain.002. */
  @ApiProperty({ enum: ['statement', 'status'] }) readonly kind!: string;
  readonly sha256!: string;
  @ApiProperty({ format: 'date-time' }) readonly receivedAt!: string;
  /** Person id. */
  readonly receivedBy!: string;
  @ApiProperty(number) readonly entries!: number;
  @ApiProperty({ ...number, description: 'Debits that the bank has booked.' }) readonly booked!: number;
  @ApiProperty({ ...number, description: 'Debits that it gave back, or could not collect.' })
  readonly returned!: number;
  @ApiProperty({ ...number, description: 'Rows that the treasury looks at.' }) readonly unmatched!: number;
  /** Absent while it is being booked. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly bookedAt?: string;
}

/** The files of the bank, the latest first. */
export class BankStatementsView {
  @ApiProperty({ type: [BankStatementView] }) readonly items!: readonly BankStatementView[];
}

/** A file of the bank with what of it waits for the treasury. */
export class BankStatementDetailView extends BankStatementView {
  /** A page of them. */
  @ApiProperty({ type: [UnmatchedEntryView] }) readonly waiting!: readonly UnmatchedEntryView[];
  /** Of the next page: `?after=`. */
  @ApiPropertyOptional(number) readonly nextAfter?: number;
}

/** The treasury brings what the bank says. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('treasury')
@Controller('backoffice/bank-statements')
export class BankStatementsController {
  constructor(private readonly statements: BankStatements) {}

  @ApiOperation({ summary: 'The files of the bank, the latest first' })
  @Get()
  @ApiOkResponse({ type: BankStatementsView })
  async list(@CurrentUser() { tenant }: ServiceToken): Promise<BankStatementsView> {
    return { items: (await this.statements.list(tenant)).map(statementView) };
  }

  @ApiOperation({
    summary: 'Books a file of the bank: camt.053.001.08 or .02, pain.002.001.10 or .03',
    description:
      'At most 64 MB and 100,000 movements. Where the file contradicts its own sums, or is of another account, nothing of it is booked. The same file again changes nothing.',
  })
  @Post()
  @TakesStreamedXml()
  @ApiBody({ schema: { type: 'string' } })
  @ApiCreatedResponse({ type: BankStatementView })
  async take(
    @CurrentUser() { tenant, sub }: ServiceToken,
    // A file is known by its content: whatever the key, it is booked once.
    @IdempotencyKey() _key: RequestKey,
    @Req() request: AnyRequest,
  ): Promise<BankStatementView> {
    const incoming = nodeRequest(request);
    if (!/^(application|text)\/xml\b/.test(incoming.headers['content-type'] ?? ''))
      throw new Problem('unsupported-media-type');
    const id = await this.statements.take(tenant, sub, incoming as AsyncIterable<Uint8Array>);
    return statementView(await this.known(tenant, id));
  }

  @ApiOperation({ summary: 'A file of the bank, and what of it waits for the treasury' })
  @Get(':id')
  @ApiOkResponse({ type: BankStatementDetailView })
  async one(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { after }: UnmatchedRequest,
  ): Promise<BankStatementDetailView> {
    const line = await this.known(tenant, id);
    const waiting = await this.statements.unmatched(tenant, id, after, pageSize);
    const last = waiting.length === pageSize ? waiting.at(-1)?.place : undefined;
    return {
      ...statementView(line),
      waiting: waiting.map(entryView),
      ...(last !== undefined && { nextAfter: last }),
    };
  }

  private async known(tenant: string, id: string): Promise<StatementLine> {
    const [line] = await this.statements.list(tenant, id);
    if (line === undefined) throw new Problem('not-found');
    return line;
  }
}

function statementView({ bookedAt, ...line }: StatementLine): BankStatementView {
  return { ...line, ...(bookedAt !== null && { bookedAt }) };
}

function entryView({ amountCents, endToEndId, paymentId, ...entry }: UnmatchedEntry): UnmatchedEntryView {
  return {
    ...entry,
    ...(amountCents !== null && { amountCents }),
    ...(endToEndId !== null && { endToEndId }),
    ...(paymentId !== null && { paymentId }),
  };
}
