import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FreeText, Key } from '#http';

const solved = { description: 'The solved challenge, as the ALTCHA widget gives it (base64).' } as const;
/** Longest solution, in characters. */
const solutionLength = 4_000;

export class GuestDto {
  @Key({ description: 'A service that can be applied for without signing in.', example: 'kontakt' })
  serviceKey!: string;

  @FreeText(solutionLength, solved)
  proofOfWork!: string;
}

export class AdmittedDto {
  /** Repeat it in X-CSRF-Token of every unsafe request of this session. */
  csrfToken!: string;

  /** Of the session, unless something happens in it: afterwards a link leads back, where one was asked for. */
  @ApiProperty({ format: 'date-time' })
  idleUntil!: string;
}

export class FollowLinkDto {
  @FreeText(254, { description: 'An e-mail address.', example: 'anna.muster@example.org' })
  email!: string;

  @FreeText(500, {
    description: 'Path on this site where the link leads.',
    example: '/antraege',
    optional: true,
  })
  returnTo?: string;
}

export class FormerFollowLinkDto extends FollowLinkDto {
  @FreeText(solutionLength, solved)
  proofOfWork!: string;
}

export class FollowLinkRequestedDto {
  /** @example "Wenn die Adresse stimmt, finden Sie gleich eine Mail mit einem Link in Ihrem Postfach. Er gilt 24 Stunden und nur einmal." */
  message!: string;

  /** The link leads back until then, once. */
  @ApiProperty({ format: 'date-time' })
  validUntil!: string;
}

const hex = '^[0-9a-f]+$';

/** What is to be solved: which number derives a key that begins so. */
export class ChallengeParametersDto {
  @ApiProperty({ pattern: '^[A-Z0-9/-]+$', example: 'PBKDF2/SHA-256' })
  algorithm!: string;

  @ApiProperty({ pattern: hex, example: '8c1a6f0f6b7d2e90' })
  nonce!: string;

  @ApiProperty({ pattern: hex, example: '5d2e908c1a6f0f6b' })
  salt!: string;

  @ApiProperty({ description: 'Rounds of the key derivation, for each step.', example: 5000 })
  cost!: number;

  @ApiProperty({ description: 'Bytes.', example: 32 })
  keyLength!: number;

  @ApiProperty({ pattern: hex, example: '0f6b', description: 'What the derived key begins with.' })
  keyPrefix!: string;

  @ApiPropertyOptional({ pattern: hex, example: '9a0c41' })
  keySignature?: string;

  @ApiPropertyOptional({ description: 'Seconds since 1970.', example: 1795694400 })
  expiresAt?: number;
}

/** A challenge of ALTCHA 3: the widget, or any program with its library, solves it. */
export class ChallengeDto {
  parameters!: ChallengeParametersDto;

  @ApiPropertyOptional({ pattern: hex, example: '4be27d' })
  signature?: string;
}
