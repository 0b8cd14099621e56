import { ApiProperty } from '@nestjs/swagger';
import { Each, FreeText, Ids, Key, Problem, Sha256 } from '#http';
import type { UploadedAttachment } from '../domain/attachment';
import { writtenOn, type OpenThread, type Party } from '../domain/thread';
import { command } from './command';
import { sealedAs, type MessageText } from './contents';
import type { Facts } from './facts';

/** Characters in one message; longer texts belong into a document. */
export const LONGEST_MESSAGE = 5_000;

/** Most documents that go with one message. */
export const MOST_ATTACHMENTS = 10;

/** A text template with whose help a message was written. */
export class MessageTemplateInput {
  @Key({ description: 'Of the template.', example: 'zwischennachricht' })
  readonly key!: string;

  @Sha256({ description: 'Content hash of the template as it was used.' })
  readonly version!: string;
}

/** A message as it is written. Plain text: whatever looks like HTML is text and is shown as such. */
export class MessageInput {
  @FreeText(LONGEST_MESSAGE, { example: 'Guten Tag, der Fahrzeugschein liegt jetzt bei.' })
  readonly text!: string;

  @Ids(MOST_ATTACHMENTS, {
    description: 'Ids of the documents that were uploaded for it (`POST …/messages/documents`).',
    optional: true,
  })
  readonly documentIds?: string[];

  @Each(MessageTemplateInput, 4, {
    description: 'Of the office: the text templates with whose help it was written.',
    optional: true,
  })
  readonly templates?: MessageTemplateInput[];
}

/** Most messages of one side about one case on one day (UTC): nobody has more to say, and everybody has to read them. */
export const MESSAGES_A_DAY = 50;

/** How many more messages a side may write about a case on the day of this moment. */
export function messagesLeft(thread: OpenThread, author: Party, at: string): number {
  return Math.max(0, MESSAGES_A_DAY - writtenOn(thread, author, at));
}

/** A message that was written. */
export class WrittenAnswer {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
}

/** One side writes to the other (D21); nobody writes about a draft. */
export const writeMessage = command({
  name: 'write-message',
  summary: 'Writes to the other side: the citizen to the office, the office to the citizen',
  path: 'messages',
  status: 201,
  answer: WrittenAnswer,
  sides: ['citizen', 'office'],
  input: MessageInput,

  async prepare({ input: { text, documentIds = [], templates }, acting, thread, facts }) {
    if (!thread.filed && (await facts.isFiledByNow()))
      throw new Problem('mailbox-catching-up', { allowed: [] });
    const messageId = facts.newId();
    const content = await facts.seal({ text } satisfies MessageText, sealedAs.message(messageId));
    const binds = await uploadedBy(acting.personId, documentIds, facts);
    const used = templates?.map(({ key, version }) => ({ key, version }));
    return { messageId, content, binds, ...(used !== undefined && { templates: used }) };
  },

  decide(thread, { messageId, content, binds, templates, side, at }, refuse) {
    if (!thread.filed) throw refuse('application-not-filed', { allowed: [] });
    const { applicationId, applicantId, office } = thread;
    const author = side === 'citizen' ? 'citizen' : 'office';
    if (messagesLeft(thread, author, at) === 0)
      throw refuse('too-many-messages', { most: MESSAGES_A_DAY, allowed: [] });
    if (!binds.every(({ isComplete, isBlocked }) => isComplete && !isBlocked))
      throw refuse('attachment-not-ready', { allowed: [] });
    const attachments = binds.map(({ id: documentId, hash, size, mediaType, name }) => ({
      ...{ documentId, hash, size, mediaType, name },
    }));
    const written = {
      messageId,
      author,
      at,
      content,
      ...(binds.length > 0 && { attachments }),
      ...(author === 'office' && templates !== undefined && { templates }),
    } as const;
    return [{ type: 'MessageWritten', data: { applicationId, applicantId, office, ...written } }];
  },

  answers: ({ messageId }): WrittenAnswer => ({ id: messageId }),

  refusals: {
    'too-many-messages': {
      status: 409,
      title: {
        de: 'Zu diesem Antrag wurden heute schon sehr viele Nachrichten geschrieben.',
        en: 'Very many messages have been written about this application today.',
      },
      detail: {
        de: 'An einem Tag sind {most} Nachrichten möglich. Bitte schreiben Sie morgen weiter; was eilt, sagen Sie dem Amt am Telefon.',
        en: '{most} messages are possible on one day. Please go on tomorrow; what is urgent, tell the office on the phone.',
      },
    },
    'attachment-not-ready': {
      status: 409,
      title: {
        de: 'Ein Dokument ist noch nicht ganz übertragen, oder niemand könnte es öffnen.',
        en: 'A document has not arrived completely yet, or nobody could open it.',
      },
      detail: {
        de: 'Bitte setzen Sie die Übertragung fort. Wurde Schadsoftware darin gefunden, oder lässt es sich nicht prüfen, entfernen Sie es bitte.',
        en: 'Please go on with the upload. Where malware was found in it or it cannot be scanned, please remove it.',
      },
    },
    'application-not-filed': {
      status: 409,
      title: {
        de: 'Ihr Antrag ist im Postfach noch nicht als gestellt bekannt.',
        en: 'The mailbox does not know your application as filed yet.',
      },
      detail: {
        de: 'Zu einem Entwurf kann man nicht schreiben. Haben Sie den Antrag gerade erst abgesendet, versuchen Sie es bitte in einigen Sekunden wieder.',
        en: 'Nobody can write about a draft. If you have just submitted the application, please try again in a few seconds.',
      },
    },
    // Not 503: a program that repeats the same request meets a newer thread, so it has to read that first.
    'mailbox-catching-up': {
      status: 409,
      title: {
        de: 'Ihr Antrag ist gestellt; Ihr Postfach erfährt es gerade.',
        en: 'Your application is filed; your mailbox is just learning of it.',
      },
      detail: {
        de: 'Bitte laden Sie die Nachrichten in {retryAfter} Sekunden neu und senden Sie Ihre Nachricht dann noch einmal.',
        en: 'Please reload the messages in {retryAfter} seconds, and then send your message again.',
      },
      retryAfter: 2,
    },
  },
});

/** What somebody uploaded, by its ids. @throws Problem `document-unknown` for what is not theirs, or went with a message already */
async function uploadedBy(
  personId: string,
  ids: readonly string[],
  facts: Facts,
): Promise<readonly UploadedAttachment[]> {
  if (ids.length === 0) return [];
  const uploads = await facts.attachments();
  return [...new Set(ids)].map((id) => {
    const upload = uploads.find((one) => one.id === id && one.personId === personId && !one.isBound);
    if (upload === undefined) throw new Problem('document-unknown', { documentId: id });
    return upload;
  });
}
