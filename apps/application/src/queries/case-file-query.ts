import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Documents, type KeptDocument } from '#documents';
import { DataKeys } from '#encryption';
import { noteAccess, type Acting } from '#commands';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { Problem } from '#http';
import { applicationDecider } from '../commands/decider';
import { isFiled, type Application, type ApplicationEvent } from '../domain/application';
import { isVisibleTo } from '../domain/visibility';
import { officialFields, ownAttributes } from '../commands/official-data';
import { Drafts } from '../drafts';
import { Persons } from '../persons';
import { ServiceConfigurations } from '../service-configurations';
import { caseFileOf, type CaseFile, type FoundDraft, type ToldCase } from './case-file';
import type { Noted } from './documents-on-file';
import type { Party } from './history';
import { HistoryPage } from './history-page';

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
    /** Of a long history, the entries before this version; default: the last ones. */
    readonly historyBefore?: number,
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
    private readonly documents: Documents,
    private readonly configurations: ServiceConfigurations,
    private readonly persons: Persons,
  ) {}

  /** @throws Problem `not-found` where the caller may not see the application, or where it did not exist yet. */
  async execute(query: CaseFileQuery): Promise<CaseFile> {
    const { acting, applicationId, purpose, as } = query;
    let told = await this.read(query);
    const draft = await this.draftOf(query, told);
    // Submitted or ended between the two looks.
    if (draft === 'gone') told = await this.read(query);
    const documents = await this.documentsOf(query, told);
    const file = await caseFileOf(told, as, this.keys, documents, draft === 'gone' ? undefined : draft);
    if (file === undefined || !isVisibleTo(acting, file.application)) throw new Problem('not-found');
    await noteAccess(this.store, acting, { applicationId, purpose, stream: 'case-access' });
    return file;
  }

  /** Folds the stream and keeps of its events what is shown of them. */
  private async read({ acting, applicationId, until, historyBefore }: CaseFileQuery): Promise<ToldCase> {
    const page = new HistoryPage(historyBefore);
    let request: ToldCase['request'];
    const noted = new Map<number, Noted>();
    const { state: application, last } = await foldStream<Application, ApplicationEvent>(
      this.store,
      applicationDecider,
      { tenant: acting.tenant, streamId: applicationId },
      until,
      (event) => {
        page.take(event);
        if (event.type === 'DocumentsRequested') request = event;
        if (event.type === 'DocumentAdded' || event.type === 'DocumentsSentOn')
          noted.set(event.version, { at: event.recordedAt, by: event.metadata.actor.personId });
      },
    );
    return { application, last, page, request, noted };
  }

  /** What is known of its documents beside the history; nothing is asked where there can be none that this party sees. */
  private async documentsOf(
    { acting: { tenant, personId: reader }, applicationId: streamId, as }: CaseFileQuery,
    { application }: ToldCase,
  ): Promise<readonly KeptDocument[]> {
    if (application.status === 'none') return [];
    const isSeen = as === 'citizen' || application.documents.length > 0;
    if (!isSeen) return [];
    const documents = await this.documents.of({ tenant, streamId });
    if (!isFiled(application)) return documents;
    // What an office scans is none of its applicant's doing until it is entered.
    const { applicantId, representativeId } = application;
    return documents.filter(
      ({ bound, personId }) => bound || [applicantId, representativeId, reader].includes(personId),
    );
  }

  /** What stands in a draft now; of its past nothing is kept. */
  private async draftOf(
    { acting, applicationId, until }: CaseFileQuery,
    { application }: ToldCase,
  ): Promise<FoundDraft | 'gone' | undefined> {
    const isNow = until.upToVersion === undefined && until.upToTime === undefined;
    if (!isNow || application.status !== 'draft') return undefined;
    const now = await this.drafts.find(acting.tenant, applicationId);
    if (now === undefined) return 'gone';
    const { serviceKey, configurationVersion } = application;
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    // A draft is its applicant's alone: for everybody else the answer is that there is none.
    const known = isVisibleTo(acting, application)
      ? await ownAttributes(service.form, acting, application, (personId) =>
          this.persons.profile(acting.tenant, personId),
        )
      : {};
    return { now, service, official: officialFields(service.form, known) };
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
    // Its payments alone are its business (`isVisibleTo`).
    case 'treasury':
      throw new Problem('not-found');
  }
}
