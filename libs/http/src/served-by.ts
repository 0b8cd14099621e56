import type { AbstractHttpAdapter } from '@nestjs/core';
import type { AnyRequest, AnyResponse } from './node-http';

/** A platform, set up for a service. */
export interface ServedBy {
  readonly adapter: AbstractHttpAdapter;
  /** From now on bodies are read, after the service's own middleware. @param limit in bytes */
  readBodies(limit: number): void;
}

/** Answers a request whose address cannot even be looked up. */
export type OnUnroutable = (error: Error, request: AnyRequest, response: AnyResponse) => void;
