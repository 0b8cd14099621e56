import { Catch } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { AuthenticatedRequest } from '#auth';
import {
  escapeHtml,
  ProblemFilter,
  sendProblem,
  type Language,
  type Problem,
  type ProblemDetails,
} from '#http';
import { pathOnThisSite } from '../domain/return-to';
import { Sites } from '../sites';
import { page, pagePolicy, wayOn as wayOnIn, type PageContent } from './page';

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
    const city = this.sites.cityName(user.tenant);
    sendProblem(request, response, problem, (details, language) =>
      problemPage(
        details,
        { language, city, plain: isBackOffice(request.path) },
        wayOn(request.path, problem, language),
      ),
    );
  }
}

/** Where the person goes on, and what that is called. */
interface WayOn {
  readonly label: 'again' | 'back';
  readonly path: string;
}

/** Not the address that failed, because what it carries works once: where the person was (W9), or where they begin. */
function wayOn(path: string, { members }: Problem, language: Language): WayOn {
  if (typeof members['returnTo'] === 'string') {
    return { label: 'back', path: pathOnThisSite(members['returnTo']) };
  }
  if (isBackOffice(path)) return { label: 'again', path: '/api/sign-in/oidc/start' };
  return { label: 'again', path: language === 'en' ? '/en/anmelden' : '/anmelden' };
}

/** Pages for the staff have no clothes of the portal. */
const isBackOffice = (path: string): boolean => path.startsWith('/backoffice/');

function problemPage(
  details: ProblemDetails,
  where: Pick<PageContent, 'language' | 'city' | 'plain'>,
  way: WayOn,
): string {
  const { title, reference, [way.label]: wayName } = words[where.language];
  const { title: heading, detail, correlationId } = details;
  const body = [
    detail === undefined ? '' : `<p>${escapeHtml(detail)}</p>`,
    wayOnIn(way.path, wayName),
    `<p class="p-small p-muted">${reference}: ${escapeHtml(String(correlationId))}</p>`,
  ];
  return page({ ...where, title, heading, body: body.join('') });
}
