import { ApiProperty } from '@nestjs/swagger';
import { visible } from '#forms/visible-text';
import { CalendarDate, FreeText, LatinText, TextLike } from '#http';

/** Anything but control characters, and something that can be seen; blanks before and behind belong to it. How long it has to be, the rules say. */
const Password = (description: string, options: { readonly optional?: true } = {}): PropertyDecorator =>
  TextLike(
    new RegExp(`^(?=.*${visible.source})[^\\p{Cc}]{1,300}$`, 'u'),
    { description, example: 'vier Wörter merkt man sich', ...options },
    'must be a password',
  );

const address = { description: 'An e-mail address.', example: 'anna.muster@example.org' } as const;
const way = {
  description: 'Path on this site where the person is led after signing in.',
  example: '/antraege',
  optional: true,
} as const;

const newPassword = 'At least 8 characters, and none that everybody tries; no rule says which ones.';

/** Who somebody says they are. */
class PersonDto {
  @FreeText(254, address)
  email!: string;

  @LatinText(200, { description: 'Given names', example: 'Anna' })
  givenName!: string;

  @LatinText(200, { description: 'Family name', example: 'Muster' })
  familyName!: string;

  @CalendarDate({ description: 'Date of birth', example: '1980-02-29' })
  dateOfBirth!: string;
}

/** What is looked at before somebody goes on; a page may ask for the password last. */
export class ReviewedDto extends PersonDto {
  @Password(newPassword, { optional: true })
  password?: string;
}

export class RegistrationDto extends PersonDto {
  @Password(newPassword)
  password!: string;

  @FreeText(500, way)
  returnTo?: string;
}

/** What will be saved, to be checked before (W6a). */
export class ReviewDto {
  /** @example anna.muster@example.org */
  email!: string;

  /** @example Anna */
  givenName!: string;

  /** @example Muster */
  familyName!: string;

  @ApiProperty({ format: 'date', example: '1980-02-29' })
  dateOfBirth!: string;
}

export class RegisteredDto extends ReviewDto {
  /** What the person does now. */
  message!: string;
}

export class CredentialsDto {
  @FreeText(254, address)
  email!: string;

  @Password('The password of the account.')
  password!: string;

  @FreeText(500, way)
  returnTo?: string;
}

export class ForgottenDto {
  @FreeText(254, address)
  email!: string;

  @FreeText(500, way)
  returnTo?: string;
}

export class MailSentDto {
  /** What the person does now. */
  message!: string;
}

export class TokenAndPasswordDto {
  @FreeText(200, { description: 'The `token` of the link in the mail.' })
  token!: string;

  @Password('To confirm: the one that was chosen. To set another one: the new one.')
  password!: string;
}

export class PasswordChangeDto {
  @Password('The password until now.')
  formerPassword!: string;

  @Password('The new one: at least 8 characters, and none that everybody tries.')
  password!: string;
}
