import { Injectable } from '@nestjs/common';
import { Documents, isComplete, type KeptDocument } from '#documents';
import { DataKeys } from '#encryption';
import { v7 as uuidv7 } from 'uuid';
import { CaseFiles } from './case-files';
import type { Facts } from './commands/facts';
import type { UploadedAttachment } from './domain/attachment';
import type { SealedContent } from './domain/thread';
import { threadOf } from './thread.aggregate';

/** Where the answers to what commands ask come from. */
@Injectable()
export class FactSources {
  constructor(
    private readonly keys: DataKeys,
    private readonly caseFiles: CaseFiles,
    private readonly documents: Documents,
  ) {}

  /** What may be asked about the thread of one case. */
  of(tenant: string, applicationId: string): Facts {
    return {
      newId: uuidv7,
      seal: async (content, purpose) =>
        (await this.keys.sealerFor(tenant, applicationId)).seal(content, purpose) as string as SealedContent,
      attachments: async () => (await this.documents.of(threadOf(tenant, applicationId))).map(uploaded),
      isFiledByNow: () => this.caseFiles.isFiled(tenant, applicationId),
    };
  }
}

function uploaded(document: KeptDocument): UploadedAttachment {
  return {
    id: document.id,
    version: document.version,
    personId: document.personId,
    size: document.length,
    hash: document.hash ?? '',
    mediaType: document.mediaType ?? '',
    name: document.name as string as SealedContent,
    isComplete: isComplete(document),
    isBlocked: document.scan === 'found' || document.scan === 'unscannable',
    isBound: document.bound,
  };
}
