import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Channel } from '../domain/channel';
import { rolesOfStaff, type Names, type RoleOfStaff } from '../persons';
import { at, id } from './view-fields';

/**
 * What the persons of an answer are called, by their ids. Who is not known (any more) has no entry; that the names were told is
 * recorded.
 */
export const names = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'What the persons in this answer are called, by id; who is not known (any more) has no entry.',
  example: { '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11': 'Erika Mustermann' },
} as const;

export const namesAway = {
  type: Boolean,
  description:
    'There while identity does not answer: names are missing, and a case can be read and not worked on.',
} as const;

export class NamesView {
  @ApiProperty(names) names!: Names;
  @ApiPropertyOptional(namesAway) namesAway?: boolean;
}

/** Somebody who has a case open now. */
export class PresenceView {
  @ApiProperty(id) personId!: string;
  @ApiProperty(at) since!: string;
}

export class PresencesView extends NamesView {
  @ApiProperty({ type: [PresenceView], description: 'The others, who was first first.' })
  items!: readonly PresenceView[];
}

/** Somebody stands in for a colleague on some days, to the end of the last one, in Europe/Berlin. */
export class DeputyView {
  @ApiProperty(id) id!: string;
  @ApiProperty({ ...id, description: 'Who is away.' }) personId!: string;
  @ApiProperty({ ...id, description: 'Who stands in.' }) deputyId!: string;
  @ApiProperty({ format: 'date', example: '2026-12-21' }) from!: string;
  @ApiProperty({ format: 'date', example: '2027-01-08' }) until!: string;
  @ApiProperty({ ...id, description: 'Who named the deputy.' }) setBy!: string;
  @ApiProperty({ description: 'It has begun.', example: true }) isNow!: boolean;
}

export class DeputiesView extends NamesView {
  @ApiProperty({ type: [DeputyView], description: 'What is not over, the earliest first.' })
  items!: readonly DeputyView[];
}

/** How the cases of one service in one office stand, and what became of them in the period. */
export class CaseFiguresView {
  @ApiProperty({ example: 'meldebescheinigung' }) serviceKey!: string;
  @ApiProperty({ example: 'Meldebescheinigung' }) title!: string;
  @ApiProperty({ example: 'buergerservice' }) office!: string;
  @ApiProperty({ example: 'Bürgerservice' }) officeName!: string;
  @ApiProperty({ description: 'Now.', example: 42 }) open!: number;
  @ApiProperty({ description: 'Now.', example: 3 }) overdue!: number;
  @ApiProperty({ description: 'Now: the applicant is asked for something.', example: 7 }) waiting!: number;
  @ApiProperty({ description: 'Now: nobody has it.', example: 5 }) unassigned!: number;
  @ApiProperty({ description: 'Filed in the period.', example: 60 }) received!: number;
  @ApiProperty({ description: 'Decisions issued in the period.', example: 55 }) decided!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Days from filing after which half of these decisions were issued.',
    example: 6.5,
  })
  medianDays!: number | null;
}

/** What came by one way in the period, and how long it took. */
export class ChannelFiguresView {
  channel!: Channel;
  @ApiProperty({ description: 'Filed in the period.', example: 60 }) received!: number;
  @ApiProperty({ description: 'Decisions issued in the period.', example: 55 }) decided!: number;
  @ApiProperty({ type: Number, nullable: true, example: 6.5 }) medianDays!: number | null;
}

export class FiguresView {
  @ApiProperty({ format: 'date', example: '2026-11-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-30' }) to!: string;
  @ApiProperty({ type: [CaseFiguresView] }) items!: readonly CaseFiguresView[];
  @ApiProperty({ type: [ChannelFiguresView], description: 'The same by the way in which cases came.' })
  byChannel!: readonly ChannelFiguresView[];
}

/** Somebody who works on the cases of an office. */
export class ColleagueView {
  @ApiProperty(id) id!: string;
  @ApiProperty({ example: 'Minh Nguyen' }) name!: string;
  @ApiProperty({ enum: rolesOfStaff, isArray: true, example: ['caseworker'] })
  roles!: readonly RoleOfStaff[];
  @ApiProperty({ type: [String], description: 'Keys of offices.', example: ['buergerservice'] })
  offices!: readonly string[];
}

export class ColleaguesView {
  @ApiProperty({ type: [ColleagueView], description: 'By name.' }) items!: readonly ColleagueView[];
}
