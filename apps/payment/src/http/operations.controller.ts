import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { languageOf } from '#http';
import { Differences, differenceWords } from '../reconciliation/differences';
import { ReconciliationRuns } from '../reconciliation/runs';

/** A difference as an operator sees it: which payment, and what it means. No amount, and nobody. */
export class OperatedDifference {
  @ApiProperty({ format: 'uuid' }) readonly differenceId!: string;
  @ApiProperty({ example: 'DU-2026-000123-7' }) readonly reference!: string;
  @ApiProperty({ enum: Object.keys(differenceWords), enumName: 'DifferenceKind' }) readonly kind!: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'When the provider stated what differs.' })
  readonly statedAt?: string;
  @ApiProperty({ description: 'In words, by Accept-Language.' }) readonly means!: string;
  @ApiProperty({ description: 'What the treasury does about it.' }) readonly advice!: string;
}

export class OperatedReconciliation {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When the last run ended; absent where none has.',
  })
  readonly lastRunEndedAt?: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Payments that the last run compared.' })
  readonly compared!: number;
  @ApiProperty({ type: [OperatedDifference], description: 'Those that nobody has resolved.' })
  readonly differences!: readonly OperatedDifference[];
}

/** What operators see of payments: where our books and the providers' differ. The treasury resolves it. */
@ApiTags('operations')
@Controller('operations/reconciliation')
@Roles('operator')
export class OperationsController {
  constructor(
    private readonly differences: Differences,
    private readonly runs: ReconciliationRuns,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The last reconciliation, and the differences that wait for the treasury' })
  @ApiOkResponse({ type: OperatedReconciliation })
  async read(
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
  ): Promise<OperatedReconciliation> {
    const language = languageOf(request);
    const [open, latest] = await Promise.all([this.differences.open(tenant), this.runs.latest(tenant, 10)]);
    const ended = latest.find(({ endedAt }) => endedAt !== null);
    return {
      ...(ended?.endedAt && { lastRunEndedAt: ended.endedAt.toISOString() }),
      compared: ended?.compared ?? 0,
      differences: open.map(({ differenceId, reference, kind, statedAt }) => ({
        ...{ differenceId, reference, kind },
        ...(statedAt !== undefined && { statedAt }),
        means: differenceWords[kind].means[language],
        advice: differenceWords[kind].advice[language],
      })),
    };
  }
}
