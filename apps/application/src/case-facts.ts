import { Injectable } from '@nestjs/common';
import type { Facts } from './commands/facts';
import type { BegunApplication } from './domain/application';
import { Drafts } from './drafts';
import { Mails } from './mails';
import { offeringOf } from './offerings';
import { Persons } from './persons';
import { References } from './references';
import { ServiceConfigurations } from './service-configurations';

/** Where the answers to what commands ask come from. */
@Injectable()
export class FactSources {
  constructor(
    private readonly drafts: Drafts,
    private readonly configurations: ServiceConfigurations,
    private readonly references: References,
    private readonly persons: Persons,
    private readonly mails: Mails,
  ) {}

  /** What may be asked about one case. */
  of(tenant: string, applicationId: string): Facts {
    const { drafts, configurations, references, persons, mails } = this;
    return {
      contents: () => drafts.contents(tenant, applicationId),
      draft: () => drafts.get(tenant, applicationId),
      openDrafts: (personId) => drafts.countOf(tenant, personId),
      offering: (serviceKey, at) => offeringOf(configurations.tenants, tenant, serviceKey, at),
      serviceOf: ({ serviceKey, configurationVersion }: BegunApplication) =>
        configurations.get(tenant, serviceKey, configurationVersion),
      nextReference: (at) => references.next(tenant, at),
      profile: (personId) => persons.profile(tenant, personId),
      consentToElectronicNotices: (personId) => persons.consentToElectronicNotices(tenant, personId),
      mailAbout: (version) => mails.about(tenant, applicationId, version),
      isStaff: (personId) => persons.isStaff(tenant, personId),
      offices: () => configurations.tenants.get(tenant).offices.map(({ key }) => key),
    };
  }
}
