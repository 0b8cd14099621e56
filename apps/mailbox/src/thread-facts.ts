import { Injectable } from '@nestjs/common';
import { DataKeys } from '#encryption';
import { v7 as uuidv7 } from 'uuid';
import { CaseFiles } from './case-files';
import type { Facts } from './commands/facts';
import type { SealedContent } from './domain/thread';

/** Where the answers to what commands ask come from. */
@Injectable()
export class FactSources {
  constructor(
    private readonly keys: DataKeys,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** What may be asked about the thread of one case. */
  of(tenant: string, applicationId: string): Facts {
    return {
      newId: uuidv7,
      seal: async (content, purpose) =>
        (await this.keys.sealerFor(tenant, applicationId)).seal(content, purpose) as string as SealedContent,
      isFiledByNow: () => this.caseFiles.isFiled(tenant, applicationId),
    };
  }
}
