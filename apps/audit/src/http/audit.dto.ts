import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Transform } from 'class-transformer';
import { parties, type Party } from '../domain/case-state';

const asOfDescription =
  'A version of the application (`3`) or a time (ISO 8601), inclusive; absent means now.';

export class EventsQuery {
  @ApiPropertyOptional({ description: asOfDescription, example: '2026-11-20T15:42:13.123456Z' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}

export class StateQuery extends EventsQuery {
  @ApiPropertyOptional({ enum: parties, default: 'auditor', description: 'Through whose eyes.' })
  @IsOptional()
  @IsIn(parties)
  as?: Party;
}

export class IntegrityQuery {
  @ApiPropertyOptional({
    description: 'Compare now instead of answering with the last comparison.',
    default: false,
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  fresh?: boolean;
}

export class ActorDto {
  @ApiProperty({
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    description: 'Person id, or `service:<name>`.',
  })
  personId!: string;

  @ApiProperty({ example: 'caseworker' })
  role!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'On whose behalf.' })
  actingFor?: string;
}

export class EventDto {
  @ApiProperty({ example: 'application', description: 'The service that told it.' })
  source!: string;

  @ApiProperty({ example: 'application' })
  streamType!: string;

  @ApiProperty({ format: 'uuid', example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11' })
  streamId!: string;

  @ApiProperty({ example: 4 })
  version!: number;

  @ApiProperty({ example: 'ApplicationFiled' })
  type!: string;

  @ApiProperty({ format: 'date-time', description: 'By the clock of the source.' })
  recordedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When the witness heard of it.' })
  receivedAt!: string;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  hash!: string;

  @ApiProperty({ pattern: '^([0-9a-f]{64})?$', description: 'Empty for the first event of a stream.' })
  previousHash!: string;

  @ApiProperty({ type: ActorDto })
  actor!: ActorDto;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ description: 'The command or the event that caused it.' })
  causationId!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Ids, codes and times; never content.',
  })
  data!: Readonly<Record<string, unknown>>;
}

export class StreamFindingDto {
  @ApiProperty({ example: 'application' })
  source!: string;

  @ApiProperty({ format: 'uuid' })
  streamId!: string;

  @ApiProperty({ enum: ['gap', 'fork', 'broken-link'] })
  kind!: string;

  @ApiProperty({ example: 3 })
  version!: number;
}

export class CaseEventsDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  @ApiProperty({ type: [EventDto], description: 'In the order in which they happened.' })
  events!: readonly EventDto[];

  @ApiProperty({
    type: [StreamFindingDto],
    description: 'Empty when every chain of the case holds together.',
  })
  findings!: readonly StreamFindingDto[];
}

export class ContentDto {
  @ApiProperty({ description: 'False when the application service did not answer.' })
  available!: boolean;

  @ApiProperty({
    description:
      'The application service tells the same version, status and hashes as the copy of the witness.',
  })
  agrees!: boolean;

  @ApiProperty({ type: [String], description: 'What differs, e.g. `status`.' })
  differing!: readonly string[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'What the party saw, by the application service.',
  })
  view?: unknown;
}

export class CaseStateDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  @ApiProperty({ enum: parties })
  as!: Party;

  @ApiProperty({ description: 'Whether the party could see the case at all at that moment.' })
  visible!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Folded from the copy of the witness alone.',
    example: { reference: 'DU-2026-000123-7', status: 'in-processing', version: 6, actionRequired: false },
  })
  state!: object | null;

  @ApiPropertyOptional({ description: 'The status in words, by Accept-Language.', example: 'In Bearbeitung' })
  statusLabel?: string;

  @ApiProperty({
    type: ContentDto,
    nullable: true,
    description: 'Null when the party could not see the case.',
  })
  content!: ContentDto | null;

  @ApiProperty({ type: [StreamFindingDto] })
  findings!: readonly StreamFindingDto[];
}

export class AccessDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ example: 'caseworker' })
  role!: string;

  @ApiProperty({ example: 'case-view' })
  purpose!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ example: 'application', description: 'The service in which it happened.' })
  source!: string;
}

export class AccessesDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  @ApiProperty({ type: [AccessDto], description: 'Oldest first; the auditors’ own included.' })
  accesses!: readonly AccessDto[];
}
