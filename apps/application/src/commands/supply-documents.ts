import { FreeText, Names } from '#http';
import { command } from './command';
import { invalidField } from './invalid-field';
import { longText } from './lengths';

export class SupplyDocumentsInput {
  @FreeText(longText, { example: 'Anbei die Bestätigung meines Arbeitgebers.', optional: true })
  text?: string;

  @Names({
    description: 'Names of the documents that are handed in.',
    example: ['nutzungsbestaetigung.pdf'],
    optional: true,
  })
  documents?: string[];
}

/** Hands in documents, asked for or not (H2, R10a); where they were asked for, the clock runs again (law 4). */
export const supplyDocuments = command({
  name: 'supply-documents',
  summary: 'Hands in documents, asked for or not (H2, R10a)',
  roles: ['citizen'],
  transitions: [
    { from: ['filed', 'in-processing'], to: ['unchanged'] },
    { from: ['action-required'], to: ['in-processing'] },
  ],
  input: SupplyDocumentsInput,

  async prepare({ input: { text, documents = [] }, facts }) {
    // Nothing at all must not start the clock again.
    if (text === undefined && documents.length === 0) {
      throw invalidField(
        '/documents',
        'nothing-supplied',
        'Bitte nennen Sie mindestens ein Dokument, oder schreiben Sie dem Amt.',
        'Please name at least one document, or write to the office.',
      );
    }
    const supplied = { documents, ...(text !== undefined && { text }) };
    return { documents: (await facts.contents()).seal('documents', supplied) };
  },

  decide: (_, { at: suppliedAt, documents }) => [
    { type: 'DocumentsSupplied', data: { suppliedAt, documents } },
  ],

  history: {
    DocumentsSupplied: {
      says: { de: 'Unterlagen nachgereicht', en: 'Documents supplied' },
      facts: () => ({ clock: 'running' }),
      content: { in: 'documents', as: 'documents', forCitizens: true },
    },
  },
});
