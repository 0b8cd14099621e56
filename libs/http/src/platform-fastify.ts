import type { INestApplication } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readQuery } from './address';
import { readJsonBody } from './body';

/**
 * Fastify, for services that need no middleware of Express.
 * @param onUnroutable answers a request whose address cannot even be looked up
 */
export function fastifyPlatform(
  onUnroutable: (error: Error, request: FastifyRequest, reply: FastifyReply) => void,
): FastifyAdapter {
  return new FastifyAdapter({
    frameworkErrors: onUnroutable,
    // Node's own limit, against senders that never finish; Fastify has none.
    requestTimeout: 300_000,
    routerOptions: {
      ignoreTrailingSlash: true,
      // What is too long to be an id is told by who reads the id.
      maxParamLength: 16_384,
      querystringParser: readQuery,
    },
  });
}

/** @param limit in bytes */
export function readBodiesOnFastify(app: INestApplication, limit: number): void {
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request: FastifyRequest) => readJsonBody(request.raw, limit));
}
