import type { IncomingMessage, ServerResponse } from 'node:http';
import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { correlationIdOf } from './correlation';
import { methodsAt } from './methods-at';
import { Problem, problemDetails, type ProblemDetails } from './problem';
import { problemOf } from './problem-of';
import { languageOf, type Language } from './text';

/** The one place where an error becomes an HTTP answer: `application/problem+json`, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const [request, response] = [
      host.switchToHttp().getRequest<Request>(),
      host.switchToHttp().getResponse<Response>(),
    ];
    const methods = error instanceof NotFoundException ? methodsAt(request) : [];
    const isWrongMethod = methods.length > 0 && !methods.includes(request.method);
    if (isWrongMethod) response.setHeader('Allow', methods.join(', '));
    const problem = isWrongMethod ? new Problem('method-not-allowed') : problemOf(error);
    if (problem.status >= 500) this.logger.error(problem.cause ?? problem, problem.slug);
    this.answer(request, response, problem);
  }

  /** How the problem is told; a filter for addresses that people open in a browser tells it with a page. */
  protected answer(request: Request, response: Response, problem: Problem): void {
    sendProblem(request, response, problem);
  }
}

/**
 * Answers with a problem in the reader's language. A response that has already begun is cut off instead.
 * @param page makes HTML of the problem, for a browser; without it the answer is `application/problem+json`.
 */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  page?: (details: ProblemDetails, language: Language) => string,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const language = languageOf(request);
  const details = { ...problemDetails(problem, language), correlationId: correlationIdOf(request) };
  const text = page ? page(details, language) : JSON.stringify(details);
  if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(problem.retryAfter));
  // What is left of an unread body must not be taken for the next request on this connection.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.statusCode = problem.status;
  const varied = response.getHeader('Vary');
  response.setHeader('Vary', varied ? `${String(varied)}, Accept-Language` : 'Accept-Language');
  response.setHeader('Content-Language', language);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', `${page ? 'text/html' : 'application/problem+json'}; charset=utf-8`);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(request.method === 'HEAD' ? undefined : text);
}
