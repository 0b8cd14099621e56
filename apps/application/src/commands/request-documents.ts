import { CalendarDate, Flag, FreeText, Names } from '#http';
import { isFiled, type BegunApplication } from '../domain/application';
import { dateInBerlin } from '../domain/berlin';
import { command, staff } from './command';
import { invalidField } from './invalid-field';
import { longText } from './lengths';
import { UsedTemplates, usedTemplates, type UsedTemplateInput } from './used-templates';

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

  @Flag({
    description:
      'What was supplied before is still incomplete, so the statutory period has not begun. The first request always says so.',
    example: false,
    optional: true,
  })
  stillIncomplete?: boolean;

  @UsedTemplates()
  templates?: UsedTemplateInput[];
}

/** Asks the applicant for what is missing; every day until the answer moves the target date (law 4). */
export const requestDocuments = command({
  name: 'request-documents',
  summary: 'Asks the applicant for documents; the target date moves by the days until the answer',
  roles: staff,
  transitions: [{ from: ['in-processing', 'action-required'], to: ['action-required'] }],
  input: RequestDocumentsInput,

  async prepare({ input, application, facts, at }) {
    const { text, documents = [], dueOn, stillIncomplete = false, templates } = input;
    if (dueOn !== undefined && dueOn < dateInBerlin(at)) {
      throw invalidField(
        '/dueOn',
        'in-the-past',
        'Die Frist liegt in der Vergangenheit.',
        'The date is in the past.',
      );
    }
    const due = { ...(dueOn !== undefined && { dueOn }) };
    const incomplete = keepsPeriodFromBeginning(application, stillIncomplete);
    const written = { documents, text: incomplete ? `${text}\n\n${untilComplete}` : text, ...due };
    const request = (await facts.contents()).seal('document-request', written);
    return { request, incomplete, ...due, ...(await usedTemplates(templates, facts)) };
  },

  decide: (_, { at: requestedAt, request, dueOn, incomplete, templates }) => [
    {
      type: 'DocumentsRequested',
      data: {
        requestedAt,
        request,
        ...(dueOn !== undefined && { dueOn }),
        ...(incomplete && { incomplete }),
        ...(templates !== undefined && { templates }),
      },
    },
  ],

  history: {
    DocumentsRequested: {
      says: {
        de: 'Unterlagen nachgefordert; das voraussichtliche Datum verschiebt sich bis zur Antwort',
        en: 'Documents requested; the expected date moves until the answer',
      },
      facts: ({ dueOn, incomplete, templates }) => ({
        clock: 'paused' as const,
        ...(dueOn !== undefined && { dueOn }),
        ...(incomplete && { statutoryPeriod: 'begins-with-complete-documents' as const }),
        ...(templates !== undefined && { templates }),
      }),
      content: { in: 'request', as: 'document-request', forCitizens: true },
    },
  },
});

/** The request itself says it, in the language of the office (§ 42a(2) with § 71b(4) VwVfG). */
const untilComplete =
  'Die gesetzliche Frist für die Entscheidung beginnt erst, wenn Ihre Unterlagen vollständig sind (§ 42a Abs. 2 VwVfG NRW).';

/** A statutory period that has begun is never suspended: only the first request, or one that follows upon incomplete documents, keeps it waiting. */
function keepsPeriodFromBeginning(application: BegunApplication, stillIncomplete: boolean): boolean {
  if (!isFiled(application) || application.clock.terms.statutoryPeriod === undefined) return false;
  const { pauses, completeAt } = application.clock;
  return pauses.length === 0 || completeAt === undefined || stillIncomplete;
}
