import { Injectable } from '@nestjs/common';
import { Documents, type OpenedDocument } from '#documents';
import { Problem } from '#http';
import { sealedAs } from './commands/facts';
import type { ReadPayment } from './queries/payment-query';

/** The papers of payments, as they are opened. */
@Injectable()
export class PaperFiles {
  constructor(private readonly documents: Documents) {}

  /**
   * A paper of a payment that its reader may see: the history says what belongs to it.
   * @throws Problem `not-found`; KeyDestroyed, Unavailable
   */
  async open(
    tenant: string,
    { id, payment, open }: ReadPayment,
    documentId: string,
  ): Promise<OpenedDocument> {
    const paper = payment.papers.find((one) => one.documentId === documentId);
    if (paper === undefined) throw new Problem('not-found');
    const { hash, mediaType, size } = paper;
    const name = open<{ readonly name: string }>(paper.name, sealedAs.paperName)?.name ?? documentId;
    const content = await this.documents.open({ tenant, streamId: id }, { id: documentId, hash });
    return { name, mediaType, size, content };
  }
}
