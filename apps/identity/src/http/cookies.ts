import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { sessionLimits } from '../domain/session-limits';
import { attemptSeconds } from '../domain/sign-in-attempt';
import { Sites } from '../sites';

/** The names of the cookies. Over TLS each has the prefix by which no other host can have set it. */
const names = { session: 'session', signIn: 'sign-in', device: 'known-device' } as const;
/** A browser may be at providers in so many tabs at once; the oldest is forgotten first. */
const mostAttempts = 4;
/** How long a browser is known in which somebody signed in with a password, in seconds. */
const deviceSeconds = 90 * 24 * 60 * 60;
type Name = keyof typeof names;
const hostPrefix = '__Host-';

function optionsOf(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' };
}

/**
 * The cookies of a sign-in. No script reads them, no other site sends them along with a form, and without a Domain no
 * other host gets them: a session of one city never reaches another one.
 */
@Injectable()
export class SignInCookies {
  constructor(private readonly sites: Sites) {}

  setSession(response: Response, sessionId: string): void {
    // The browser may keep it as long as any session can last; the session itself may end much earlier.
    this.set(response, 'session', sessionId, sessionLimits.none.absoluteSeconds);
  }

  /** The secret id of the session that this browser brings. */
  sessionOf(request: Request, response: Response): string | undefined {
    return this.read(request, response, 'session');
  }

  clearSession(response: Response): void {
    this.clear(response, 'session');
  }

  /**
   * Remembers in this browser that it left for a provider, beside what it left for in other tabs.
   * @param secret of the attempt that is kept on the server
   */
  setSignIn(request: Request, response: Response, secret: string): void {
    const secrets = [secret, ...this.signInsOf(request, response)].slice(0, mostAttempts);
    this.set(response, 'signIn', secrets.join('.'), attemptSeconds);
  }

  /** The secrets of the attempts that this browser left with. They stay for the other tabs: each attempt is finished once. */
  signInsOf(request: Request, response: Response): readonly string[] {
    const secrets = this.read(request, response, 'signIn')?.split('.') ?? [];
    return secrets.filter((secret) => secret !== '').slice(0, mostAttempts);
  }

  /** Remembers that somebody signed in with a password here, so that who guesses elsewhere does not keep them out. */
  setDevice(response: Response, device: string): void {
    this.set(response, 'device', device, deviceSeconds);
  }

  /** What this browser says of itself. */
  deviceOf(request: Request, response: Response): string | undefined {
    return this.read(request, response, 'device');
  }

  private read(request: Request, response: Response, name: Name): string | undefined {
    const cookies = new Map(Object.entries(request.cookies as Readonly<Record<string, string>>));
    return cookies.get(this.nameOf(response, name));
  }

  private set(response: Response, name: Name, value: string, seconds: number): void {
    const secure = this.isSecure(response);
    if (secure) this.clearFormer(response, name);
    const options = { ...optionsOf(secure), maxAge: seconds * 1000 };
    response.cookie(this.nameOf(response, name), value, options);
  }

  private clear(response: Response, name: Name): void {
    const secure = this.isSecure(response);
    response.clearCookie(this.nameOf(response, name), optionsOf(secure));
    if (secure) this.clearFormer(response, name);
  }

  /** Ends the cookie that an installation with TLS set before it had the prefix. */
  private clearFormer(response: Response, name: Name): void {
    response.clearCookie(names[name], optionsOf(true));
  }

  private nameOf(response: Response, name: Name): string {
    return (this.isSecure(response) ? hostPrefix : '') + names[name];
  }

  /** Whether the browser came by TLS, at whatever port: the gateway says so of each request. */
  private isSecure({ req }: Response): boolean {
    return this.sites.secure || req.get('x-forwarded-proto') === 'https';
  }
}
