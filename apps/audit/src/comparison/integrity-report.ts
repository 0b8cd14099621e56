import { ApiProperty } from '@nestjs/swagger';

/** One thing that honest work cannot explain. */
export class DifferenceDto {
  @ApiProperty({
    enum: [
      'gap',
      'fork',
      'broken-link',
      'chain-broken',
      'missing-in-source',
      'hash-differs',
      'not-received',
      'read-model-differs',
    ],
    example: 'hash-differs',
  })
  kind!: string;

  @ApiProperty({ format: 'uuid' })
  streamId!: string;

  @ApiProperty({ example: 'application' })
  streamType!: string;

  @ApiProperty({ required: false, example: 3, description: 'The version it is about.' })
  version?: number;

  @ApiProperty({
    required: false,
    description: 'Table and columns of a list that does not say what the events say.',
  })
  detail?: string;
}

/** What comparing the log of one service with the witness's copy led to. */
export class SourceReport {
  @ApiProperty({ example: 'application' })
  source!: string;

  @ApiProperty({ description: 'False when the service did not answer: then nothing is known about its log.' })
  reachable!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When the last round through all of its streams was complete.',
  })
  checkedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Everything that it recorded before this moment has been compared since.',
  })
  changesComparedUntil!: string | null;

  @ApiProperty({ example: 120, description: 'Streams compared.' })
  streams!: number;

  @ApiProperty({ example: 940, description: 'Events in the copy of the witness.' })
  events!: number;

  @ApiProperty({ example: 0, description: 'Events that the witness has not heard of yet.' })
  behind!: number;

  @ApiProperty({ example: 0 })
  differenceCount!: number;

  @ApiProperty({ type: [DifferenceDto], description: 'The first 100 of them.' })
  differences!: DifferenceDto[];
}

/** Whether the case files of a city and their witness say the same. */
export class IntegrityReport {
  @ApiProperty({
    format: 'date-time',
    description:
      'Every stream of every source has been compared in a round that was complete at this moment or later.',
  })
  checkedAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Everything that any source recorded before this moment has been compared since.',
  })
  changesComparedUntil!: string | null;

  @ApiProperty({ description: 'Every source answered and nothing differs.' })
  intact!: boolean;

  @ApiProperty({ example: 120 })
  streams!: number;

  @ApiProperty({ example: 940 })
  events!: number;

  @ApiProperty({ example: 0 })
  differenceCount!: number;

  @ApiProperty({
    description:
      'Whether the witness is connected to the broker. While it is not, an event that is `not-received` may only be on its way.',
  })
  receiving!: boolean;

  @ApiProperty({
    required: false,
    description: 'Why it is not.',
    example: 'the consumer has sent no heartbeat since 2026-11-20T15:42:13.123Z',
  })
  notReceivingBecause?: string;

  @ApiProperty({ type: [SourceReport] })
  sources!: SourceReport[];
}
