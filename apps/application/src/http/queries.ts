import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { cursorPattern, keyPattern } from '#http';
import { applicationStatuses, type ApplicationStatus } from '../domain/application';
import { tasks, type Task } from '../read-models/work-list';

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

  @ApiPropertyOptional({ description: 'Only cases in which the office has this to do.', enum: tasks })
  @IsOptional()
  @IsIn(tasks)
  task?: Task;

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
