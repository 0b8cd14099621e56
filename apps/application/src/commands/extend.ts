import { CalendarDate, FreeText } from '#http';
import { dateInBerlin } from '../domain/berlin';
import { isFiled, type BegunApplication } from '../domain/application';
import { command, staff, underWay } from './command';
import { invalidField } from './invalid-field';
import { shortText } from './lengths';

export class ExtendInput {
  @CalendarDate({
    description: 'Calendar date until which the office will have decided.',
    example: '2099-12-31',
  })
  until!: string;

  @FreeText(shortText, {
    description: 'Why it takes longer; the applicant reads it.',
    example: 'Die Stellungnahme der Denkmalbehörde steht noch aus.',
  })
  reason!: string;
}

/** Extends the processing time, once, with a reason, told in time (§ 42a(2) VwVfG, law 4). */
export const extend = command({
  name: 'extend',
  summary: 'Extends the processing time once, to a date, with a reason that the applicant reads',
  roles: staff,
  transitions: [{ from: underWay, to: ['unchanged'] }],
  input: ExtendInput,

  async prepare({ input: { until, reason: text }, application, facts, at }) {
    if (until <= dateInBerlin(at)) {
      throw invalidField(
        '/until',
        'not-in-the-future',
        'Das Datum muss in der Zukunft liegen.',
        'The date must be in the future.',
      );
    }
    const contents = await facts.contents();
    return { until, reason: contents.sealUnlessSame('reason', { text }, extensionOf(application)?.reason) };
  },

  isOffered: ({ extension }) => extension === undefined,
  isSoAlready(application, { until, reason }) {
    const extension = extensionOf(application);
    return extension?.until === until && extension.reason === reason;
  },

  decide({ extension }, { until, reason }, refuse) {
    if (extension !== undefined) throw refuse('already-extended', { extendedUntil: extension.until });
    return [{ type: 'ProcessingTimeExtended', data: { until, reason } }];
  },

  refusals: {
    'already-extended': {
      status: 409,
      title: {
        de: 'Die Bearbeitungszeit ist schon verlängert.',
        en: 'The processing time has been extended already.',
      },
      detail: {
        de: 'Sie darf nur einmal verlängert werden (§ 42a Abs. 2 VwVfG); sie ist es bis {extendedUntil}.',
        en: 'It may be extended only once (VwVfG § 42a(2)), and is so until {extendedUntil}.',
      },
    },
  },

  history: {
    ProcessingTimeExtended: {
      says: { de: 'Bearbeitungszeit verlängert', en: 'Processing time extended' },
      facts: ({ until }) => ({ until }),
      content: { in: 'reason', as: 'reason', forCitizens: true },
    },
  },
});

function extensionOf(application: BegunApplication) {
  return isFiled(application) ? application.extension : undefined;
}
