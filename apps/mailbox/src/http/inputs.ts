import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { cursorPattern } from '#http';

/** Characters in one message; longer texts belong into a document. */
export const LONGEST_MESSAGE = 5_000;

/** A message as it is written. Plain text: whatever looks like HTML is text and is shown as such. */
export class MessageInput {
  /** @example "Guten Tag, der Fahrzeugschein liegt jetzt bei." */
  @IsString()
  @MaxLength(LONGEST_MESSAGE)
  @Matches(/\S/)
  readonly text!: string;
}

/** A page of a mailbox. */
export class PageQuery {
  /** `nextCursor` of the page before. */
  @IsOptional()
  @Matches(cursorPattern)
  readonly cursor?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly limit: number = 20;
}
