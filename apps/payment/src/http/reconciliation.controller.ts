import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff, rolesInPayments } from '#commands';
import {
  atExpectedVersion,
  Change,
  FreeText,
  Key,
  languageOf,
  Cents,
  OneOf,
  Problem,
  scopedKey,
  setETag,
  type ChangeRequest,
  type Language,
} from '#http';
import { GiveCommand } from '../payment.handler';
import { Differences, differenceWords, type OpenDifference } from '../reconciliation/differences';
import { NightlyReconciliation } from '../reconciliation/nightly';
import { ReconciliationRuns, type ReconciliationRun } from '../reconciliation/runs';
import { commandView, PaymentCommandView } from './views';

const count = { type: 'integer', minimum: 0 } as const;

/** A run of the reconciliation. */
export class ReconciliationRunView {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  /** The day in Berlin whose nightly run it is; absent for one that somebody asked for. */
  @ApiPropertyOptional({ format: 'date' }) readonly night?: string;
  /** Person id, or `service:payment`. */
  readonly askedBy!: string;
  @ApiProperty({ format: 'date-time' }) readonly askedAt!: string;
  /** Absent while it is under way. */
  @ApiPropertyOptional({ format: 'date-time' }) readonly endedAt?: string;
  /** The one whose books are compared; absent where it is every provider of the city. */
  readonly provider?: string;
  @ApiProperty({ ...count, description: 'Payments, as far as is known while it is under way.' })
  readonly toCompare!: number;
  @ApiProperty({ ...count, description: 'Gone through, whatever came of it.' })
  readonly compared!: number;
  @ApiProperty(count) readonly agreed!: number;
  @ApiProperty({ ...count, description: 'Differences that nobody had found before.' })
  readonly differed!: number;
  @ApiProperty({ ...count, description: 'Nobody could say how they stand: the next run asks again.' })
  readonly unasked!: number;
  @ApiProperty({ ...count, description: 'Paid transactions of a provider of which nothing is known here.' })
  readonly strangers!: number;
}

/** A difference that waits for the treasury. */
export class OpenDifferenceView {
  @ApiProperty({ format: 'uuid' }) readonly differenceId!: string;
  @ApiProperty({ format: 'uuid' }) readonly paymentId!: string;
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
  /** Of the payment, for `If-Match`. */
  readonly version!: number;
  /** @example DU-2026-000123-7 */
  readonly reference!: string;
  @ApiProperty({ enum: Object.keys(differenceWords), enumName: 'DifferenceKind' }) readonly kind!: string;
  @ApiPropertyOptional(count) readonly statedCents?: number;
  @ApiPropertyOptional({ format: 'date-time' }) readonly statedAt?: string;
  readonly means!: string;
  /** What is to be done. */
  readonly advice!: string;
}

export class ReconciliationView {
  /** The latest first. */
  @ApiProperty({ type: [ReconciliationRunView] }) readonly runs!: readonly ReconciliationRunView[];
  @ApiProperty({ type: [OpenDifferenceView] }) readonly differences!: readonly OpenDifferenceView[];
}

export class ReconciliationRequest {
  @Key({
    description: 'Key of the one provider whose books are compared.',
    example: 'stadtpay',
    optional: true,
  })
  provider?: string;
}

export class ResolveInput {
  @OneOf(['booked', 'dismissed'], {
    description: 'booked: the money is there; dismissed: nothing is to be booked.',
    example: 'booked',
  })
  resolution!: 'booked' | 'dismissed';

  @Cents(0, { description: 'Of `booked`: what came in, euro cents.', optional: true })
  receivedCents?: number;

  @FreeText(500, { description: 'What was found out.', example: 'Kontoauszug Nr. 12: 30,60 € eingegangen.' })
  note!: string;
}

/** Runs that a list shows. */
const shownRuns = 30;

/** Our books and the providers': what the treasury sees of the comparison, and resolves. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('treasury')
@Controller('backoffice/reconciliation')
export class ReconciliationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly runs: ReconciliationRuns,
    private readonly differences: Differences,
    private readonly nightly: NightlyReconciliation,
  ) {}

  @Get()
  @Roles('treasury', 'auditor')
  @ApiOperation({
    summary: 'The last runs of the reconciliation, and the differences that nobody has resolved',
  })
  @ApiOkResponse({ type: ReconciliationView })
  async list(@CurrentUser() { tenant }: ServiceToken, @Req() request: Request): Promise<ReconciliationView> {
    const language = languageOf(request);
    return {
      runs: (await this.runs.latest(tenant, shownRuns)).map(runView),
      differences: (await this.differences.open(tenant)).map((one) => differenceView(one, language)),
    };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Compares with the providers now',
    description: 'The run goes on by itself; where one is under way it is that one.',
  })
  @ApiAcceptedResponse({ type: ReconciliationRunView })
  async run(
    @CurrentUser() user: ServiceToken,
    @Body() { provider }: ReconciliationRequest,
  ): Promise<ReconciliationRunView> {
    const { tenant, personId } = asStaff(user, rolesInPayments);
    return runView(await this.nightly.ask(tenant, personId, provider));
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resolves a difference by a correction that stands beside it',
    description: '`If-Match` is the version of the payment.',
  })
  @ApiOkResponse({ type: PaymentCommandView })
  async resolve(
    @CurrentUser() user: ServiceToken,
    @Change() { id: differenceId, expected, key, request, response }: ChangeRequest,
    @Body() input: ResolveInput,
  ): Promise<PaymentCommandView> {
    const acting = asStaff(user, rolesInPayments);
    const idempotency = scopedKey(acting.personId, key);
    const paymentId = await this.differences.paymentOf(acting.tenant, differenceId, idempotency);
    if (paymentId === undefined) throw new Problem('not-found');
    const asked = { name: 'correct', input: { ...input, differenceId } } as const;
    const answer = await atExpectedVersion(expected, (expectedVersion) =>
      this.commands.execute(
        new GiveCommand(acting, paymentId, asked, {
          ...(expectedVersion !== undefined && { expectedVersion }),
          idempotency,
        }),
      ),
    );
    setETag(response, answer.version);
    return commandView(answer, languageOf(request));
  }
}

function runView(run: ReconciliationRun): ReconciliationRunView {
  const { runId: id, night, provider, askedBy, askedAt, endedAt } = run;
  const { toCompare, compared, agreed, differed, unasked, strangers } = run;
  return {
    ...{ id, askedBy, askedAt: askedAt.toISOString() },
    ...(night !== null && { night }),
    ...(provider !== null && { provider }),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
    ...{ toCompare, compared, agreed, differed, unasked, strangers },
  };
}

function differenceView(
  { digest: _, ...difference }: OpenDifference,
  language: Language,
): OpenDifferenceView {
  const { means, advice } = differenceWords[difference.kind];
  return { ...difference, means: means[language], advice: advice[language] };
}
