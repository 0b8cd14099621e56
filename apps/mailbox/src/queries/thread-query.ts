import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { noteAccess, type Acting } from '#commands';
import { Documents, type Scan } from '#documents';
import { DataKeys, KeyDestroyed } from '#encryption';
import { foldStream, PostgresEventStore, type RecordedEvent } from '#event-sourcing';
import { Problem } from '#http';
import { threadDecider } from '../commands/decider';
import { openWith, type OpenContent } from '../commands/contents';
import type { OpenThread, ThreadEvent } from '../domain/thread';
import { isVisibleTo } from '../domain/visibility';
import { threadOf } from '../thread.aggregate';
import { ThreadPage } from './thread-page';

/** A thread that its reader may see. */
export interface ReadThread {
  readonly thread: OpenThread;
  readonly version: number;
  /** When it was read, UTC, ISO 8601. */
  readonly now: string;
  /** Of a long thread the last lines, and everything that says how they stand. */
  readonly events: readonly RecordedEvent<ThreadEvent>[];
  /** Where there are earlier lines: they stand before this version. */
  readonly earlierBefore?: number;
  /** What is known of malware in the documents that go with its messages. */
  readonly scanOf: (documentId: string) => Scan;
  /** Opens its content; of an erased case everything opens as erased. */
  readonly open: OpenContent;
}

/** Somebody wants to read the thread of an application: the one door to it, which records the look of the staff. */
export class ThreadQuery extends Query<ReadThread> {
  constructor(
    readonly acting: Acting,
    readonly applicationId: string,
    /** Only lines before this version. */
    readonly before?: number,
  ) {
    super();
  }
}

@QueryHandler(ThreadQuery)
export class ThreadQueryHandler implements IQueryHandler<ThreadQuery> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
    private readonly documents: Documents,
  ) {}

  /** @throws Problem `not-found` for everybody but the citizen and the responsible office. */
  async execute({ acting, applicationId, before }: ThreadQuery): Promise<ReadThread> {
    const { tenant } = acting;
    const page = new ThreadPage(before);
    const {
      state: thread,
      version,
      now,
    } = await foldStream(this.store, threadDecider, threadOf(tenant, applicationId), {}, (event) =>
      page.take(event as RecordedEvent<ThreadEvent>),
    );
    if (thread.status === 'none' || !isVisibleTo(acting, thread)) throw new Problem('not-found');
    const purpose = 'read-messages';
    await noteAccess(this.store, acting, { applicationId, purpose, stream: 'mailbox-case-access' });
    const { events, earlierBefore } = page;
    const open = await this.opener(tenant, applicationId);
    const scanOf = await this.scans(tenant, applicationId, thread);
    return {
      thread,
      version,
      now,
      events,
      open,
      scanOf,
      ...(earlierBefore !== undefined && { earlierBefore }),
    };
  }

  /** Nothing is asked where no message has a document. What is not known is not known to be clean. */
  private async scans(
    tenant: string,
    applicationId: string,
    { attachments }: OpenThread,
  ): Promise<ReadThread['scanOf']> {
    if (attachments.length === 0) return () => 'waiting';
    const documents = await this.documents.of(threadOf(tenant, applicationId));
    const scans = new Map(documents.map(({ id, scan }) => [id, scan]));
    const withdrawn = new Set(attachments.flatMap((one) => (one.withdrawn ? [one.documentId] : [])));
    return (id) => (withdrawn.has(id) ? 'found' : (scans.get(id) ?? 'waiting'));
  }

  private async opener(tenant: string, applicationId: string): Promise<OpenContent> {
    try {
      return openWith(await this.keys.sealerFor(tenant, applicationId));
    } catch (error) {
      if (error instanceof KeyDestroyed) return openWith(error);
      throw error;
    }
  }
}
