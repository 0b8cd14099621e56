import { personConcerned } from '#commands';
import { Key } from '#http';
import { command } from './command';
import { declarationHash } from './contents';
import { invalidField } from './invalid-field';

export class DraftInput {
  @Key({ description: 'The service that is applied for.', example: 'meldebescheinigung' })
  serviceKey!: string;
}

/** Begins an application for oneself, or for somebody one acts for (law 7). */
export const draft = command({
  name: 'draft',
  summary: 'Begins an application as a draft',
  roles: ['citizen'],
  transitions: [{ from: ['none'], to: ['draft'] }],
  input: DraftInput,
  ownRoute: true,

  async prepare({ input, applicationId, facts, at }) {
    const service = facts.serviceOffered(input.serviceKey);
    if (service === undefined) {
      throw invalidField(
        '/serviceKey',
        'unknown-service',
        'Diese Dienstleistung gibt es hier nicht.',
        'There is no such service.',
      );
    }
    const { key: serviceKey, version: configurationVersion, office } = service;
    const form = (await facts.contents()).seal('form', {});
    return {
      reference: await facts.nextReference(at),
      serviceKey,
      configurationVersion,
      office,
      form,
      declarationHash: declarationHash(applicationId, configurationVersion, form),
    };
  },

  decide(_, { by, reference, serviceKey, configurationVersion, office, form, declarationHash }) {
    const representative = by.actingFor === undefined ? {} : { representativeId: by.personId };
    const persons = { applicantId: personConcerned(by), ...representative };
    const data = { reference, serviceKey, configurationVersion, office, ...persons, form, declarationHash };
    return [{ type: 'ApplicationDrafted', data }];
  },

  history: {
    ApplicationDrafted: {
      says: { de: 'Antrag begonnen', en: 'Application begun' },
      facts: ({ serviceKey, configurationVersion, office }) => ({ serviceKey, configurationVersion, office }),
    },
  },
});
