import { CalendarDate, FreeText } from '#http';
import { dateInBerlin } from '../domain/berlin';
import { isFiled, type BegunApplication } from '../domain/application';
import { statutoryPeriodOf, targetDateOf, type Clock } from '../domain/clock';
import { command, staff, underWay } from './command';
import { invalidField } from './invalid-field';
import { shortText } from './lengths';
import { UsedTemplates, usedTemplates, type UsedTemplateInput } from './used-templates';

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

  @UsedTemplates()
  templates?: UsedTemplateInput[];
}

/**
 * Extends the processing time, once, with a reason, told in time (§ 42a(2) VwVfG, law 4): the statutory period where the service
 * has one, and the target date, which from then on is the date that the office has named.
 */
export const extend = command({
  name: 'extend',
  summary: 'Extends the processing time once, to a date, with a reason that the applicant reads',
  roles: staff,
  transitions: [{ from: underWay, to: ['unchanged'] }],
  input: ExtendInput,

  async prepare({ input: { until, reason: text, templates }, application, facts, at }) {
    if (until <= dateInBerlin(at)) {
      throw invalidField(
        '/until',
        'not-in-the-future',
        'Das Datum muss in der Zukunft liegen.',
        'The date must be in the future.',
      );
    }
    const contents = await facts.contents();
    const reason = contents.sealUnlessSame('reason', { text }, extensionOf(application)?.reason);
    return { until, reason, ...(await usedTemplates(templates, facts)) };
  },

  isOffered: ({ clock }) => clock.extension === undefined && !isWaitingForDocuments(clock),
  isSoAlready(application, { until, reason }) {
    const extension = extensionOf(application);
    return extension?.until === until && extension.reason === reason;
  },

  decide({ clock }, { until, reason, at: extendedAt, templates }, refuse) {
    const { extension } = clock;
    if (extension !== undefined) throw refuse('already-extended', { extendedUntil: extension.until });
    if (isWaitingForDocuments(clock)) throw refuse('period-not-begun');
    const period = statutoryPeriodOf(clock);
    const end = period !== undefined && 'until' in period ? period.until : undefined;
    if (end !== undefined && end < dateInBerlin(extendedAt)) throw refuse('period-over', { end });
    const present = end ?? targetDateOf(clock)?.on;
    if (present !== undefined && until <= present) throw refuse('no-extension', { present });
    const data = { until, reason, extendedAt, ...(templates !== undefined && { templates }) };
    return [{ type: 'ProcessingTimeExtended', data }];
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
    'period-not-begun': {
      status: 409,
      title: {
        de: 'Die gesetzliche Frist hat noch nicht begonnen.',
        en: 'The statutory period has not begun yet.',
      },
      detail: {
        de: 'Sie beginnt mit den vollständigen Unterlagen und kann dann verlängert werden.',
        en: 'It begins with the complete documents, and can be extended then.',
      },
    },
    'period-over': {
      status: 409,
      title: { de: 'Die gesetzliche Frist ist abgelaufen.', en: 'The statutory period is over.' },
      detail: {
        de: 'Sie endete am {end}; eine Verlängerung muss vorher mitgeteilt sein (§ 42a Abs. 2 VwVfG).',
        en: 'It ended on {end}; an extension has to be told before that (VwVfG § 42a(2)).',
      },
    },
    'no-extension': {
      status: 409,
      title: { de: 'Das neue Datum ist nicht später.', en: 'The new date is not later.' },
      detail: {
        de: 'Ohne Verlängerung ist es der {present}.',
        en: 'Without an extension it is {present}.',
      },
    },
  },

  history: {
    ProcessingTimeExtended: {
      says: { de: 'Bearbeitungszeit verlängert', en: 'Processing time extended' },
      facts: ({ until, templates }) => ({ until, ...(templates !== undefined && { templates }) }),
      content: { in: 'reason', as: 'reason', forCitizens: true },
    },
  },
});

function extensionOf(application: BegunApplication) {
  return isFiled(application) ? application.clock.extension : undefined;
}

function isWaitingForDocuments(clock: Clock): boolean {
  const period = statutoryPeriodOf(clock);
  return period !== undefined && 'waitsFor' in period;
}
