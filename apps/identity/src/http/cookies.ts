import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { sessionLimits } from '../domain/session-limits';
import { Sites } from '../sites';
import { attemptSeconds } from './oidc/provider';

/** The name under which the gateway finds the session. */
export const sessionCookie = 'session';
const attemptCookie = 'staff-sign-in';
const attemptPath = '/api/sign-in/oidc';

/**
 * The cookies of a sign-in. No script reads them, no other site sends them along with a form, and without a Domain no
 * other host gets them: a session of one city never reaches another one.
 */
@Injectable()
export class SignInCookies {
  constructor(private readonly sites: Sites) {}

  setSession(response: Response, sessionId: string): void {
    // The browser may keep it as long as any session can last; the session itself may end much earlier.
    const maxAge = sessionLimits.none.absoluteSeconds * 1000;
    response.cookie(sessionCookie, sessionId, { ...this.options('/'), maxAge });
  }

  clearSession(response: Response): void {
    response.clearCookie(sessionCookie, this.options('/'));
  }

  setAttempt(response: Response, attempt: string): void {
    response.cookie(attemptCookie, attempt, { ...this.options(attemptPath), maxAge: attemptSeconds * 1000 });
  }

  /** The attempt that this browser brings back, used up. */
  takeAttempt(request: Request, response: Response): string | undefined {
    response.clearCookie(attemptCookie, this.options(attemptPath));
    const cookies = request.cookies as Readonly<Record<string, string | undefined>>;
    return cookies[attemptCookie];
  }

  private options(path: string): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.sites.secure, path };
  }
}
