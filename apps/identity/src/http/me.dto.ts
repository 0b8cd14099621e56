import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles, type Role, type ServiceToken } from '#auth';
import { CalendarDate, FreeText, LatinText, OneOf, TextLike } from '#http';
import type { ProfileChange } from '../commands/change-profile';
import type { Profile } from '../domain/profile';
import type { Person } from '../queries/person';
import type { RunningSession } from '../queries/session';
import { isOfGuest } from '../read-models/sessions';
import { SessionDto } from './session.dto';

export class ActingForDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ format: 'uuid' })
  mandateId!: string;
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

  /**
   * What is known, and where it comes from. Only values of source `self` are editable (R12, R23).
   * @example { "email": { "value": "anna.muster@example.org", "source": "confirmed" } }
   */
  attributes!: Profile['attributes'];

  /** Where mail to this person goes; absent where no address is confirmed (yet). */
  @ApiPropertyOptional({ format: 'email' })
  contactAddress?: string;

  session!: SessionDto;

  /** For whom this session acts under a mandate: what is filed and read is theirs, and the profile above is one's own. */
  @ApiPropertyOptional({ type: ActingForDto })
  actingFor?: ActingForDto;

  /**
   * The mandate under which this session acted has ended: it acts in one's own name again. Until its person says that they know
   * (`POST /me/acting-for` without a mandate).
   */
  @ApiPropertyOptional({ format: 'uuid' })
  endedMandateId?: string;

  /** Nobody is signed in: somebody files without an account. */
  @ApiPropertyOptional({ example: true })
  guest?: boolean;

  /** Repeat it in X-CSRF-Token of every unsafe request of this session. */
  csrfToken!: string;
}

/** An entry of a profile: it may be left out, and taken away. */
const entry = { optional: true, removable: true } as const;

/** What a person wants changed; `null` removes an entry, and what is absent stays. */
export class ProfileChangeDto implements ProfileChange {
  @OneOf(['de', 'en'], { optional: true })
  language?: 'de' | 'en';

  @TextLike(
    /^(?=.*\d)\+?[\d ()/-]{3,40}$/,
    { description: 'Phone number', example: '+49 203 123456', ...entry },
    'must be a phone number: digits, blanks and + ( ) / -',
  )
  phone?: string | null;

  @FreeText(200, { description: 'Salutation', example: 'Frau', ...entry })
  salutation?: string | null;

  @LatinText(200, { description: 'Title', example: 'Dr.', ...entry })
  title?: string | null;

  @LatinText(200, { description: 'Given names', example: 'Anna', ...entry })
  givenName?: string | null;

  @LatinText(200, { description: 'Family name', example: 'Muster', ...entry })
  familyName?: string | null;

  @LatinText(200, { description: 'Street', example: 'Burgplatz', ...entry })
  street?: string | null;

  @FreeText(20, { description: 'House number', example: '19', ...entry })
  houseNumber?: string | null;

  @TextLike(/^\d{5}$/, { description: 'Postcode', example: '47051', ...entry }, 'must be five digits')
  postcode?: string | null;

  @LatinText(200, { description: 'City', example: 'Duisburg', ...entry })
  city?: string | null;

  @CalendarDate({ description: 'Date of birth', example: '1980-02-29', ...entry })
  dateOfBirth?: string | null;
}

export class SignedOutDto {
  /** Back-office: lead the browser there to sign out at the provider too. */
  @ApiPropertyOptional({ format: 'uri' })
  endSessionUrl?: string;
}

/** The answer of `GET /me`. */
export function meOf(
  user: ServiceToken,
  person: Person,
  contactAddress: string | undefined,
  session: SessionDto,
  running: RunningSession,
): MeDto {
  const { csrfToken, acting, mandateId, endedMandateId } = running;
  const { roles, offices } = user;
  return {
    ...{ personId: person.id, roles, offices, ...person.profile, session },
    ...(contactAddress !== undefined && { contactAddress }),
    ...(acting && mandateId !== null && { actingFor: { personId: acting.personId, mandateId } }),
    ...(endedMandateId !== null && { endedMandateId }),
    ...(isOfGuest(running) && { guest: true }),
    csrfToken,
  };
}
