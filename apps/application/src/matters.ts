import { Injectable } from '@nestjs/common';
import { noteAccess, type Acting } from '#commands';
import type { Matter, Matters } from '#documents';
import { Refusal } from '#event-sourcing/decider';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { Problem } from '#http';
import { allowedCommands, applicationDecider } from './commands/decider';
import { mostDocuments } from './commands/documents';
import { paperId } from './commands/paper-id';
import { proofsOf } from './commands/proofs';
import { otherKind } from './domain/document';
import { rulesFor } from './domain/document-rules';
import { isForApplicants, missingPapers } from './domain/paper';
import { isVisibleTo } from './domain/visibility';
import { Drafts } from './drafts';
import { ServiceConfigurations } from './service-configurations';

function isOfOffice<Who extends Pick<Acting, 'role'>>(
  acting: Who,
): acting is Who & { role: 'caseworker' | 'head-of-office' } {
  return acting.role === 'caseworker' || acting.role === 'head-of-office';
}

/** The applications that documents are handed in for. */
@Injectable()
export class ApplicationMatters implements Matters {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly drafts: Drafts,
    private readonly configurations: ServiceConfigurations,
  ) {}

  /** @throws Problem `not-found` */
  async get(acting: Acting, applicationId: string): Promise<Matter> {
    const { tenant, personId } = acting;
    const place = { tenant, streamId: applicationId };
    const { state: application } = await foldStream(this.store, applicationDecider, place);
    if (!isVisibleTo(acting, application)) throw new Problem('not-found');
    const { serviceKey, configurationVersion } = application;
    return {
      place,
      subjectId: applicationId,
      mostWaiting: mostDocuments,
      rules: async (kind) => {
        const role = isOfOffice(acting) ? acting.role : 'citizen';
        const allowed = allowedCommands(application, { personId, role });
        // Scans of what came another way go with the entry that says so.
        const by = role === 'citizen' ? 'supply-documents' : 'record-contact';
        if (application.status !== 'draft' && !allowed.includes(by))
          throw new Refusal('not-allowed-now', { allowed });
        const service = await this.configurations.get(tenant, serviceKey, configurationVersion);
        const proofs = proofsOf(service, application.levelOfAssurance ?? acting.levelOfAssurance);
        const kinds = [...proofs.map(({ key }) => key), otherKind].join(', ');
        const rules = rulesFor(proofs, kind);
        if (rules === undefined) throw new Problem('document-kind-unknown', { kinds });
        return rules;
      },
      added: (id) => application.documents.find(({ documentId }) => documentId === id),
      mayOpen: (id) => {
        const isBeingMade = missingPapers(application).some((paper) => paperId(applicationId, paper) === id);
        if (isBeingMade) throw new Problem('temporarily-unavailable');
        const document = application.documents.find(({ documentId }) => documentId === id);
        if (acting.role !== 'citizen' || document === undefined) return;
        if (!isForApplicants(document, application))
          throw new Problem(document.origin === 'portal' ? 'notice-not-retrieved' : 'document-unknown');
      },
      // What its applicant has not handed in yet is nobody else's, and what a colleague scans is theirs until it is entered.
      isWaitingFor: ({ personId }) =>
        acting.role === 'citizen' || (isOfOffice(acting) && personId === acting.personId),
      seal: async (name) =>
        (await this.drafts.contents(tenant, applicationId)).seal('document-name', { name }) as never,
      open: async (name) =>
        (await this.drafts.contents(tenant, applicationId)).open('document-name', name).name,
      noteLook: () =>
        noteAccess(this.store, acting, { applicationId, purpose: 'document', stream: 'case-access' }),
    };
  }
}
