import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { statuses, type Status } from '#contracts';
import { CalendarDate, Cursor, FlagInQuery, FreeText, Key, NumberInQuery, OneOf } from '#http';

export class CasesQuery {
  @FreeText(100, {
    description: 'A reference as people say it, or a part of one.',
    example: 'DU 2026 123',
    optional: true,
  })
  query?: string;

  @Key({ description: 'Key of the service.', optional: true })
  service?: string;

  @Key({ description: 'Key of the office that has the case now.', optional: true })
  office?: string;

  @OneOf(statuses, { description: 'Where the case stands now.', optional: true })
  status?: Status;

  @CalendarDate({
    description: 'Filed on this day or later, in Berlin.',
    example: '2026-11-01',
    optional: true,
  })
  from?: string;

  @CalendarDate({
    description: 'Filed before the end of this day in Berlin.',
    example: '2026-11-30',
    optional: true,
  })
  until?: string;

  @FlagInQuery({ description: 'Only cases whose log and witness differ, or only others.', optional: true })
  differs?: boolean;

  @Cursor()
  cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 100 }, { default: 50, optional: true })
  limit?: number;
}

/** A case as an auditor finds it, by the copy of the witness. */
export class FoundCaseDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** @example DU-2026-000123-7 */
  reference!: string;

  /** Empty where the copy of the witness is damaged, as are office and status. */
  serviceKey!: string;

  office!: string;

  status!: Status | '';

  /** What people read of it, by Accept-Language. */
  statusLabel!: string;

  @ApiProperty({ format: 'date-time' })
  filedAt!: string;

  /** Of the last event of the application. */
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;

  /** The log of the application service and the copy of the witness differ, as the last comparison found. */
  differs!: boolean;
}

export class FoundCasesDto {
  /** The latest filing first. */
  @ApiProperty({ type: [FoundCaseDto] })
  items!: readonly FoundCaseDto[];

  /** Sent back as `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
}

/** A mail about a case: no address and no text, which nobody keeps. */
export class MailEvidenceDto {
  @ApiProperty({ format: 'uuid' })
  mailId!: string;

  /**
   * Of the event that led to it.
   * @example 0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11/4
   */
  eventId!: string;

  /** @example application-filed */
  kind!: string;

  @ApiProperty({ enum: ['queued', 'sending', 'sent', 'failed', 'gathered'] })
  state!: string;

  /** The mail in which the event was told, where that is not its own. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  gatheredInto!: string | null;

  /** By which the mail server knows it. */
  messageId!: string;

  /** @example 1 */
  attempts!: number;

  @ApiProperty({ format: 'date-time' })
  queuedAt!: string;

  /** When the mail server took it over. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  sentAt!: string | null;

  /** Why it failed. */
  @ApiProperty({ type: String, nullable: true, example: 'smtp-550' })
  reason!: string | null;
}

export class EvidenceDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;

  /** False while the send log does not answer: then nothing is known of mails. */
  available!: boolean;

  /** Oldest first. */
  @ApiProperty({ type: [MailEvidenceDto] })
  mails!: readonly MailEvidenceDto[];
}

/** A name that a colleague no longer has. */
export class FormerlyNamedDto {
  /** @example "Minh Nguyen" */
  name!: string;

  /** Until when it held. */
  @ApiProperty({ format: 'date-time' })
  until!: string;
}

@ApiExtraModels(FormerlyNamedDto)
export class NamesDto {
  /** False while identity does not answer: then nobody is called anything. */
  available!: boolean;

  /** What they are called today, by person id; who is not known (any more) has no entry. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  names!: Readonly<Record<string, string>>;

  /** What colleagues were called before, by person id, the oldest name first. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { $ref: getSchemaPath(FormerlyNamedDto) } },
  })
  formerly!: Readonly<Record<string, readonly FormerlyNamedDto[]>>;
}

export class CaseNamesDto extends NamesDto {
  @ApiProperty({ format: 'uuid' })
  applicationId!: string;
}
