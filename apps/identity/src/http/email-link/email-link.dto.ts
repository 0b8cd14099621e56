import { FreeText } from '#http';

export class LinkRequestDto {
  @FreeText(254, { description: 'An e-mail address.', example: 'anna.muster@example.org' })
  email!: string;

  @FreeText(500, {
    description: 'Path on this site where the person is led after signing in.',
    example: '/antraege',
    optional: true,
  })
  returnTo?: string;
}

export class LinkRequestedDto {
  /** @example "Wenn die Adresse stimmt, finden Sie gleich eine Mail mit einem Anmelde-Link in Ihrem Postfach." */
  message!: string;
}

export class TokenDto {
  @FreeText(200, { description: 'The `token` of the link in the mail.' })
  token!: string;
}

export class TokenQuery {
  @FreeText(200, { optional: true })
  token?: string;
}

export class ConfirmQuery extends TokenQuery {
  @FreeText(100, { optional: true, description: 'Of the page that sends the form.' })
  key?: string;
}

/** What a program is told by the address of a link: how to sign in with it. */
export class ConfirmationDto {
  /** @example POST */
  method!: string;

  /** @example /api/sign-in/email/callback */
  path!: string;

  /** The fields of the body. */
  body!: string[];

  /**
   * The account that the link opens, masked.
   * @example "a…@example.org"
   */
  account!: string;
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
