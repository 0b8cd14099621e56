import { NoInput } from '#commands';
import { added, type HandedIn } from '../domain/document';
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
      says: { de: 'Dokument zur Akte genommen', en: 'Document added to the case' },
      facts: ({ documentId, kind, hash, size, mediaType, origin, about }) => ({
        ...{ documentId, kind, hash, size, mediaType, origin },
        ...(about !== undefined && { about }),
      }),
      content: { in: 'name', as: 'document-name', forCitizens: true },
    },
  },
});

function isThere({ documents }: BegunApplication, id: string): boolean {
  return documents.some(({ documentId }) => documentId === id);
}
