import { personConcerned } from '#commands';
import { profileValues, withProfileValues } from '#forms';
import { Id, Key, Problem } from '#http';
import { keptDays, keptFrom, reminderOf, type DraftChange } from '../domain/draft';
import { command } from './command';
import { invalidField } from './invalid-field';
import { textOf } from './known-profile';
import { mostDrafts, mostDraftsOfGuest } from './limits';
import { ownAttributes } from './official-data';
import { serviceNotOpen, whyNotOpen } from './offers';
import { takenOver } from './taken-over';

export class DraftInput {
  @Key({ description: 'The service that is applied for.', example: 'meldebescheinigung' })
  serviceKey!: string;

  @Id({
    description:
      'An own application of the same service that was submitted: the draft begins with what was declared in it.',
    optional: true,
  })
  takeOver?: string;
}

/** Begins an application for oneself, or for somebody one acts for (law 7). */
export const draft = command({
  name: 'draft',
  summary: 'Begins an application as a draft',
  roles: ['citizen'],
  transitions: [{ from: ['none'], to: ['draft'] }],
  input: DraftInput,
  ownRoute: true,

  async prepare({ input, acting, facts, at }) {
    const offering = facts.offering(input.serviceKey, at);
    const notOpen = whyNotOpen(offering);
    if (offering === undefined || notOpen?.offer === 'removed') {
      throw invalidField(
        '/serviceKey',
        'unknown-service',
        'Diese Dienstleistung gibt es hier nicht.',
        'There is no such service.',
      );
    }
    if (notOpen !== undefined) throw new Problem('service-not-open', { ...notOpen });
    const { service } = offering;
    const { guest } = acting;
    if (guest && service.filing.signIn === 'required') throw new Problem('sign-in-required');
    const { key: serviceKey, version: configurationVersion, office, filing } = service;
    // Before the number and the key: who may have no more drafts leaves nothing behind.
    const most = guest ? mostDraftsOfGuest : mostDrafts;
    if ((await facts.openDrafts(personConcerned(acting))) >= most)
      throw new Problem('too-many-drafts', { most, allowed: ['submit', 'withdraw'] });
    const known = await ownAttributes(service.form, acting, {}, (personId) => facts.profile(personId));
    const former =
      input.takeOver === undefined ? {} : await takenOver(input.takeOver, service, acting, facts);
    // What the profile says is newer than what was declared then.
    const begin = withProfileValues(
      former,
      profileValues(service.form, (name) => textOf(known, name)),
    );
    const form = (await facts.contents()).seal('form', begin);
    const reference = await facts.nextReference(at);
    const without = guest ? ({ withoutSignIn: true } as const) : {};
    const days = keptDays(filing.draftDays, without);
    const kept = keptFrom(at, days);
    const remindAt = reminderOf(kept.endsAt, days);
    const draft: DraftChange = { kind: 'begun', form, ...kept, remindAt };
    return { reference, serviceKey, configurationVersion, office, draft, ...without };
  },

  decide(_, { by, reference, serviceKey, configurationVersion, office, withoutSignIn }) {
    const representative = by.actingFor === undefined ? {} : { representativeId: by.personId };
    const persons = { applicantId: personConcerned(by), ...representative };
    const data = {
      ...{ reference, serviceKey, configurationVersion, office, ...persons },
      ...(withoutSignIn && { withoutSignIn }),
    };
    return [{ type: 'ApplicationDrafted', data }];
  },

  refusals: {
    'service-not-open': serviceNotOpen,
    'sign-in-required': {
      status: 401,
      title: {
        de: 'Diese Dienstleistung gibt es nur mit Anmeldung.',
        en: 'This service exists only after signing in.',
      },
      detail: { de: 'Bitte melden Sie sich an.', en: 'Please sign in.' },
    },
    'too-many-drafts': {
      status: 409,
      title: { de: 'Sie haben zu viele offene Entwürfe.', en: 'You have too many open drafts.' },
      detail: {
        de: 'Mehr als {most} Entwürfe sind nicht möglich. Bitte senden Sie einen ab oder ziehen Sie einen zurück.',
        en: 'No more than {most} drafts are possible. Please submit or withdraw one of them.',
      },
    },
  },

  history: {
    ApplicationDrafted: {
      says: { de: 'Antrag begonnen', en: 'Application begun' },
      facts: ({ serviceKey, configurationVersion, office }) => ({ serviceKey, configurationVersion, office }),
    },
  },
});
