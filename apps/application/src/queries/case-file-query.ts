import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataKeys } from '#encryption';
import { noteAccess, type Acting } from '#commands';
import { fold, PostgresEventStore, type RecordedEvent, type StreamName } from '#event-sourcing';
import { Problem } from '#http';
import { applicationDecider } from '../commands/decider';
import type { ApplicationEvent } from '../domain/application';
import type { Draft } from '../domain/draft';
import { isVisibleTo } from '../domain/visibility';
import { Drafts } from '../drafts';
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
    private readonly drafts: Drafts,
  ) {}

  /** @throws Problem `not-found` where the caller may not see the application, or where it did not exist yet. */
  async execute({ acting, applicationId, purpose, until, as }: CaseFileQuery): Promise<CaseFile> {
    const stream = { tenant: acting.tenant, streamId: applicationId };
    let { events } = await this.store.read<ApplicationEvent>(stream, until);
    const draft = await this.draftOf(stream, events, until);
    // Submitted or ended between the two looks.
    if (draft === 'gone') ({ events } = await this.store.read<ApplicationEvent>(stream, until));
    const file = await caseFileOf(events, as, this.keys, draft === 'gone' ? undefined : draft);
    if (file === undefined || !isVisibleTo(acting, file.application)) throw new Problem('not-found');
    await noteAccess(this.store, acting, { applicationId, purpose, stream: 'case-access' });
    return file;
  }

  /** What stands in a draft now; of its past nothing is kept. */
  private async draftOf(
    { tenant, streamId }: StreamName,
    events: readonly RecordedEvent<ApplicationEvent>[],
    { upToVersion, upToTime }: CaseFileQuery['until'],
  ): Promise<Draft | 'gone' | undefined> {
    const isNow = upToVersion === undefined && upToTime === undefined;
    const application = fold(applicationDecider, events as readonly ApplicationEvent[]);
    if (!isNow || application.status !== 'draft') return undefined;
    return (await this.drafts.find(tenant, streamId)) ?? 'gone';
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
