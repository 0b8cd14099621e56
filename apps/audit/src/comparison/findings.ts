import { Logger } from '@nestjs/common';
import { groupBy } from '../domain/chain';
import type { Difference } from '../domain/compare';
import type { ComparedSources, ComparedStreams, SourceOfTenant } from './compared-sources';
import type { IntegrityReport } from './integrity-report';

/** Whether the witness hears what is told now, and if not, why. */
export type Reception = Pick<IntegrityReport, 'receiving' | 'notReceivingBecause'>;

/** What comparing has found, whoever had it compared: kept for everybody who asks, and the operator is alarmed by what is new. */
export class Findings {
  private readonly logger = new Logger('integrity');

  constructor(
    private readonly compared: ComparedSources,
    /** An outage of the broker and a log that somebody forged look alike in the copy; this tells them apart. */
    readonly reception: () => Promise<Reception>,
  ) {}

  /** Replaces what is known of the streams that were compared. @param page as in `ComparedSources.keep` */
  async keep(
    of: SourceOfTenant,
    compared: ComparedStreams,
    differences: readonly Difference[],
    page?: Parameters<ComparedSources['keep']>[3],
  ): Promise<void> {
    const found = groupBy(differences, ({ streamId }) => streamId);
    const alarming = await this.compared.keep(of, compared, found, page);
    if (alarming.length === 0) return;
    this.logger.error({
      msg: 'ALARM: the log of a service and its witness do not say the same',
      alarm: 'integrity',
      ...of,
      streams: alarming.length,
      first: found.get(alarming[0] ?? '')?.[0],
      ...(await this.reception()),
    });
  }

  /** Keeps what a reader has come upon: nobody waits until the round gets there. What is honest costs nothing. */
  async note(of: SourceOfTenant, differences: readonly Difference[]): Promise<void> {
    const ids = [...new Set(differences.map(({ streamId }) => streamId))];
    if (ids.length > 0) await this.keep(of, { ids }, differences);
  }
}
