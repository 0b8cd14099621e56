import { CalendarDate, FreeText, Names } from '#http';
import { dateInBerlin } from '../domain/berlin';
import { command, staff } from './command';
import { invalidField } from './invalid-field';
import { longText } from './lengths';

export class RequestDocumentsInput {
  @FreeText(longText, {
    description: 'What the applicant reads.',
    example: 'Bitte reichen Sie den Impfausweis nach.',
  })
  text!: string;

  @Names({ example: ['Impfausweis'], optional: true })
  documents?: string[];

  @CalendarDate({
    description: 'Calendar date until which the documents are expected.',
    example: '2099-12-31',
    optional: true,
  })
  dueOn?: string;
}

/** Asks the applicant for what is missing; meanwhile the clock stands still (law 4). */
export const requestDocuments = command({
  name: 'request-documents',
  summary: 'Asks the applicant for documents; the processing time pauses',
  roles: staff,
  transitions: [{ from: ['in-processing', 'action-required'], to: ['action-required'] }],
  input: RequestDocumentsInput,

  async prepare({ input: { text, documents = [], dueOn }, facts, at }) {
    if (dueOn !== undefined && dueOn < dateInBerlin(at)) {
      throw invalidField(
        '/dueOn',
        'in-the-past',
        'Die Frist liegt in der Vergangenheit.',
        'The date is in the past.',
      );
    }
    const due = { ...(dueOn !== undefined && { dueOn }) };
    const request = (await facts.contents()).seal('document-request', { documents, text, ...due });
    return { request, ...due };
  },

  decide: (_, { at: requestedAt, request, dueOn }) => [
    { type: 'DocumentsRequested', data: { requestedAt, request, ...(dueOn !== undefined && { dueOn }) } },
  ],

  history: {
    DocumentsRequested: {
      says: {
        de: 'Unterlagen nachgefordert; die Frist ruht',
        en: 'Documents requested; the deadline is paused',
      },
      facts: ({ dueOn }) => ({ clock: 'paused', ...(dueOn !== undefined && { dueOn }) }),
      content: { in: 'request', as: 'document-request', forCitizens: true },
    },
  },
});
