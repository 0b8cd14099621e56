import { Catch } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { AuthenticatedRequest } from '#auth';
import { ProblemFilter, sendProblem, type Language, type Problem, type ProblemDetails } from '#http';
import { pathOnThisSite } from '../domain/return-to';
import { Sites } from '../sites';
import { escapeHtml, page, pagePolicy } from './page';

const words = {
  de: {
    title: 'Anmeldung nicht gelungen',
    again: 'Anmeldung neu beginnen',
    back: 'Zurück, wo Sie waren',
    reference: 'Kennung für Rückfragen',
  },
  en: {
    title: 'Sign-in did not succeed',
    again: 'Begin the sign-in again',
    back: 'Back to where you were',
    reference: 'Reference for questions',
  },
} as const;

/** On addresses that a browser opens while somebody signs in: people get a page that leads on, programs the problem itself. */
@Catch()
export class SignInProblemFilter extends ProblemFilter {
  constructor(private readonly sites: Sites) {
    super();
  }

  protected override answer(
    request: Request & AuthenticatedRequest,
    response: Response,
    problem: Problem,
  ): void {
    const { user } = request;
    const wantsPage = request.accepts('application/problem+json', 'json', 'html') === 'html';
    if (!response.headersSent) response.vary('Accept');
    if (!wantsPage || user === undefined || response.headersSent)
      return super.answer(request, response, problem);
    response.setHeader('Content-Security-Policy', pagePolicy);
    const way = wayOn(request.path, problem);
    const city = this.sites.cityName(user.tenant);
    sendProblem(request, response, problem, (details, language) => problemPage(details, language, city, way));
  }
}

/** Where the person goes on, and what that is called. */
interface WayOn {
  readonly label: 'again' | 'back';
  readonly path: string;
}

/** Not the address that failed, because what it carries works once: where the person was (W9), or where they begin. */
function wayOn(path: string, { members }: Problem): WayOn {
  if (typeof members['returnTo'] === 'string') {
    return { label: 'back', path: pathOnThisSite(members['returnTo']) };
  }
  return { label: 'again', path: path.startsWith('/backoffice/') ? '/api/sign-in/oidc/start' : '/' };
}

function problemPage(details: ProblemDetails, language: Language, city: string, way: WayOn): string {
  const { title, reference, [way.label]: wayName } = words[language];
  const { title: heading, detail, correlationId } = details;
  const body = [
    detail === undefined ? '' : `<p>${escapeHtml(detail)}</p>`,
    `<p><a href="${escapeHtml(way.path)}">${wayName}</a></p>`,
    `<p>${reference}: ${escapeHtml(String(correlationId))}</p>`,
  ];
  return page({ language, city, title, heading, body: body.join('') });
}
