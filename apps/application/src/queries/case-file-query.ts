import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataKeys } from '#encryption';
import { noteAccess, type Acting } from '#commands';
import { PostgresEventStore } from '#event-sourcing';
import { Problem } from '#http';
import type { ApplicationEvent } from '../domain/application';
import { isVisibleTo } from '../domain/visibility';
import { caseFileOf, type CaseFile } from './case-file';
import type { Party } from './history';

/** Somebody wants to read a case file: the one door to it, which records the look of everybody but the applicant. */
export class CaseFileQuery extends Query<CaseFile> {
  constructor(
    readonly acting: Acting,
    readonly applicationId: string,
    /** What a staff member looks for, as a key that the auditor will read, e.g. `case-view`. */
    readonly purpose: string,
    /** The past of the case: up to a version or a moment, inclusive. Default: as it stands. */
    readonly until: { readonly upToVersion?: number; readonly upToTime?: string } = {},
    /** Whose view is shown. Default: their own. */
    readonly as: Party = partyOf(acting),
  ) {
    super();
  }
}

@QueryHandler(CaseFileQuery)
export class CaseFileQueryHandler implements IQueryHandler<CaseFileQuery> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
  ) {}

  /** @throws Problem `not-found` where the caller may not see the application, or where it did not exist yet. */
  async execute({ acting, applicationId, purpose, until, as }: CaseFileQuery): Promise<CaseFile> {
    const stream = { tenant: acting.tenant, streamId: applicationId };
    const { events } = await this.store.read<ApplicationEvent>(stream, until);
    const file = await caseFileOf(events, as, this.keys);
    if (file === undefined || !isVisibleTo(acting, file.application)) throw new Problem('not-found');
    await noteAccess(this.store, acting, { applicationId, purpose, stream: 'case-access' });
    return file;
  }
}

function partyOf({ role }: Acting): Party {
  switch (role) {
    case 'citizen':
      return 'citizen';
    case 'caseworker':
    case 'head-of-office':
      return 'caseworker';
    case 'auditor':
    case 'service':
      return 'auditor';
  }
}
