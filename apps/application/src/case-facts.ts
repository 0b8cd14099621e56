import { Injectable } from '@nestjs/common';
import type { Service } from '#configuration';
import { DataKeys } from '#encryption';
import { CaseContents } from './commands/contents';
import type { Facts } from './commands/facts';
import { draftErrors, formErrors } from './commands/form-check';
import type { BegunApplication } from './domain/application';
import { Mails } from './mails';
import { Persons } from './persons';
import { References } from './references';
import { ServiceConfigurations } from './service-configurations';

/** Where the answers to what commands ask come from. */
@Injectable()
export class FactSources {
  constructor(
    private readonly keys: DataKeys,
    private readonly configurations: ServiceConfigurations,
    private readonly references: References,
    private readonly persons: Persons,
    private readonly mails: Mails,
  ) {}

  /** What may be asked about one case. */
  of(tenant: string, applicationId: string): Facts {
    const { keys, configurations, references, persons, mails } = this;
    return {
      contents: () => CaseContents.of(keys, tenant, applicationId),
      serviceOffered: (serviceKey) => configurations.tenants.service(tenant, serviceKey),
      serviceOf: ({ serviceKey, configurationVersion }: BegunApplication) =>
        configurations.get(tenant, serviceKey, configurationVersion),
      formErrors: (service: Service, form) => formErrors(configurations.validatorOf(service), form),
      draftErrors: (service: Service, form) => draftErrors(configurations.validatorOf(service), form),
      nextReference: (at) => references.next(tenant, at),
      profile: (personId) => persons.profile(tenant, personId),
      consentToElectronicNotices: (personId) => persons.consentToElectronicNotices(tenant, personId),
      mailAbout: (version) => mails.about(tenant, applicationId, version),
      isStaff: (personId) => persons.isStaff(tenant, personId),
      offices: () => configurations.tenants.get(tenant).offices.map(({ key }) => key),
    };
  }
}
