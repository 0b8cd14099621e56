import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { correlationHeader, correlationIdOf, problemAt, sendProblem, type Problem } from '#http';
import { refusalPage, wantsPage } from './refusal-page';
import { secure } from './security-headers';

const logger = new Logger('Problem');

/** Answers a request that is not passed on, or whose part did not answer. An answer that has begun is broken off. */
export function refuse(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  const known = problemAt(request, problem);
  if (!response.headersSent && !response.destroyed) {
    if (known.status >= 500) logger.error(known.cause, known.slug);
    response.setHeader(correlationHeader, correlationIdOf(request) ?? '');
    secure(response);
  }
  sendProblem(request, response, known, wantsPage(request) ? refusalPage : undefined);
}
