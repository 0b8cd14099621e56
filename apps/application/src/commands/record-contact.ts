import { CalendarDate, Flag, FreeText, Ids, OneOf } from '#http';
import { dateInBerlin, endOfDayInBerlin } from '../domain/berlin';
import type { Instant } from '../domain/application';
import { added } from '../domain/document';
import { contactChannels, type ContactChannel } from '../domain/channel';
import { command, decided, staff } from './command';
import { documentRefusals, mostDocuments, refuseUnready, uploaded } from './documents';
import { invalidField } from './invalid-field';
import { longText } from './lengths';

export class RecordContactInput {
  @OneOf(contactChannels, { description: 'How it came.', example: 'post' })
  channel!: ContactChannel;

  @CalendarDate({ description: 'Calendar date on which it came.', example: '2026-11-20' })
  contactOn!: string;

  @FreeText(longText, {
    description: 'What was sent or said; the applicant reads it, too.',
    example: 'Der Impfausweis ist per Post gekommen, er liegt in der Akte.',
  })
  text!: string;

  @Flag({
    description: 'It answers what the applicant was asked for: the target date runs again from that day on.',
    example: false,
    optional: true,
  })
  answersRequest?: boolean;

  @Ids(mostDocuments, {
    description: 'Ids of the scans that were uploaded for it (`POST …/documents`).',
    example: ['0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11'],
    optional: true,
  })
  documentIds?: string[];
}

/** Enters what came by post, phone or mail, or was said at the counter, into the same history (D6a, W4). */
export const recordContact = command({
  name: 'record-contact',
  summary: 'Enters what came by post, phone, mail or in person into the case history',
  roles: staff,
  transitions: [
    { from: ['action-required'], to: ['in-processing', 'unchanged'] },
    {
      from: ['filed', 'in-processing', ...decided, 'notice-available'],
      to: ['unchanged'],
    },
  ],
  input: RecordContactInput,

  async prepare({ input, facts, at }) {
    const { channel, contactOn, text, answersRequest = false, documentIds = [] } = input;
    if (contactOn > dateInBerlin(at)) {
      throw invalidField(
        '/contactOn',
        'in-the-future',
        'Das Datum liegt in der Zukunft.',
        'The date is in the future.',
      );
    }
    const contact = (await facts.contents()).seal('contact', { text });
    return { channel, contactOn, contact, answersRequest, binds: await uploaded(documentIds, facts) };
  },

  decide(application, { channel, contactOn, contact, answersRequest, binds, at }, refuse) {
    refuseUnready(binds, refuse);
    const data = { channel, contactOn, contact };
    const scans = added(binds, 'applicant', { channel });
    if (!answersRequest) return [{ type: 'ContactRecorded', data }, ...scans];
    if (application.status !== 'action-required') throw refuse('nothing-asked');
    const askedAt = application.clock.pauses.findLast(({ to }) => to === undefined)?.from;
    if (askedAt !== undefined && contactOn < dateInBerlin(askedAt))
      throw refuse('came-before-request', { askedOn: dateInBerlin(askedAt) });
    const answeredAt = earlier(endOfDayInBerlin(contactOn), at);
    return [{ type: 'ContactRecorded', data: { ...data, answeredAt } }, ...scans];
  },

  refusals: {
    ...documentRefusals,
    'nothing-asked': {
      status: 409,
      title: { de: 'Es ist nichts angefordert.', en: 'Nothing has been requested.' },
      detail: {
        de: 'Bitte tragen Sie es ein, ohne dass es eine Rückfrage beantwortet.',
        en: 'Please enter it without saying that it answers a request.',
      },
    },
    'came-before-request': {
      status: 409,
      title: {
        de: 'Es kam vor der Rückfrage und kann sie nicht beantworten.',
        en: 'It came before the request and cannot answer it.',
      },
      detail: { de: 'Gefragt wurde am {askedOn}.', en: 'The request was made on {askedOn}.' },
    },
  },

  history: {
    ContactRecorded: {
      says: ({ channel }) => sentences[channel],
      facts: ({ channel, contactOn, answeredAt }) => ({
        channel,
        contactOn,
        ...(answeredAt !== undefined && { clock: 'running' as const }),
      }),
      content: { in: 'contact', as: 'contact', forCitizens: true },
    },
  },
});

const sentences = {
  post: { de: 'Per Post eingegangen', en: 'Came by post' },
  phone: { de: 'Am Telefon mitgeteilt', en: 'Told by phone' },
  mail: { de: 'Per E-Mail eingegangen', en: 'Came by e-mail' },
  'in-person': { de: 'Persönlich mitgeteilt oder abgegeben', en: 'Told or handed in in person' },
} as const;

/** The day counts to its end, but nothing is answered later than it is written down. */
function earlier(one: string, other: Instant): Instant {
  return Date.parse(one) < Date.parse(other) ? one : other;
}
