import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { normalisedPassword, passwordFault, type Known, type PasswordFault } from './domain/password';

const derive = promisify(argon2);

/** Costs of one hash: 19 MiB, two passes (OWASP Password Storage). What is stored says its own, so they can be raised. */
const costs: Costs = { memory: 19_456, passes: 2, parallelism: 1 };

interface Costs {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** Argon2id in PHC string format, as every library writes it. */
const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** Whether a password was right, and whether its hash is to be made anew at the costs of today. */
export interface Matched {
  readonly isRight: boolean;
  readonly isOutdated: boolean;
}

/** Passwords of accounts here: hashed with Argon2id, keyed with a secret of the city that the database does not have. */
@Injectable()
export class Passwords {
  private breached: Promise<ReadonlySet<string>> | undefined;

  /** @param pepper secret of the city */
  async hash(password: string, pepper: Buffer): Promise<string> {
    const nonce = randomBytes(16);
    const tag = await hashed(password, { nonce, pepper, costs, tagLength: 32 });
    const { memory, passes, parallelism } = costs;
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
  }

  /**
   * Whether a password belongs to what is stored. Where nothing is stored it is wrong, after the same work, so that the time does not
   * tell whether there is an account.
   */
  async matches(password: string, stored: string | undefined, pepper: Buffer): Promise<Matched> {
    const [, memory, passes, parallelism, nonce, tag] = phc.exec(stored ?? '') ?? [];
    if (nonce === undefined || tag === undefined) {
      await hashed(password, { nonce: Buffer.alloc(16), pepper, costs, tagLength: 32 });
      return { isRight: false, isOutdated: false };
    }
    const theirs = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    const expected = Buffer.from(tag, 'base64');
    const given = await hashed(password, {
      nonce: Buffer.from(nonce, 'base64'),
      pepper,
      costs: theirs,
      tagLength: expected.length,
    });
    const isOutdated = theirs.memory !== costs.memory || theirs.passes !== costs.passes;
    return { isRight: timingSafeEqual(given, expected), isOutdated };
  }

  /** Why a password is not taken; undefined when it is. */
  async fault(password: string, known: Known): Promise<PasswordFault | undefined> {
    this.breached ??= breachedPasswords();
    const breached = await this.breached;
    return passwordFault(password, known, (one) => breached.has(one));
  }
}

function hashed(
  password: string,
  { nonce, pepper, costs: { memory, passes, parallelism }, tagLength }: Derivation,
): Promise<Buffer> {
  const message = Buffer.from(normalisedPassword(password), 'utf8');
  return derive('argon2id', { message, nonce, secret: pepper, memory, passes, parallelism, tagLength });
}

interface Derivation {
  readonly nonce: Buffer;
  readonly pepper: Buffer;
  readonly costs: Costs;
  readonly tagLength: number;
}

/** The passwords that were found most often in breaches, of those long enough to be tried here: about as many as a thief gets to try. */
async function breachedPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common'); // a megabyte that only who sets a password needs
  return new Set(dictionary['passwords-common'].map(String));
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
