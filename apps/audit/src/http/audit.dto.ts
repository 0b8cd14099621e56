import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CalendarDate, FlagInQuery, FreeText, OneOf } from '#http';
import type { ActorRole, Outcome, PaymentState, PublishingService, Status } from '#contracts';
import { parties, type CaseState, type Party } from '../domain/case-state';
import type { ApplicationHistory } from '../queries/application-view';
import { NamesDto } from './cases.dto';

export class EventsQuery {
  @FreeText(40, {
    description:
      'A version of the application (`3`), a day (its end in Berlin) or a time (ISO 8601, in Berlin where it names no zone), inclusive; absent means now.',
    example: '2026-11-20T15:42:13.123456Z',
    optional: true,
  })
  asOf?: string;
}

export class StateQuery extends EventsQuery {
  @OneOf(parties, { description: 'Through whose eyes.', default: 'auditor', optional: true })
  as?: Party;
}

export class IntegrityQuery {
  @FlagInQuery({
    description: 'Compare now instead of answering with the last comparison.',
    default: false,
    optional: true,
  })
  fresh?: boolean;
}

export class ActorDto {
  /**
   * Person id, or `service:<name>`.
   * @example 0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11
   */
  personId!: string;

  /**
   * Empty where the copy of the witness is broken.
   * @example caseworker
   */
  role!: ActorRole | '';

  /** On whose behalf. */
  @ApiPropertyOptional({ format: 'uuid' })
  actingFor?: string;
}

/** What a field of a contract event can be. */
export type ContractValue = string | number | boolean;

export class EventDto {
  /**
   * The service that told it.
   * @example application
   */
  source!: PublishingService;

  /** @example application */
  streamType!: string;

  /** @example 0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11 */
  @ApiProperty({ format: 'uuid' })
  streamId!: string;

  /** @example 4 */
  version!: number;

  /** @example ApplicationFiled */
  type!: string;

  /** By the clock of the source. */
  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  /** When the witness heard of it. */
  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  hash!: string;

  /** SHA-256 over the JSON of the contract event as it was told. */
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  told!: string;

  /** Empty for the first event of a stream. */
  @ApiProperty({ pattern: '^([0-9a-f]{64})?$' })
  previousHash!: string;

  actor!: ActorDto;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  /** The command or the event that caused it. */
  causationId!: string;

  /** Ids, codes and times by the contract of the type (AsyncAPI document); never content. */
  data!: Readonly<Record<string, ContractValue>>;
}

export class StreamFindingDto {
  /** @example application */
  source!: PublishingService;

  @ApiProperty({ format: 'uuid' })
  streamId!: string;

  @ApiProperty({ enum: ['gap', 'fork', 'broken-link'] })
  kind!: string;

  /** @example 3 */
  version!: number;
}

export class CaseEventsDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  /** In the order in which they happened. */
  @ApiProperty({ type: [EventDto] })
  events!: readonly EventDto[];

  /** Empty when every chain of the case holds together. */
  @ApiProperty({ type: [StreamFindingDto] })
  findings!: readonly StreamFindingDto[];
}

export class ContentDto {
  /** False when the application service did not answer. */
  available!: boolean;

  /** The application service tells the same version, status and hashes as the copy of the witness. */
  agrees!: boolean;

  /** What differs, e.g. `status`. */
  @ApiProperty({ type: [String] })
  differing!: readonly string[];

  /** What the party saw, by the application service: the form, the request, the history. */
  view?: ApplicationHistory;
}

/** Where a case stands, in the codes of the contract events. */
export interface WitnessedState extends Omit<CaseState, 'status' | 'outcome' | 'payment'> {
  readonly status: Status;
  readonly payment: PaymentState | null;
  readonly outcome: Outcome | null;
}

export class CaseStateDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  as!: Party;

  /** Whether the party could see the case at all at that moment. */
  visible!: boolean;

  /** Folded from the copy of the witness alone. */
  state!: WitnessedState | null;

  /**
   * What people read of it, by Accept-Language: the status, or the payment where that is shown instead.
   * @example "In Bearbeitung"
   */
  statusLabel?: string;

  /** Null when the party could not see the case. */
  content!: ContentDto | null;

  @ApiProperty({ type: [StreamFindingDto] })
  findings!: readonly StreamFindingDto[];
}

export class AccessDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  /** @example caseworker */
  role!: ActorRole;

  /** @example case-view */
  purpose!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  /**
   * The service in which it happened.
   * @example application
   */
  source!: PublishingService | 'audit';
}

export class NameReadingDto {
  /** Who was told. */
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  /** @example caseworker */
  role!: ActorRole;

  /** @example work-list */
  purpose!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  /** Where it happened; the auditors’ own questions are noted here. */
  source!: 'identity' | 'audit';
}

/** Who was told, with the names of the readers and, as today, of the person. */
export class NameReadingsDto extends NamesDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  /** Oldest first. */
  @ApiProperty({ type: [NameReadingDto] })
  readings!: readonly NameReadingDto[];
}

export class SinceQuery {
  @CalendarDate({
    description: 'From the beginning of this day in Berlin on; without it, of the last 31 days.',
    example: '2026-11-01',
    optional: true,
  })
  since?: string;
}

export class AccessesDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  /** Oldest first; the auditors’ own included. */
  @ApiProperty({ type: [AccessDto] })
  accesses!: readonly AccessDto[];
}
