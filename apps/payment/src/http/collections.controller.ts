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
import { CalendarDate, IdempotencyKey, IdParam, scopedKey, type AnyResponse, type RequestKey } from '#http';
import { CollectionFiles } from '../collection-files';
import { Collections, type CollectionLine } from '../collections';
import { sendBankFile } from './bank-file';

export class CollectionRequest {
  @CalendarDate({
    description: 'Mandates that are due until then; default: the next five days.',
    example: '2026-12-10',
    optional: true,
  })
  until?: string;
}

const euroCents = { type: 'integer', minimum: 0, example: 3070 } as const;
const number = { type: 'integer', minimum: 0 } as const;

/** A collection of direct debits. */
export class CollectionView {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'date-time' }) readonly createdAt!: string;
  /** Person id. */
  readonly createdBy!: string;
  @ApiProperty({ format: 'date' }) readonly until!: string;
  /** Absent while it is being made: until then there is no file. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly madeAt?: string;
  @ApiProperty({ ...number, description: 'Debits.' }) readonly count!: number;
  @ApiProperty(euroCents) readonly sumCents!: number;
  @ApiProperty({ ...number, description: 'Debits of which the bank has said nothing yet.' })
  readonly collected!: number;
  @ApiProperty(number) readonly booked!: number;
  @ApiProperty(number) readonly returned!: number;
}

/** The collections of the city, the latest first. */
export class CollectionsView {
  @ApiProperty({ type: [CollectionView] }) readonly items!: readonly CollectionView[];
}

/** The treasury collects direct debits. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('treasury')
@Controller('backoffice/collections')
export class CollectionsController {
  constructor(
    private readonly collections: Collections,
    private readonly files: CollectionFiles,
  ) {}

  @ApiOperation({ summary: 'The collections of direct debits, the latest first' })
  @Get()
  @ApiOkResponse({ type: CollectionsView })
  async list(@CurrentUser() { tenant }: ServiceToken): Promise<CollectionsView> {
    return { items: (await this.collections.list(tenant)).map(collectionView) };
  }

  @ApiOperation({
    summary: 'Makes the collection of every mandate that is due',
    description:
      'Each debit goes into one collection. What was begun and not completed is gone on with first.',
  })
  @Post()
  @ApiCreatedResponse({ type: CollectionView })
  async make(
    @CurrentUser() { tenant, sub }: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() { until }: CollectionRequest,
  ): Promise<CollectionView> {
    const { key: scoped } = scopedKey(sub, key);
    const id = await this.collections.make(tenant, { key: scoped, by: sub, until });
    return collectionView(await this.collections.line(tenant, id));
  }

  @ApiOperation({ summary: 'The file for the bank, pain.008.001.08; always the same' })
  @Get(':id')
  @ApiOkResponse({ content: { 'application/xml': { schema: { type: 'string' } } } })
  async file(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    await sendBankFile(response, `pain.008-${id}.xml`, await this.files.write(tenant, id));
  }
}

function collectionView({ madeAt, ...line }: CollectionLine): CollectionView {
  return { ...line, ...(madeAt !== null && { madeAt }) };
}
