import { Injectable } from '@nestjs/common';
import { noteAccess, type Acting } from '#commands';
import type { Matter, Matters } from '#documents';
import { DataKeys, type Sealed } from '#encryption';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { Refusal } from '#event-sourcing/decider';
import { Problem } from '#http';
import { sealedAs, type AttachmentName } from './commands/contents';
import { threadDecider } from './commands/decider';
import { MOST_ATTACHMENTS } from './commands/write-message';
import { isVisibleTo } from './domain/visibility';
import { threadOf } from './thread.aggregate';

/** Documents of messages are of one kind. */
const kind = 'attachment';
/** What may go with a message; a thread has as many as its messages have. */
const rules = { types: ['pdf', 'jpeg', 'png'], maxMegabytes: 20, maxFiles: Infinity };

/** The threads that documents are uploaded for. */
@Injectable()
export class ThreadMatters implements Matters {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
  ) {}

  /** @throws Problem `not-found` for everybody but the citizen and the responsible office */
  async get(acting: Acting, applicationId: string): Promise<Matter> {
    const { tenant, personId } = acting;
    const place = threadOf(tenant, applicationId);
    const { state: thread } = await foldStream(this.store, threadDecider, place);
    if (thread.status === 'none' || !isVisibleTo(acting, thread)) throw new Problem('not-found');
    const sealer = () => this.keys.sealerFor(tenant, applicationId);
    return {
      place,
      subjectId: applicationId,
      mostWaiting: 2 * MOST_ATTACHMENTS,
      rules: async (asked) => {
        if (asked !== kind && asked !== 'other') throw new Problem('document-kind-unknown', { kinds: kind });
        if (!thread.filed) throw new Refusal('application-not-filed', { allowed: [] });
        return Promise.resolve(rules);
      },
      added: (id) => thread.attachments.find(({ documentId }) => documentId === id),
      // Until it goes with a message it is nobody else's.
      isWaitingFor: (document) => document.personId === personId,
      seal: async (name): Promise<Sealed> => (await sealer()).seal({ name }, sealedAs.attachmentName),
      open: async (name) => (await sealer()).open<AttachmentName>(name, sealedAs.attachmentName).name,
      noteLook: () =>
        noteAccess(this.store, acting, { applicationId, purpose: 'document', stream: 'mailbox-case-access' }),
    };
  }
}
