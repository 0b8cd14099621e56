import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { cursorPattern, IsId } from '#http';
import { outcomes, type Outcome } from '../domain/events';
import { applicationStatuses, type ApplicationStatus } from '../domain/transitions';

const longText = 20_000;
const shortText = 2_000;
const keyPattern = /^[a-z][a-z0-9-]{0,63}$/;

export class DraftRequest {
  @ApiProperty({ description: 'The service that is applied for.', example: 'meldebescheinigung' })
  @Matches(keyPattern)
  serviceKey!: string;
}

export class SubmitRequest {
  @ApiPropertyOptional({
    description: 'What `GET …/review` showed: names exactly the declaration that is submitted.',
    example: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  declarationHash?: string;

  @ApiPropertyOptional({
    description: 'The warning against hasty submission was read (OZG § 9a).',
    example: true,
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  warningAcknowledged?: boolean;
}

export class ReasonRequest {
  @ApiPropertyOptional({ example: 'Ich bin umgezogen.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(shortText)
  reason?: string;
}

export class SupplyDocumentsRequest {
  @ApiPropertyOptional({ example: 'Anbei die Bestätigung meines Arbeitgebers.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(longText)
  text?: string;

  @ApiPropertyOptional({
    description: 'Names of the documents that are handed in.',
    example: ['nutzungsbestaetigung.pdf'],
    type: [String],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  documents?: string[];
}

export class AssignRequest {
  @ApiPropertyOptional({
    description: 'Person id; the one who asks when omitted. Only a head of office assigns to others.',
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    format: 'uuid',
  })
  @IsOptional()
  @IsId()
  assignee?: string;
}

export class ForwardRequest {
  @ApiProperty({ description: 'Key of the office that takes the case over.', example: 'strassenverkehr' })
  @Matches(keyPattern)
  office!: string;

  @ApiPropertyOptional({
    description: 'Internal; the applicant does not see it.',
    example: 'Zuständig ist die Straßenverkehrsbehörde.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(shortText)
  reason?: string;
}

export class RequestDocumentsRequest {
  @ApiProperty({
    description: 'What the applicant reads.',
    example: 'Bitte reichen Sie den Impfausweis nach.',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(longText)
  text!: string;

  @ApiPropertyOptional({ example: ['Impfausweis'], type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  documents?: string[];

  @ApiPropertyOptional({
    description: 'Calendar date until which the documents are expected.',
    example: '2099-12-31',
    format: 'date',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  dueOn?: string;
}

export class DecideRequest {
  @ApiProperty({ enum: outcomes, example: 'granted' })
  @IsIn(outcomes)
  outcome!: Outcome;

  @ApiProperty({ description: 'Text of the notice.', example: 'Ihrem Antrag wird entsprochen.' })
  @IsString()
  @MinLength(1)
  @MaxLength(longText)
  text!: string;

  @ApiPropertyOptional({
    description: 'Information on legal remedies; required unless everything is granted.',
    example: 'Gegen diesen Bescheid können Sie innerhalb eines Monats Widerspruch einlegen.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(longText)
  legalRemedies?: string;
}

export class CorrectRequest {
  @ApiProperty({ description: 'Version of the entry that is corrected.', example: 5, minimum: 1 })
  @IsInt()
  @Min(1)
  entry!: number;

  @ApiProperty({
    description: 'What is right.',
    example: 'Das Datum im Eintrag 5 lautet richtig 12.11.2026.',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(longText)
  text!: string;
}

export class ReopenRequest {
  @ApiProperty({ example: 'Neue Tatsachen wurden bekannt.' })
  @IsString()
  @MinLength(1)
  @MaxLength(shortText)
  reason!: string;
}

class PageRequest {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @Matches(cursorPattern)
  cursor?: string;

  @ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;
}

export class MyApplicationsRequest extends PageRequest {}

export class WorkListRequest extends PageRequest {
  @ApiPropertyOptional({
    description: 'One status or several: repeated, or in one value separated by commas.',
    enum: applicationStatuses,
    isArray: true,
    example: ['filed', 'in-processing'],
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @IsIn(applicationStatuses, { each: true })
  status?: ApplicationStatus[];

  @ApiPropertyOptional({ description: '`me`, `nobody`, or a person id.', example: 'me' })
  @IsOptional()
  @Matches(/^(me|nobody|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  assigned?: string;

  @ApiPropertyOptional({
    description: "Part of a reference or of a service's name.",
    example: 'DU-2026-000123-7',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  query?: string;

  @ApiPropertyOptional({ description: "Key of one of the caller's offices.", example: 'strassenverkehr' })
  @IsOptional()
  @Matches(keyPattern)
  office?: string;
}

export class CatalogueRequest {
  @ApiPropertyOptional({ description: 'Words to look for in titles and descriptions.', example: 'parken' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  query?: string;

  @ApiPropertyOptional({ example: 'auto-und-verkehr' })
  @IsOptional()
  @Matches(keyPattern)
  topic?: string;
}

export class HistoryRequest {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  asOfVersion?: number;

  /** A moment, ISO 8601 with offset. */
  @IsOptional()
  @IsISO8601({ strict: true })
  asOfTime?: string;

  @IsOptional()
  @IsIn(['citizen', 'caseworker', 'auditor'])
  as?: 'citizen' | 'caseworker' | 'auditor';
}

export class VersionRequest {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  version!: number;
}
