import { randomBytes } from 'node:crypto';
import { Passwords } from './passwords';

const passwords = new Passwords();
const pepper = randomBytes(32);

test('a password is right with its hash and the secret of its city alone', async () => {
  const stored = await passwords.hash('vier Wörter merkt man', pepper);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  const right = { isRight: true, isOutdated: false };
  expect(await passwords.matches('vier Wörter merkt man', stored, pepper)).toEqual(right);
  // The same letters, written by another keyboard.
  expect(await passwords.matches('vier Wo\u0308rter merkt man', stored, pepper)).toEqual(right);
  for (const [wrong, secret] of [
    ['vier Wörter merkt man ', pepper],
    ['vier Wörter merkt man', randomBytes(32)],
  ] as const) {
    expect((await passwords.matches(wrong, stored, secret)).isRight).toBe(false);
  }
});

test('a hash of lower costs is still right, and is to be made anew', async () => {
  const cheap = await cheapHash('vier Wörter merkt man');
  expect(await passwords.matches('vier Wörter merkt man', cheap, pepper)).toEqual({
    isRight: true,
    isOutdated: true,
  });
});

test.each([undefined, '', 'plain text', '$2b$10$abcdefghijklmnopqrstuv'])(
  'where %j is stored, no password is right',
  async (stored) => {
    expect(await passwords.matches('', stored, pepper)).toEqual({ isRight: false, isOutdated: false });
  },
);

test.each(['12345678', 'Passwort', 'iloveyou1', 'qwertzuiop', 'Sommer2026', 'Januar26!'])(
  '%s is known from breaches',
  async (password) => {
    const nobody = { email: 'x@example.org', names: [], city: 'Herford' };
    expect(await passwords.fault(password, nobody)).toBe('known');
  },
);

async function cheapHash(password: string): Promise<string> {
  const { argon2Sync } = await import('node:crypto');
  const nonce = randomBytes(16);
  const tag = argon2Sync('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce,
    secret: pepper,
    memory: 8,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const [salt, hash] = [nonce, tag].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$argon2id$v=19$m=8,t=1,p=1$${salt}$${hash}`;
}
