import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { levelNames } from '#commands';
import type { Language } from '#http';
import type { LevelOfAssurance, Means, SignInMethod } from '../domain/means';
import type { StandingLevel, StandingSession } from '../read-models/sessions';

const id = { format: 'uuid', example: '7d0a1f0e-3c38-4a35-9d6d-7b2f6d2f5c11' } as const;

/** A way to a higher level of the running session (D17 R14). */
export class StepUpWayDto {
  /** @example bundid */
  method!: SignInMethod;

  /** @example high */
  levelOfAssurance!: LevelOfAssurance;

  /**
   * The level in the words of the portal.
   * @example hoch
   */
  levelName!: string;

  /**
   * What can be used there for it.
   * @example ["eid", "smart-eid", "eidas"]
   */
  means!: readonly Means[];

  /**
   * Where it begins; add `returnTo`. The session goes on, and with it every draft.
   * @example /api/sign-in/bundid/start?purpose=step-up&level=high
   */
  @ApiProperty({ format: 'uri-reference' })
  start!: string;
}

/** A level, and what it was reached with. */
export class ReachedLevelDto {
  /** @example high */
  levelOfAssurance!: LevelOfAssurance;

  /**
   * The level in the words of the portal, in the language of the page (R12, R13).
   * @example hoch
   */
  levelName!: string;

  /** @example bundid */
  method!: SignInMethod;

  /**
   * What was used there, where the way in says so.
   * @example eid
   */
  means?: Means;
}

/** A level of a session, until it falls to the next lower one. */
export class SessionLevelDto extends ReachedLevelDto {
  /** It ends then, whatever happens; the session falls to the next lower one. */
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  /** It ends then when nothing happens. A form that saves itself and an open stream are nothing. */
  @ApiProperty({ format: 'date-time' })
  idleUntil!: string;
}

/** A session, at the level that it has now. */
export class RunningSessionDto extends ReachedLevelDto {
  @ApiProperty(id)
  id!: string;

  @ApiProperty({ format: 'date-time' })
  signedInAt!: string;

  /** The session ends then, whatever happens in it. */
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  /** The session ends then when nothing happens in it. */
  @ApiProperty({ format: 'date-time' })
  idleUntil!: string;
}

/** One of a person's sessions. */
export class OwnSessionDto extends RunningSessionDto {
  /** When somebody did something in it for the last time, to the minute. */
  @ApiProperty({ format: 'date-time' })
  lastUsedAt!: string;

  /** Whether it is the one that asks. */
  current!: boolean;
}

/** The session as its person sees it ("Aktuelle Sitzung", R13): what it is now, and when it ends. */
export class SessionDto extends RunningSessionDto {
  /** Its levels, highest first: when each ends, the next one holds; with the last one the session ends. */
  @ApiProperty({ type: [SessionLevelDto] })
  levels!: readonly SessionLevelDto[];

  /** Portal: the ways in that reach a higher level (D17 R14), in the city's order. */
  @ApiPropertyOptional({ type: [StepUpWayDto] })
  stepUp?: readonly StepUpWayDto[];
}

export class OwnSessionsDto {
  @ApiProperty({ type: [OwnSessionDto] }) items!: readonly OwnSessionDto[];
}

function reachedDto(standing: StandingLevel, language: Language): ReachedLevelDto {
  const { level: levelOfAssurance, method, means } = standing;
  const levelName = levelNames[levelOfAssurance][language];
  return { levelOfAssurance, levelName, method, ...(means !== null && { means }) };
}

const endsDto = ({ expiresAt, idleUntil }: Pick<StandingLevel, 'expiresAt' | 'idleUntil'>) => ({
  expiresAt: expiresAt.toISOString(),
  idleUntil: idleUntil.toISOString(),
});

function runningDto(session: StandingSession, language: Language): RunningSessionDto {
  const { handle: id, levels, signedInAt } = session;
  const reached = reachedDto(levels[0], language);
  return { id, ...reached, signedInAt: signedInAt.toISOString(), ...endsDto(session) };
}

/** The session that asks. */
export function sessionDto(
  session: StandingSession,
  language: Language,
  stepUp: readonly StepUpWayDto[] | undefined,
): SessionDto {
  const levels = session.levels.map((level) => ({ ...reachedDto(level, language), ...endsDto(level) }));
  return { ...runningDto(session, language), levels, ...(stepUp && { stepUp }) };
}

/** A person's sessions. @param current handle of the one that asks */
export function ownSessionsDto(
  sessions: readonly StandingSession[],
  current: string | undefined,
  language: Language,
): OwnSessionsDto {
  const items = sessions.map((session) => ({
    ...runningDto(session, language),
    lastUsedAt: session.lastUsedAt.toISOString(),
    current: session.handle === current,
  }));
  return { items };
}
