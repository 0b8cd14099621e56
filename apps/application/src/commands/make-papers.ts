import { NoInput } from '#commands';
import type { LocalText } from '#http';
import { added, type DocumentOrigin, type HandedIn } from '../domain/document';
import { missingPapers } from '../domain/paper';
import type { BegunApplication } from '../domain/application';
import { command, submitted } from './command';

/**
 * Makes the papers that a case does not have yet, the copy of what was filed (R28b) and its notices, each once: what an attempt
 * before this one has made is found. Of a case that was erased nothing is made.
 */
export const makePapers = command({
  name: 'make-papers',
  summary: 'Makes the copy of what was filed, and the notices, as PDF',
  roles: ['service'],
  transitions: [{ from: submitted, to: ['unchanged'] }],
  input: NoInput,

  async prepare({ application, facts }) {
    const binds: HandedIn[] = [];
    for (const paper of missingPapers(application)) {
      const made = await facts.paper(application, paper);
      if (made !== 'erased') binds.push({ ...made, ...(paper.kind === 'notice' && { about: paper.about }) });
    }
    return { binds };
  },

  isSoAlready: (application, { binds }) => binds.every(({ id }) => isThere(application, id)),

  decide(application, { binds }) {
    return added(
      binds.filter(({ id }) => !isThere(application, id)),
      'portal',
    );
  },

  history: {
    DocumentAdded: {
      says: ({ origin, redactionOf }) =>
        redactionOf === undefined ? addedBy[origin] : { de: 'Geschwärzte Fassung', en: 'Redacted copy' },
      facts: ({ documentId, kind, hash, size, mediaType, origin, about, redactionOf }) => ({
        ...{ documentId, kind, hash, size, mediaType, origin },
        ...(about !== undefined && { about }),
        ...(redactionOf !== undefined && { redactionOf }),
      }),
      content: { in: 'name', as: 'document-name', forCitizens: true },
      onlyForStaff: ({ origin }) => origin === 'office' || origin === 'outside',
    },
  },
});

const toFile = { de: 'Dokument zur Akte genommen', en: 'Document added to the case' };
const addedBy: Readonly<Record<DocumentOrigin, LocalText>> = {
  applicant: toFile,
  portal: toFile,
  office: { de: 'Dokument des Amts zur Akte genommen', en: 'Document of the office added to the case' },
  outside: { de: 'Dokument von außen zur Akte genommen', en: 'Document from outside added to the case' },
};

function isThere({ documents }: BegunApplication, id: string): boolean {
  return documents.some(({ documentId }) => documentId === id);
}
