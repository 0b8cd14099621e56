import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CalendarDate, FreeText } from '#http';
import type { SeenMandate } from '../../queries/mandates';

export class OfferDto {
  @CalendarDate({ description: 'The last day of the mandate.', example: '2027-06-30' })
  endsOn!: string;
}

export class AcceptDto {
  @FreeText(60, { description: 'The code that the other person was given.', example: '7K2M-Q9XD-41ZT-HB8C' })
  code!: string;
}

export class OfferedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /**
   * For the one who is to act, and nobody else; it is shown once, and works once, for 7 days.
   * @example 7K2M-Q9XD-41ZT-HB8C
   */
  @ApiProperty({ pattern: '^[0-9A-Z]{4}(-[0-9A-Z]{4})+$' })
  code!: string;
}

export class OtherPartyDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  /** @example "Anna Muster" */
  name!: string;
}

export class MandateDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** Whether one gave it, or acts under it. */
  as!: 'grantor' | 'representative';

  status!: 'offered' | 'running' | 'ended';

  /** The other party; absent while nobody has accepted. */
  @ApiPropertyOptional({ type: OtherPartyDto })
  with?: OtherPartyDto;

  /** Its last day. */
  @ApiProperty({ format: 'date' })
  endsOn!: string;

  /** Until when the code of an offer can be accepted. */
  @ApiPropertyOptional({ format: 'date-time' })
  codeUntil?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  givenAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string;
}

export class MandatesDto {
  items!: MandateDto[];
}

/** A mandate as it is shown. */
export function mandateDto({ codeUntil, givenAt, endedAt, ...mandate }: SeenMandate): MandateDto {
  return {
    ...mandate,
    ...(codeUntil && { codeUntil: codeUntil.toISOString() }),
    ...(givenAt && { givenAt: givenAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}
