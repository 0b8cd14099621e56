import { Injectable } from '@nestjs/common';
import { proofMeans, sufficientMeans, waysInWords } from '#configuration';
import { Documents, type Place } from '#documents';
import type { Facts } from './commands/facts';
import type { BegunApplication } from './domain/application';
import type { HandedIn } from './domain/document';
import { Drafts } from './drafts';
import { FormerApplications } from './former-applications';
import { handedIn } from './handed-in';
import { Mails } from './mails';
import { offeringOf } from './offerings';
import { Papers } from './papers';
import { approversOf } from './approvers';
import { Persons } from './persons';
import { References } from './references';
import { ServiceConfigurations } from './service-configurations';

/** Where the answers to what commands ask come from. */
@Injectable()
export class FactSources {
  constructor(
    private readonly drafts: Drafts,
    private readonly documents: Documents,
    private readonly papers: Papers,
    private readonly configurations: ServiceConfigurations,
    private readonly references: References,
    private readonly persons: Persons,
    private readonly mails: Mails,
    private readonly former: FormerApplications,
  ) {}

  /** What may be asked about one case. */
  of(tenant: string, applicationId: string): Facts {
    const { drafts, documents, papers, configurations, references, persons, mails, former } = this;
    return {
      contents: () => drafts.contents(tenant, applicationId),
      draft: () => drafts.get(tenant, applicationId),
      documents: () => handedInOf(documents, { tenant, streamId: applicationId }),
      paper: (application, paper) => papers.keep({ tenant, applicationId, application }, paper),
      submittedForm: (acting, id) => former.submittedForm(acting, id),
      openDrafts: (personId) => drafts.countOf(tenant, personId),
      offering: (serviceKey, at) => offeringOf(configurations.tenants, tenant, serviceKey, at),
      waysIn: (service) => {
        const waysIn = sufficientMeans(service, configurations.tenants.get(tenant));
        return { waysIn, enough: waysInWords(waysIn) };
      },
      serviceOf: ({ serviceKey, configurationVersion }: BegunApplication) =>
        configurations.get(tenant, serviceKey, configurationVersion),
      nextReference: (at) => references.next(tenant, at),
      profile: (personId) => persons.profile(tenant, personId),
      readPerson: async (reader, personId, purpose) => {
        const { language = 'de', attributes } = await persons.read(reader, personId, purpose);
        return { language, attributes };
      },
      recordPerson: (by, said) => persons.record(by, said),
      eidProof: (personId, declaration) => persons.eidProof(tenant, personId, declaration),
      eidMeans: (service) => proofMeans(service, configurations.tenants.get(tenant)),
      consentToElectronicNotices: (personId) => persons.consentToElectronicNotices(tenant, personId),
      mailAbout: (version) => mails.about(tenant, applicationId, version),
      isStaff: (personId) => persons.isStaff(tenant, personId),
      approversOf: (application, proposedBy) => approversOf(persons, tenant, application, proposedBy),
      reauthenticateForDecisions: () => configurations.tenants.get(tenant).staff?.reauthenticateForDecisions,
      ownAccounts: (personId) => persons.ownAccounts(tenant, personId),
      claimableGuests: (personId) => persons.claimableGuests(tenant, personId),
      claimGuest: (guestId, by) => persons.claimGuest(tenant, guestId, by),
      isTemplate: (template) => configurations.hasTemplate(tenant, template),
      offices: () => configurations.tenants.get(tenant).offices.map(({ key }) => key),
    };
  }
}

async function handedInOf(documents: Documents, place: Place): Promise<readonly HandedIn[]> {
  return (await documents.of(place)).map(handedIn);
}
