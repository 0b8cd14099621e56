import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import { nodeResponse, type AnyResponse } from './node-http';

/** An answer and the version of what it shows. */
export class Versioned<Body> {
  constructor(
    /** Goes into the `ETag`. */
    readonly version: number,
    /** What is answered. */
    readonly body: Body,
  ) {}
}

/** Marks an operation whose success answers have an `ETag`; the OpenAPI document says so where it finds it. */
export const etagExtension = 'x-etag';

/** The OpenAPI document says of the route that it answers with an `ETag`. What takes `If-Match` is described so anyway. */
export const TellsETag = (): MethodDecorator => ApiExtension(etagExtension, true);

/**
 * The route answers with the version of what it shows or has changed: its handler returns a {@link Versioned}, the answer is its
 * body with `ETag: "<version>"`, which the next change sends back as `If-Match`. The OpenAPI document says so, too.
 */
export const AnswersWithETag = (): MethodDecorator =>
  applyDecorators(UseInterceptors(ETagInterceptor), TellsETag());

@Injectable()
class ETagInterceptor implements NestInterceptor<Versioned<unknown>, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<Versioned<unknown>>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<AnyResponse>();
    return next.handle().pipe(
      map(({ version, body }) => {
        setETag(response, version);
        return body;
      }),
    );
  }
}

/** Tells the version of what was answered or changed: `ETag: "5"`, which the next change sends back as `If-Match`. */
export function setETag(response: AnyResponse, version: number): void {
  nodeResponse(response).setHeader('ETag', `"${version}"`);
}
