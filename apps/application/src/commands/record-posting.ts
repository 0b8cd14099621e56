import { CalendarDate } from '#http';
import { dateInBerlin } from '../domain/berlin';
import { isFiled } from '../domain/application';
import { legalAreaOf } from '../domain/clock';
import { announcementBy } from '../domain/notice';
import { command, decided, staff } from './command';
import { invalidField } from './invalid-field';
import { lastNotice } from './notices';

export class RecordPostingInput {
  @CalendarDate({
    description: 'Calendar date on which the notice was given to the post.',
    example: '2026-11-20',
  })
  postedOn!: string;
}

/** Records that the office has sent the notice of the standing decision by post, which announces it days later (law 1). */
export const recordPosting = command({
  name: 'record-posting',
  summary: 'Records on which day the notice was given to the post',
  roles: staff,
  transitions: [{ from: [...decided, 'notice-available'], to: ['unchanged'] }],
  input: RecordPostingInput,

  prepare({ input: { postedOn }, at }) {
    if (postedOn > dateInBerlin(at)) {
      throw invalidField(
        '/postedOn',
        'in-the-future',
        'Das Datum liegt in der Zukunft.',
        'The date is in the future.',
      );
    }
    return { postedOn };
  },

  isOffered(application) {
    const notice = lastNotice(application);
    return notice?.postedOn === undefined && notice?.announcement === undefined;
  },
  isSoAlready: (application, { postedOn }) => lastNotice(application)?.postedOn === postedOn,

  decide(application, { postedOn }, refuse) {
    const notice = lastNotice(application);
    if (notice === undefined || !isFiled(application)) throw new Error('a decided case has a notice');
    const { announcement, issuedAt } = notice;
    if (notice.postedOn !== undefined) throw refuse('already-posted', { postedOn: notice.postedOn });
    if (announcement !== undefined)
      throw refuse('already-announced', { effectiveOn: announcement.effectiveOn });
    if (postedOn < dateInBerlin(issuedAt)) throw refuse('posted-before-decision');
    const occasion = { purpose: 'announcement-by-post', happened: 'posting', on: postedOn } as const;
    return [
      { type: 'NoticePosted', data: { decisionVersion: notice.decisionVersion, postedOn } },
      ...announcementBy(occasion, notice, legalAreaOf(application.clock)),
    ];
  },

  refusals: {
    'already-posted': {
      status: 409,
      title: {
        de: 'Der Bescheid ist schon zur Post gegeben.',
        en: 'The notice has been given to the post already.',
      },
      detail: {
        de: 'Verzeichnet ist der {postedOn}. Ein falsches Datum berichtigen Sie mit einem neuen Eintrag.',
        en: 'Recorded is {postedOn}. A wrong date is corrected by a new entry.',
      },
    },
    'already-announced': {
      status: 409,
      title: {
        de: 'Der Tag der Bekanntgabe steht schon fest.',
        en: 'The day of announcement is fixed already.',
      },
      detail: { de: 'Es ist der {effectiveOn}.', en: 'It is {effectiveOn}.' },
    },
    'posted-before-decision': {
      status: 409,
      title: {
        de: 'Der Tag liegt vor der Entscheidung.',
        en: 'The day lies before the decision.',
      },
    },
  },

  history: {
    NoticePosted: {
      says: { de: 'Bescheid zur Post gegeben', en: 'Notice given to the post' },
      facts: ({ postedOn }) => ({ postedOn }),
    },
  },
});
