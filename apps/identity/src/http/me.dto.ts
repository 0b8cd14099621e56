import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { levelsOfAssurance, roles, type LevelOfAssurance, type Role, type ServiceToken } from '#auth';
import type { ProfileChange } from '../commands/change-profile';
import type { Profile } from '../domain/profile';
import type { Person } from '../queries/person';
import type { RunningSession } from '../queries/session';

/** The session as its person sees it ("Aktuelle Sitzung", R13). */
export class SessionDto {
  @ApiProperty({ example: 'email-link' })
  method!: string;

  @ApiProperty({ enum: levelsOfAssurance, example: 'none' })
  levelOfAssurance!: LevelOfAssurance;

  @ApiProperty({ format: 'date-time' })
  signedInAt!: string;

  @ApiProperty({ format: 'date-time', description: 'The session ends then, whatever happens in it.' })
  expiresAt!: string;

  @ApiProperty({ format: 'date-time', description: 'The session ends then when nothing happens in it.' })
  idleUntil!: string;
}

export class MeDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ enum: roles, isArray: true, example: ['citizen'] })
  roles!: readonly Role[];

  @ApiProperty({ type: [String], description: 'The offices a caseworker works for.', example: [] })
  offices!: readonly string[];

  @ApiProperty({ enum: ['de', 'en'], description: 'The language of the mails to this person.' })
  language!: 'de' | 'en';

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        value: { type: 'string' },
        source: { type: 'string', enum: ['self', 'confirmed', 'official'] },
      },
    },
    description:
      'What is known, and where it comes from. Only values of source `self` are editable (R12, R23).',
    example: { email: { value: 'anna.muster@example.org', source: 'confirmed' } },
  })
  attributes!: Profile['attributes'];

  @ApiProperty({ type: SessionDto })
  session!: SessionDto;

  @ApiProperty({ description: 'Repeat it in X-CSRF-Token of every unsafe request of this session.' })
  csrfToken!: string;
}

const text = (description: string, example: string) =>
  ApiPropertyOptional({ type: String, nullable: true, maxLength: 200, description, example });

/** What a person wants changed; `null` removes an entry, and what is absent stays. */
export class ProfileChangeDto implements ProfileChange {
  @ApiPropertyOptional({ enum: ['de', 'en'] })
  @IsOptional()
  @IsIn(['de', 'en'])
  language?: 'de' | 'en';

  @text('Phone number', '+49 203 123456')
  @IsOptional()
  @Matches(/^\+?[\d ()/-]{3,40}$/, { message: 'phone must be a phone number: digits, blanks and + ( ) / -' })
  phone?: string | null;

  @text('Salutation', 'Frau')
  @IsOptional()
  @IsString()
  @MaxLength(200)
  salutation?: string | null;

  @text('Title', 'Dr.')
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string | null;

  @text('Given names', 'Anna')
  @IsOptional()
  @IsString()
  @MaxLength(200)
  givenName?: string | null;

  @text('Family name', 'Muster')
  @IsOptional()
  @IsString()
  @MaxLength(200)
  familyName?: string | null;

  @text('Street', 'Burgplatz')
  @IsOptional()
  @IsString()
  @MaxLength(200)
  street?: string | null;

  @text('House number', '19')
  @IsOptional()
  @IsString()
  @MaxLength(20)
  houseNumber?: string | null;

  @text('Postcode', '47051')
  @IsOptional()
  @Matches(/^\d{5}$/, { message: 'postcode must be five digits' })
  postcode?: string | null;

  @text('City', 'Duisburg')
  @IsOptional()
  @IsString()
  @MaxLength(200)
  city?: string | null;

  @text('Date of birth', '1980-02-29')
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'dateOfBirth must be a date like 1980-02-29' })
  @IsISO8601({ strict: true })
  dateOfBirth?: string | null;
}

export class SignedOutDto {
  @ApiPropertyOptional({
    format: 'uri',
    description: 'Back-office: lead the browser there to sign out at the provider too.',
  })
  endSessionUrl?: string;
}

/** The answer of `GET /me`. */
export function meOf(user: ServiceToken, person: Person, session: RunningSession): MeDto {
  return {
    personId: person.id,
    roles: user.roles,
    offices: user.offices,
    ...person.profile,
    session: {
      method: session.method,
      levelOfAssurance: session.levelOfAssurance,
      signedInAt: session.signedInAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      idleUntil: session.idleUntil.toISOString(),
    },
    csrfToken: session.csrfToken,
  };
}
