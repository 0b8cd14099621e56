import {
  Catch,
  Inject,
  Logger,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { correlationIdOf, problemsAt } from './arrival';
import { endBehindBody } from './body';
import { nodeRequest, nodeResponse, takeOver, type AnyRequest, type AnyResponse } from './node-http';
import { Problem } from './problem';
import { ProblemCatalogue, type KnownProblem, type ProblemDetails } from './problem-catalogue';
import { RouteMethods } from './route-methods';
import { languageOf, type Language } from './text';

/** The one place where an error becomes an HTTP answer: `application/problem+json`, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  @Inject(ProblemCatalogue) private readonly problems!: ProblemCatalogue;
  @Inject(RouteMethods) private readonly routes!: RouteMethods;
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    // Who consumes messages deals with what its handlers throw; Nest would replace it by "Internal server error".
    if (host.getType() !== 'http') return throwError(() => error);
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<AnyRequest>(), http.getResponse<AnyResponse>()];
    const isWrongMethod = error instanceof NotFoundException && this.isWrongMethod(request, response);
    const problem = this.problems.of(isWrongMethod ? new Problem('method-not-allowed') : error);
    if (problem.status >= 500) this.logger.error(problem.cause, problem.slug);
    this.answer(request, response, problem);
    return undefined;
  }

  /** How the problem is told; a filter for addresses that people open in a browser tells it with a page. */
  protected answer(request: AnyRequest, response: AnyResponse, problem: Problem): void {
    sendProblem(request, response, problem);
  }

  private isWrongMethod(request: AnyRequest, response: AnyResponse): boolean {
    const { url = '', method = '' } = nodeRequest(request);
    const methods = this.routes.at(url.split('?', 1)[0] ?? '');
    if (methods.length === 0 || methods.includes(method)) return false;
    nodeResponse(response).setHeader('Allow', methods.join(', '));
    return true;
  }
}

/** A problem as people see it in a browser: HTML, made of its details. */
export type ProblemPage = (details: ProblemDetails, language: Language) => string;

/** The problem that an error is in the words of the service that the request has arrived at. */
export function problemAt(request: AnyRequest, error: unknown): KnownProblem {
  return (problemsAt(request) ?? new ProblemCatalogue()).of(error);
}

/**
 * Answers with a problem in the reader's language, in the words of the service that the request has arrived at. A response that
 * has already begun is cut off instead.
 * @param page makes HTML of the problem, for a browser; without it the answer is `application/problem+json`.
 */
export function sendProblem(
  request: AnyRequest,
  anyResponse: AnyResponse,
  problem: Problem,
  page?: ProblemPage,
): void {
  const [incoming, response] = [nodeRequest(request), takeOver(anyResponse)];
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const language = languageOf(incoming);
  const known = problemAt(request, problem);
  const details = { ...known.details(language), correlationId: correlationIdOf(incoming) };
  const body = page ? page(details, language) : JSON.stringify(details);
  if (known.retryAfter !== undefined) response.setHeader('Retry-After', String(known.retryAfter));
  // What is left of an unread body must not be taken for the next request on this connection.
  if (!incoming.complete) response.setHeader('Connection', 'close');
  response.appendHeader('Vary', 'Accept-Language');
  response.writeHead(known.status, {
    'Content-Language': language,
    'Cache-Control': 'no-store',
    'Content-Type': `${page ? 'text/html' : 'application/problem+json'}; charset=utf-8`,
    'Content-Length': Buffer.byteLength(body),
  });
  if (incoming.method !== 'HEAD') response.write(body);
  endBehindBody(incoming, response);
}
