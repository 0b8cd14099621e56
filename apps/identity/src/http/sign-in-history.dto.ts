import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { levelNames } from '#commands';
import type { Language } from '#http';
import type { LevelOfAssurance, Means, SignInMethod } from '../domain/means';
import type { SignInEvent, SignInHistory } from '../queries/sign-in-history';

const uuid = { format: 'uuid' } as const;

/** Something that happened to somebody's sign-ins. */
export class SignInEntryDto {
  @ApiProperty({ format: 'date-time', example: '2026-11-20T15:42:13.123456Z' })
  at!: string;

  /**
   * `stepped-up`: the session was raised. `declaration-proven`: somebody identified themselves for one application.
   * `way-in-added`: the account is since then found by this way in, too.
   * @example signed-in
   */
  what!: 'signed-in' | 'stepped-up' | 'declaration-proven' | 'way-in-added' | 'signed-out';

  /** @example bundid */
  method?: SignInMethod;

  /** @example eid */
  means?: Means;

  /** @example high */
  levelOfAssurance?: LevelOfAssurance;

  /** @example hoch */
  levelName?: string;

  @ApiPropertyOptional({ ...uuid, description: 'In which session it was, or which one was ended.' })
  session?: string;

  @ApiPropertyOptional({ ...uuid, description: 'In which other session it was ended.' })
  endedIn?: string;

  @ApiPropertyOptional({ ...uuid, description: 'The application that it was for.' })
  applicationId?: string;

  /** Whether it was in the session that asks. */
  current!: boolean;
}

export class SignInHistoryDto {
  @ApiProperty({ type: [SignInEntryDto] }) items!: readonly SignInEntryDto[];

  /** Send it as `before` for what came before; absent on the last page. */
  @ApiPropertyOptional({ example: 17 }) earlierBefore?: number;
}

/** The history as its person sees it. @param current handle of the session that asks */
export function signInHistoryDto(
  { events, earlierBefore }: SignInHistory,
  current: string | undefined,
  language: Language,
): SignInHistoryDto {
  const items = events.map((event) => {
    const told = entryOf(event, language);
    return { at: event.recordedAt, ...told, current: 'session' in told && told.session === current };
  });
  return { items, ...(earlierBefore !== undefined && { earlierBefore }) };
}

/** How somebody proved who they are. */
interface Proven {
  readonly method: SignInMethod;
  readonly means?: Means;
  readonly levelOfAssurance: LevelOfAssurance;
}

function proven({ method, means, levelOfAssurance }: Proven, language: Language) {
  const levelName = levelNames[levelOfAssurance][language];
  return { method, ...(means !== undefined && { means }), levelOfAssurance, levelName };
}

function entryOf(event: SignInEvent, language: Language): Omit<SignInEntryDto, 'at' | 'current'> {
  switch (event.type) {
    case 'SignedIn':
      return { what: 'signed-in', ...proven(event.data, language), session: event.data.sessionId };
    case 'SteppedUp':
      return { what: 'stepped-up', ...proven(event.data, language), session: event.data.sessionId };
    case 'DeclarationProven': {
      const { applicationId } = event.data;
      return { what: 'declaration-proven', ...proven(event.data, language), applicationId };
    }
    case 'WayInAdded':
      return { what: 'way-in-added', method: event.data.method };
    case 'SignedOut': {
      const { sessionId: session, endedIn } = event.data;
      return { what: 'signed-out', session, ...(endedIn !== undefined && { endedIn }) };
    }
  }
}
