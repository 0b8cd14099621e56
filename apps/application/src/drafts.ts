import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '#database';
import { DataKeys } from '#encryption';
import { VersionConflict } from '#event-sourcing';
import { CaseContents } from './commands/contents';
import type { Draft } from './domain/draft';
import { countDrafts, findDraft } from './read-models/drafts';

/** What is written into applications: drafts, and the keys that open what stands in them and in their events. */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: TenantDatabase,
    private readonly keys: DataKeys,
  ) {}

  /** @throws KeyDestroyed when the application was erased. */
  contents(tenant: string, applicationId: string): Promise<CaseContents> {
    return CaseContents.of(this.keys, tenant, applicationId);
  }

  find(tenant: string, applicationId: string): Promise<Draft | undefined> {
    return findDraft(this.database, tenant, applicationId);
  }

  /** @throws VersionConflict when the draft is one no longer, whatever the stream said when it was read. */
  async get(tenant: string, applicationId: string): Promise<Draft> {
    const draft = await this.find(tenant, applicationId);
    if (draft === undefined) throw new VersionConflict({ tenant, streamId: applicationId }, 0);
    return draft;
  }

  countOf(tenant: string, personId: string): Promise<number> {
    return countDrafts(this.database, tenant, personId);
  }
}
