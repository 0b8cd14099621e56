import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { noteAccess, type Acting } from '#commands';
import { DataKeys, KeyDestroyed } from '#encryption';
import { fold, PostgresEventStore, type RecordedEvent } from '#event-sourcing';
import { Problem } from '#http';
import { threadDecider } from '../commands/decider';
import { openWith, type OpenContent } from '../commands/contents';
import type { OpenThread, ThreadEvent } from '../domain/thread';
import { isVisibleTo } from '../domain/visibility';
import { threadOf } from '../thread.aggregate';

/** A thread that its reader may see. */
export interface ReadThread {
  readonly thread: OpenThread;
  readonly version: number;
  /** When it was read, UTC, ISO 8601. */
  readonly now: string;
  readonly events: readonly RecordedEvent<ThreadEvent>[];
  /** Opens its content; of an erased case everything opens as erased. */
  readonly open: OpenContent;
}

/** Somebody wants to read the thread of an application: the one door to it, which records the look of the staff. */
export class ThreadQuery extends Query<ReadThread> {
  constructor(
    readonly acting: Acting,
    readonly applicationId: string,
  ) {
    super();
  }
}

@QueryHandler(ThreadQuery)
export class ThreadQueryHandler implements IQueryHandler<ThreadQuery> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
  ) {}

  /** @throws Problem `not-found` for everybody but the citizen and the responsible office. */
  async execute({ acting, applicationId }: ThreadQuery): Promise<ReadThread> {
    const { tenant } = acting;
    const { events, version, now } = await this.store.read<ThreadEvent>(threadOf(tenant, applicationId));
    const thread = fold(threadDecider, events as readonly ThreadEvent[]);
    if (thread.status === 'none' || !isVisibleTo(acting, thread)) throw new Problem('not-found');
    const purpose = 'read-messages';
    await noteAccess(this.store, acting, { applicationId, purpose, stream: 'mailbox-case-access' });
    return { thread, version, now, events, open: await this.opener(tenant, applicationId) };
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
