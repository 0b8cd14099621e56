import { FreeText, Ids, Names } from '#http';
import type { BegunApplication } from '../domain/application';
import { added } from '../domain/document';
import { command } from './command';
import { documentRefusals, mostDocuments, refuseUnready, uploaded } from './documents';
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

  @Ids(mostDocuments, {
    description: 'Ids of the documents that were uploaded for it (`POST …/documents`).',
    example: ['0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11'],
    optional: true,
  })
  documentIds?: string[];
}

/**
 * Entries of a case file up to which a citizen may hand in documents that nobody asked for: whoever needs more than that writes to
 * the office, which asks for what it wants. What was asked for is always taken.
 */
export const mostEntriesUnasked = 500;

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

  async prepare({ input: { text, documents = [], documentIds = [] }, facts }) {
    // Nothing at all must not start the clock again.
    if (text === undefined && documents.length === 0 && documentIds.length === 0) {
      throw invalidField(
        '/documents',
        'nothing-supplied',
        'Bitte nennen Sie mindestens ein Dokument, oder schreiben Sie dem Amt.',
        'Please name at least one document, or write to the office.',
      );
    }
    const supplied = { documents, ...(text !== undefined && { text }) };
    const sealed = (await facts.contents()).seal('documents', supplied);
    return { documents: sealed, binds: await uploaded(documentIds, facts) };
  },

  isOffered: (application) => maySupply(application),
  decide(application, { at: suppliedAt, documents, binds }, refuse) {
    if (!maySupply(application)) throw refuse('case-file-full', { entries: mostEntriesUnasked });
    refuseUnready(binds, refuse);
    return [{ type: 'DocumentsSupplied', data: { suppliedAt, documents } }, ...added(binds, 'applicant')];
  },

  refusals: {
    ...documentRefusals,
    'case-file-full': {
      status: 409,
      title: {
        de: 'Diese Akte nimmt unaufgefordert nichts mehr auf.',
        en: 'This case file takes nothing more unasked.',
      },
      detail: {
        de: 'Sie hat mehr als {entries} Einträge. Bitte schreiben Sie dem Amt; es fordert an, was es braucht.',
        en: 'It has more than {entries} entries. Please write to the office; it asks for what it needs.',
      },
    },
  },

  history: {
    DocumentsSupplied: {
      says: { de: 'Unterlagen nachgereicht', en: 'Documents supplied' },
      facts: () => ({ clock: 'running' as const }),
      content: { in: 'documents', as: 'documents', forCitizens: true },
    },
  },
});

function maySupply({ status, entries }: Pick<BegunApplication, 'status' | 'entries'>): boolean {
  return status === 'action-required' || entries < mostEntriesUnasked;
}
