import { FreeText, Ids, OneOf, type LocalText } from '#http';
import { recipientKinds, type RecipientKind } from '../domain/document';
import { command, decided, staff, underWay } from './command';
import { mostDocuments } from './documents';
import { invalidField } from './invalid-field';
import { shortText } from './lengths';
import { isSendable, longestRecipient, refuseUnsendable, sendingRefusals } from './sending-on';

export class SendOnDocumentsInput {
  @Ids(mostDocuments, {
    description: 'Ids of documents of the case; of one with a redacted copy, the one of both that is sent.',
    example: ['0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11'],
  })
  documentIds!: string[];

  @OneOf(recipientKinds, {
    description: 'To what kind of place they are sent; the applicant reads that.',
    example: 'fire-service',
  })
  recipientKind!: RecipientKind;

  @FreeText(longestRecipient, {
    description: 'To whom they are sent; internal.',
    example: 'Feuerwehr Duisburg, Vorbeugender Brandschutz',
  })
  recipient!: string;

  @FreeText(shortText, {
    description: 'Why, and on which legal basis; internal.',
    example: 'Prüfung der Rettungswege (§ 70 BauO NRW).',
  })
  reason!: string;
}

/**
 * Sends documents of the case on to somebody outside: an act of its own, with its reason. The applicant reads which documents went
 * to what kind of place (Art. 13 to 15 GDPR), and not to whom or why.
 */
export const sendOnDocuments = command({
  name: 'send-on-documents',
  summary: 'Sends documents of the case on to somebody outside, with a reason',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: SendOnDocumentsInput,

  async prepare({ input: { documentIds, recipientKind, recipient, reason: text }, facts }) {
    if (documentIds.length === 0) {
      throw invalidField(
        '/documentIds',
        'nothing-chosen',
        'Bitte wählen Sie mindestens ein Dokument.',
        'Please choose at least one document.',
      );
    }
    return {
      documents: [...new Set(documentIds)],
      recipientKind,
      transmission: (await facts.contents()).seal('transmission', { recipient, text }),
    };
  },

  isOffered: ({ documents }) => documents.some(isSendable),

  decide(application, { documents, recipientKind, transmission }, refuse) {
    refuseUnsendable(application, documents, refuse);
    return [{ type: 'DocumentsSentOn', data: { documents, recipientKind, transmission } }];
  },

  refusals: sendingRefusals,

  history: {
    DocumentsSentOn: {
      says: ({ recipientKind }) => sentences[recipientKind],
      facts: ({ documents, recipientKind }) => ({ documents, recipientKind }),
      content: { in: 'transmission', as: 'transmission', forCitizens: false },
    },
  },
});

const sentences: Readonly<Record<RecipientKind, LocalText>> = {
  authority: {
    de: 'Dokumente an eine andere Behörde übermittelt',
    en: 'Documents sent to another authority',
  },
  'fire-service': {
    de: 'Dokumente an Feuerwehr oder Rettungsdienst übermittelt',
    en: 'Documents sent to the fire or rescue service',
  },
  expert: {
    de: 'Dokumente an eine sachverständige Stelle übermittelt',
    en: 'Documents sent to an expert',
  },
  utility: {
    de: 'Dokumente an ein Versorgungs- oder Verkehrsunternehmen übermittelt',
    en: 'Documents sent to a utility or transport company',
  },
  court: {
    de: 'Dokumente an ein Gericht oder eine Staatsanwaltschaft übermittelt',
    en: 'Documents sent to a court or public prosecutor',
  },
  other: { de: 'Dokumente an eine andere Stelle übermittelt', en: 'Documents sent to somebody else' },
};
