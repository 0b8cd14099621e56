import { Inject, Injectable } from '@nestjs/common';
import { gatewayParts, serviceNames, partUnavailable, type Part, type Parts } from '../parts';
import type { OpenApiDocument } from './document';
import type { PartDocument } from './merge';

/** Milliseconds for which a part's document is not asked for again. */
const freshForMs = 10_000;

interface Known {
  readonly document: OpenApiDocument;
  readonly askedAt: number;
}

/** The OpenAPI documents of the parts: asked for when needed, and kept for when a part is away. */
@Injectable()
export class ServiceDocuments {
  private readonly known = new Map<string, Known>();

  constructor(@Inject(gatewayParts) private readonly parts: Parts) {}

  /**
   * The documents of all parts.
   * @throws Problem `part-unavailable` when a part is away that was never reached: half a document would mislead.
   */
  all(): Promise<PartDocument[]> {
    return Promise.all(
      serviceNames.map(async (part) => ({ part, document: await this.of(this.parts[part]) })),
    );
  }

  private async of(part: Part): Promise<OpenApiDocument> {
    const known = this.known.get(part.name);
    if (known && Date.now() - known.askedAt < freshForMs) return known.document;
    try {
      const answer = await fetch(`${part.instances.inTurn()[0]}/openapi.json`, {
        signal: AbortSignal.timeout(5_000),
      });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const document = (await answer.json()) as OpenApiDocument;
      this.known.set(part.name, { document, askedAt: Date.now() });
      return document;
    } catch (error) {
      if (known) return known.document;
      throw partUnavailable(part, error);
    }
  }
}
