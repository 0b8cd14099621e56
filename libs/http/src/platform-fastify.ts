import type { FastifyRequest } from 'fastify';
import { readQuery } from './address';
import { readJsonBody } from './body';
import { Problem } from './problem';
import { readRawBody, takesRawBody } from './raw-body';
import { streamedBodyType, streamedXmlTypes, takesStreamedBody, takesStreamedXml } from './streamed-body';
import type { OnUnroutable, ServedBy } from './served-by';

/** Fastify, for services that need no middleware of Express. */
export async function fastify(onUnroutable: OnUnroutable): Promise<ServedBy> {
  // Loaded only where it serves: its code would lie in memory for nothing.
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const adapter = new FastifyAdapter({
    frameworkErrors: onUnroutable,
    // Node's own limit, against senders that never finish; Fastify has none.
    requestTimeout: 300_000,
    routerOptions: {
      // What is too long to be an id is told by who reads the id.
      maxParamLength: 16_384,
      querystringParser: readQuery,
    },
  });
  return {
    adapter,
    readBodies: (limit) => {
      const instance = adapter.getInstance();
      instance.removeAllContentTypeParsers();
      instance.addContentTypeParser(streamedBodyType, (request: FastifyRequest) =>
        takesStreamedBody(request.routeOptions)
          ? Promise.resolve()
          : Promise.reject(new Problem('unsupported-media-type')),
      );
      const readWhole = (request: FastifyRequest) =>
        takesRawBody(request.routeOptions) ? readRawBody(request.raw) : readJsonBody(request.raw, limit);
      instance.addContentTypeParser(streamedXmlTypes, (request: FastifyRequest) =>
        takesStreamedXml(request.routeOptions) ? Promise.resolve() : readWhole(request),
      );
      instance.addContentTypeParser('*', readWhole);
    },
  };
}
