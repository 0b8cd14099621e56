import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataKeys } from '#encryption';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { currentCorrelationId, Problem } from '#http';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { caseAccessAggregate } from '../application.aggregate';
import type { Caller } from '../callers';
import type { ApplicationEvent } from '../domain/events';
import { isVisibleTo } from '../domain/visibility';
import { caseFileOf, type CaseFile } from './case-file';
import type { Party } from './history';

/** Somebody wants to read a case file: the one door to it, which records the look of everybody but the applicant. */
export class CaseFileQuery extends Query<CaseFile> {
  constructor(
    readonly caller: Caller,
    readonly applicationId: string,
    /** What a staff member looks for, as a key that the auditor will read, e.g. `case-view`. */
    readonly purpose: string,
    /** The past of the case: up to a version or a moment, inclusive. Default: as it stands. */
    readonly until: { readonly upToVersion?: number; readonly upToTime?: string } = {},
    /** Whose view is shown. Default: the caller's own. */
    readonly as: Party = partyOf(caller),
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
  async execute({ caller, applicationId, purpose, until, as }: CaseFileQuery): Promise<CaseFile> {
    const stream = { tenant: caller.tenant, streamId: applicationId };
    const { events } = await this.store.read<ApplicationEvent>(stream, until);
    const file = await caseFileOf(events, as, this.keys);
    if (file === undefined || !isVisibleTo(caller, file.application)) throw new Problem('not-found');
    await this.recordAccess(caller, applicationId, purpose);
    return file;
  }

  /** Before the answer: what cannot be recorded is not shown. */
  private async recordAccess(caller: Caller, applicationId: string, purpose: string): Promise<void> {
    const { tenant, personId, role } = caller;
    if (role === 'citizen' || role === 'service') return;
    const commandId = uuidv7();
    await runCommand(
      this.store,
      caseAccessAggregate,
      { tenant, streamId: uuidv5('case-access', applicationId) },
      { applicationId, personId, role, purpose },
      {
        metadata: {
          actor: { personId, role },
          commandId,
          correlationId: currentCorrelationId(),
          causationId: commandId,
        },
      },
    );
  }
}

function partyOf({ role }: Caller): Party {
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
