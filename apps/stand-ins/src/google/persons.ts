/** An account at the stand-in of a provider for everybody. */
export interface PersonElsewhere {
  /** Signs in with it; the password is `demo`. */
  readonly user: string;
  /** Identifier that stays when the address changes. */
  readonly sub: string;
  readonly name: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** The password of all of them is no secret: this provider exists for development and for tests only. */
export const password = 'demo';

export const personsElsewhere: readonly PersonElsewhere[] = [
  person('anna.beispiel', '110000000000000000001', 'Anna Beispiel', 'anna.beispiel@gmail.example', true),
  person('bilal.muster', '110000000000000000002', 'Bilal Muster', 'bilal.muster@gmail.example', true),
  // An address that nobody has confirmed, here the one of somebody else.
  person('carla.fremd', '110000000000000000003', 'Carla Fremd', 'anna.beispiel@gmail.example', false),
  { user: 'ohne.adresse', sub: '110000000000000000004', name: 'Dana Ohne' },
  // What an attacker would put into an account: lines, marks that turn the writing, a name without end.
  person(
    'boese',
    '110000000000000000005',
    `Eve\r\nSet-Cookie: session=forged\u202e${'x'.repeat(10_000)}`,
    'eve@gmail.example\r\nBcc: all@example.org',
    true,
  ),
];

function person(
  user: string,
  sub: string,
  name: string,
  email: string,
  email_verified: boolean,
): PersonElsewhere {
  return { user, sub, name, email, email_verified };
}
