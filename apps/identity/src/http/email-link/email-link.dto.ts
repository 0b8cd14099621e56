import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class LinkRequestDto {
  @ApiProperty({ format: 'email', example: 'anna.muster@example.org' })
  @IsString()
  @MaxLength(254)
  email!: string;

  /**
   * Path on this site where the person is led after signing in.
   * @example /antraege
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  returnTo?: string;
}

export class LinkRequestedDto {
  /** @example "Wenn die Adresse stimmt, finden Sie gleich eine Mail mit einem Anmelde-Link in Ihrem Postfach." */
  message!: string;
}

export class TokenDto {
  /** The `token` of the link in the mail. */
  @IsString()
  @MaxLength(200)
  token!: string;
}

export class TokenQuery {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  token?: string;
}

export class SignedInDto {
  /**
   * Where the person wanted to go.
   * @example /antraege
   */
  returnTo!: string;

  /** Repeat it in X-CSRF-Token of every unsafe request of this session. */
  csrfToken!: string;
}
