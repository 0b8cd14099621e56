import { ApiProperty } from '@nestjs/swagger';
import { FreeText, Problem } from '#http';
import { command } from './command';
import { sealedAs, type MessageText } from './contents';

/** Characters in one message; longer texts belong into a document. */
export const LONGEST_MESSAGE = 5_000;

/** A message as it is written. Plain text: whatever looks like HTML is text and is shown as such. */
export class MessageInput {
  @FreeText(LONGEST_MESSAGE, { example: 'Guten Tag, der Fahrzeugschein liegt jetzt bei.' })
  readonly text!: string;
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

  async prepare({ input: { text }, thread, facts }) {
    if (!thread.filed && (await facts.isFiledByNow()))
      throw new Problem('mailbox-catching-up', { allowed: [] });
    const messageId = facts.newId();
    const content = await facts.seal({ text } satisfies MessageText, sealedAs.message(messageId));
    return { messageId, content };
  },

  decide(thread, { messageId, content, side, at }, refuse) {
    if (!thread.filed) throw refuse('application-not-filed', { allowed: [] });
    const { applicationId, applicantId, office } = thread;
    const author = side === 'citizen' ? 'citizen' : 'office';
    return [
      {
        type: 'MessageWritten',
        data: { applicationId, applicantId, office, messageId, author, at, content },
      },
    ];
  },

  answers: ({ messageId }): WrittenAnswer => ({ id: messageId }),

  refusals: {
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
