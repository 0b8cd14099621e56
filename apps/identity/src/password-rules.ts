import { Injectable } from '@nestjs/common';
import { Problem, type LocalText } from '#http';
import type { Known, PasswordFault } from './domain/password';
import { Passwords, type Matched } from './passwords';
import { Sites } from './sites';

const words = {
  'too-short': {
    de: 'Dieses Passwort ist zu kurz: Es braucht mindestens 8 Zeichen.',
    en: 'This password is too short: it needs at least 8 characters.',
  },
  'too-long': {
    de: 'Dieses Passwort ist zu lang: Es hat höchstens 256 Zeichen.',
    en: 'This password is too long: it has at most 256 characters.',
  },
  known: {
    de: 'Dieses Passwort steht in Listen gestohlener Passwörter oder ist leicht zu erraten. Bitte wählen Sie ein anderes, zum Beispiel mehrere Wörter.',
    en: 'This password is in lists of stolen passwords or easy to guess. Please choose another one, for example several words.',
  },
  personal: {
    de: 'Dieses Passwort besteht aus Ihrem Namen, Ihrer Adresse oder dem Namen der Stadt. Bitte wählen Sie ein anderes.',
    en: 'This password consists of your name, your address or the name of the city. Please choose another one.',
  },
} as const satisfies Record<PasswordFault, LocalText>;

/** Which passwords are taken, and whether one is right. */
@Injectable()
export class PasswordRules {
  constructor(
    private readonly passwords: Passwords,
    private readonly sites: Sites,
  ) {}

  /** @throws Problem `invalid-input` naming what is wrong with a password that somebody chooses */
  async demandGood(tenant: string, password: string, known: Omit<Known, 'city'>): Promise<void> {
    const city = this.sites.cityName(tenant).replace(/^\S+ /, '');
    const rule = await this.passwords.fault(password, { ...known, city });
    if (rule === undefined) return;
    throw new Problem('invalid-input', { errors: [{ pointer: '/password', rule, message: words[rule] }] });
  }

  /** @throws Problem `credentials-wrong`, after the same work whether anything is stored or not */
  async demandRight(password: string, stored: string | undefined, pepper: Buffer): Promise<Matched> {
    const matched = await this.passwords.matches(password, stored, pepper);
    if (!matched.isRight) throw new Problem('credentials-wrong');
    return matched;
  }

  hash(password: string, pepper: Buffer): Promise<string> {
    return this.passwords.hash(password, pepper);
  }
}
