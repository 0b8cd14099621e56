import { endAfterReminder, keptDays, reminderOf, type DraftChange } from '../domain/draft';
import { command } from './command';

/** What the service needs no word of anybody for. */
export class EndDraftInput {}

interface Ending {
  /** The end that its applicant is to be told of now. */
  readonly announced?: string;
  /** Its time is over. */
  readonly ends?: boolean;
  readonly draft?: DraftChange;
}

/** A draft that nobody changes ends after the days that its service keeps it; its applicant is told before (law 9). */
export const endDraft = command({
  name: 'end-draft',
  summary: 'Ends a draft that nobody changed for as long as it is kept, after a reminder',
  roles: ['service'],
  transitions: [{ from: ['draft'], to: ['unchanged', 'expired'] }],
  input: EndDraftInput,

  async prepare({ application, facts, at }): Promise<Ending> {
    if (application.status !== 'draft') return {};
    const { version: was, endsAt } = await facts.draft();
    // A change after the reminder has moved the end behind the announced one.
    if (application.endAnnounced !== undefined && endsAt <= application.endAnnounced) {
      return endsAt <= at
        ? { ends: true, draft: { kind: 'consumed', was } }
        : { draft: { kind: 'waiting', until: endsAt } };
    }
    const draftDays = keptDays((await facts.serviceOf(application)).filing.draftDays, application);
    const remindAt = reminderOf(endsAt, draftDays);
    // It was changed since this look was planned.
    if (at < remindAt) return { draft: { kind: 'waiting', until: remindAt } };
    const announced = endAfterReminder(at, endsAt, draftDays);
    const draft: DraftChange = { kind: 'prolonged', was, endsAt: announced };
    return { announced, ...(announced !== endsAt && { draft }) };
  },

  /** Submitted, withdrawn, ended or told meanwhile: nothing is left to do. */
  isSoAlready: (application, { announced }) =>
    application.status !== 'draft' || (announced !== undefined && application.endAnnounced === announced),

  decide(_, { ends, announced }) {
    if (announced !== undefined) return [{ type: 'DraftEndAnnounced', data: { endsAt: announced } }];
    return ends === true ? [{ type: 'DraftExpired', data: {} }] : [];
  },

  history: {
    DraftEndAnnounced: {
      says: { de: 'An das Ende des Entwurfs erinnert', en: 'Reminded of the end of the draft' },
      facts: ({ endsAt }) => ({ endsAt }),
    },
    DraftExpired: { says: { de: 'Entwurf abgelaufen', en: 'Draft expired' } },
  },
});
