import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OnlyServices } from '#auth';
import type { TenantDatabase } from '#database';
import type { HeldStream } from './held-streams';
import type { Relay } from './relay';

/** Parked messages of one kind: grouped, so that many of one kind hide no other. */
export interface ParkedGroup {
  readonly topic: string;
  /** See `ParkReason`. */
  readonly reason: string;
  /** Whether later messages of the same key wait behind these. */
  readonly holds: boolean;
  readonly count: number;
  /** ISO 8601: when the first and the last of them were parked. */
  readonly since: string;
  readonly last: string;
}

/** What of a service's messages needs an operator. */
export interface MessagesReport {
  readonly parked: readonly ParkedGroup[];
  /** Streams that this service does not tell, because one of their events cannot be told; the first 100. */
  readonly held: readonly HeldStream[];
}

/** Says what of a service's messages was put aside, and what it cannot tell. */
export class MessagingReport {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: Relay | undefined,
  ) {}

  async read(): Promise<MessagesReport> {
    const held = (await this.relay?.heldStreams()) ?? [];
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<ParkedGroup>(
        `SELECT topic, reason, key IS NOT NULL AS holds, count(*)::int AS count,
           ${isoTime('min(parked_at)')} AS since, ${isoTime('max(parked_at)')} AS last
         FROM messaging.parked WHERE state = 'parked' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      ),
    );
    return { parked: rows, held: held.slice(0, 100) };
  }
}

const isoTime = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** For `npm run verify`. Ids and reasons, never a message. */
@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/messages')
export class MessagingReportController {
  constructor(@Inject(MessagingReport) private readonly report: MessagingReport) {}

  @Get()
  read(): Promise<MessagesReport> {
    return this.report.read();
  }
}
