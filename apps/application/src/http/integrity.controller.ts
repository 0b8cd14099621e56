import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, Roles, type ServiceToken } from '#auth';
import type { Response } from 'express';
import { once } from 'node:events';
import { IntegrityCheck, isAlarm } from '../verification/integrity';
import { Verifier } from '../verification/verifier';

class IntegrityView {
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-11-20T15:42:13.123Z' })
  checkedAt!: string | null;
  @ApiProperty({ example: 1000 }) streams!: number;
  @ApiProperty({ example: 8000 }) events!: number;
  /** Applications whose lists do not say what their events say: always 0, or an alarm. */
  @ApiProperty({ example: 0 }) differences!: number;
  @ApiProperty({ example: 0 }) brokenChains!: number;
}

/** Whether what people see equals the fold of the events. */
@ApiTags('integrity')
@Controller()
export class IntegrityController {
  constructor(
    private readonly integrity: IntegrityCheck,
    private readonly verifier: Verifier,
  ) {}

  /** The figures of the last complete check of this city's applications, open to everyone. */
  @AllowAnonymous()
  @Get('portal/integrity')
  @ApiOkResponse({ type: IntegrityView })
  figures(@CurrentUser() { tenant }: ServiceToken): IntegrityView {
    const { checkedAt, tenants } = this.integrity.latest;
    const figures = tenants.get(tenant) ?? { streams: 0, events: 0, differences: 0, brokenChains: 0 };
    return { checkedAt, ...figures };
  }

  /**
   * Checks everything now, of all tenants, and tells the progress: one JSON object per line, `{ streams, events }` every
   * some hundred streams, `{ finding }` for every alarm, `{ done: true, … }` at the end.
   */
  @Roles('service')
  @ApiExcludeEndpoint()
  @Get('internal/verify')
  async verify(@Res() response: Response): Promise<void> {
    response.setHeader('Content-Type', 'application/x-ndjson');
    const tell = async (line: object): Promise<void> => {
      if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, 'drain');
    };
    const total = { streams: 0, events: 0, differences: 0, brokenChains: 0 };
    for await (const { events, ...finding } of this.verifier.all()) {
      if (response.destroyed) return;
      total.streams += 1;
      total.events += events;
      total.differences += finding.differences.length > 0 ? 1 : 0;
      total.brokenChains += finding.brokenAt === undefined ? 0 : 1;
      if (isAlarm(finding)) await tell({ finding });
      if (total.streams % 200 === 0) await tell(total);
    }
    await tell({ done: true, ...total });
    response.end();
  }
}
