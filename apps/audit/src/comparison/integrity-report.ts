import { ApiProperty } from '@nestjs/swagger';
import type { PublishingService } from '#contracts';

/** One thing that honest work cannot explain. */
export class DifferenceDto {
  /** @example hash-differs */
  @ApiProperty({
    enum: [
      'gap',
      'fork',
      'broken-link',
      'chain-broken',
      'missing-in-source',
      'hash-differs',
      'copy-differs',
      'answer-differs',
      'unreadable',
      'not-received',
      'read-model-differs',
    ],
  })
  kind!: string;

  @ApiProperty({ format: 'uuid' })
  streamId!: string;

  /** @example application */
  streamType!: string;

  /**
   * The version it is about.
   * @example 3
   */
  version?: number;

  /** The last version of a gap, where it is wider than one. */
  upToVersion?: number;

  /** What does not say what the events say: table and columns, or why nothing could be compared. Never a value. */
  detail?: string;
}

/** What comparing the log of one service with the witness's copy led to. */
export class SourceReport {
  /** @example application */
  source!: PublishingService;

  /** False when the service did not answer: then nothing is known about its log. */
  reachable!: boolean;

  /** When the last round through all of its streams was complete. */
  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  checkedAt!: string | null;

  /** Everything that it recorded before this moment has been compared since. */
  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  changesComparedUntil!: string | null;

  /**
   * Streams compared.
   * @example 120
   */
  streams!: number;

  /**
   * Events in the copy of the witness.
   * @example 940
   */
  events!: number;

  /**
   * Events that the witness has not heard of yet.
   * @example 0
   */
  behind!: number;

  /** @example 0 */
  differenceCount!: number;

  /** Up to 100 of them, of every kind as many as there is room for: many of one kind hide no other. */
  differences!: DifferenceDto[];
}

/** Whether the case files of a city and their witness say the same. */
export class IntegrityReport {
  /** Every stream of every source has been compared in a round that was complete at this moment or later. */
  @ApiProperty({ format: 'date-time' })
  checkedAt!: string;

  /** Everything that any source recorded before this moment has been compared since. */
  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  changesComparedUntil!: string | null;

  /** Every source answered and nothing differs. */
  intact!: boolean;

  /** @example 120 */
  streams!: number;

  /** @example 940 */
  events!: number;

  /** @example 0 */
  differenceCount!: number;

  /** Whether the witness is connected to the broker. While it is not, an event that is `not-received` may only be on its way. */
  receiving!: boolean;

  /**
   * Why it is not.
   * @example "the consumer has sent no heartbeat since 2026-11-20T15:42:13.123Z"
   */
  notReceivingBecause?: string;

  sources!: SourceReport[];
}
