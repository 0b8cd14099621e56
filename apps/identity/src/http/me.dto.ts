import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { roles, type LevelOfAssurance, type Role, type ServiceToken } from '#auth';
import type { ProfileChange } from '../commands/change-profile';
import type { Profile } from '../domain/profile';
import type { Person } from '../queries/person';
import type { RunningSession } from '../queries/session';

/** The session as its person sees it ("Aktuelle Sitzung", R13). */
export class SessionDto {
  /** @example email-link */
  method!: string;

  /** @example none */
  levelOfAssurance!: LevelOfAssurance;

  @ApiProperty({ format: 'date-time' })
  signedInAt!: string;

  /** The session ends then, whatever happens in it. */
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  /** The session ends then when nothing happens in it. */
  @ApiProperty({ format: 'date-time' })
  idleUntil!: string;
}

export class MeDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ enum: roles, isArray: true, example: ['citizen'] })
  roles!: readonly Role[];

  /** The offices a caseworker works for. */
  @ApiProperty({ type: [String], example: [] })
  offices!: readonly string[];

  /** The language of the mails to this person. */
  language!: 'de' | 'en';

  /** What is known, and where it comes from. Only values of source `self` are editable (R12, R23). */
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        value: { type: 'string' },
        source: { type: 'string', enum: ['self', 'confirmed', 'official'] },
      },
    },
    example: { email: { value: 'anna.muster@example.org', source: 'confirmed' } },
  })
  attributes!: Profile['attributes'];

  session!: SessionDto;

  /** Repeat it in X-CSRF-Token of every unsafe request of this session. */
  csrfToken!: string;
}

/** What a person wants changed; `null` removes an entry, and what is absent stays. */
export class ProfileChangeDto implements ProfileChange {
  @IsOptional()
  @IsIn(['de', 'en'])
  language?: 'de' | 'en';

  /**
   * Phone number
   * @example "+49 203 123456"
   */
  @IsOptional()
  @Matches(/^\+?[\d ()/-]{3,40}$/, { message: 'phone must be a phone number: digits, blanks and + ( ) / -' })
  phone?: string | null;

  /**
   * Salutation
   * @example Frau
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  salutation?: string | null;

  /**
   * Title
   * @example Dr.
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string | null;

  /**
   * Given names
   * @example Anna
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  givenName?: string | null;

  /**
   * Family name
   * @example Muster
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  familyName?: string | null;

  /**
   * Street
   * @example Burgplatz
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  street?: string | null;

  /**
   * House number
   * @example "19"
   */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  houseNumber?: string | null;

  /**
   * Postcode
   * @example "47051"
   */
  @IsOptional()
  @Matches(/^\d{5}$/, { message: 'postcode must be five digits' })
  postcode?: string | null;

  /**
   * City
   * @example Duisburg
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  city?: string | null;

  /**
   * Date of birth
   * @example 1980-02-29
   */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'dateOfBirth must be a date like 1980-02-29' })
  @IsISO8601({ strict: true })
  dateOfBirth?: string | null;
}

export class SignedOutDto {
  /** Back-office: lead the browser there to sign out at the provider too. */
  @ApiPropertyOptional({ format: 'uri' })
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
