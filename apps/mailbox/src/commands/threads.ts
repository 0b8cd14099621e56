import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { ServiceToken } from '#auth';
import { DataKeys, KeyDestroyed } from '#encryption';
import {
  fold,
  PostgresEventStore,
  Refusal,
  runCommand,
  type CommandResult,
  type EventMetadata,
  type RecordedEvent,
} from '#event-sourcing';
import { currentCorrelationId, Problem, scopedKey, type RequestKey } from '#http';
import {
  threadDecider,
  type OpenThread,
  type Party,
  type Thread,
  type ThreadCommand,
  type ThreadEvent,
} from '../domain/thread';
import { CaseFiles } from '../case-files';
import { openWith, sealedAs, type MessageText, type OpenContent } from '../contents';
import { caseAccessAggregate, caseAccessOf, threadAggregate, threadOf } from '../thread.aggregate';

/** Who reads or writes a thread: a person on one side of it. */
export interface Participant {
  readonly user: ServiceToken;
  readonly party: Party;
}

/** What a caller says about a change: the version they saw, and the key under which a repetition is recognised. */
export interface Change {
  readonly expectedVersion: number;
  readonly key: RequestKey;
}

/** A thread that its reader may see. */
export interface ReadThread {
  readonly thread: OpenThread;
  readonly version: number;
  readonly events: readonly RecordedEvent<ThreadEvent>[];
}

/**
 * Everything that is done with threads. Each method takes the participant, so that nobody can forget to ask whether they may:
 * only the citizen and the responsible office reach a thread (D9, W1, H2); for all others it does not exist.
 */
@Injectable()
export class Threads {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** @throws Problem `not-found` for everybody but the citizen and the responsible office. */
  async read({ user, party }: Participant, applicationId: string): Promise<ReadThread> {
    const { events, version } = await this.store.read<ThreadEvent>(threadOf(user.tenant, applicationId));
    const thread = fold(threadDecider, events as readonly ThreadEvent[]);
    if (thread.status === 'none' || !takesPart({ user, party }, thread)) throw new Problem('not-found');
    return { thread, version, events };
  }

  /**
   * Writes a message to the other side (D21). Returns its id, the first one when the request is repeated.
   * @throws Refusal `application-not-filed`; Problem `mailbox-catching-up` when it is filed and the event is on its way.
   */
  async write(
    participant: Participant,
    applicationId: string,
    text: string,
    change: Change,
  ): Promise<{ id: string; version: number }> {
    const { user, party } = participant;
    await this.read(participant, applicationId);
    const messageId = uuidv7();
    const content = await this.seal(
      user.tenant,
      applicationId,
      { text } satisfies MessageText,
      sealedAs.message(messageId),
    );
    const { answer, version } = await this.change(
      participant,
      applicationId,
      ({ now }) => ({ type: 'write-message', message: { messageId, author: party, at: now, content } }),
      change,
      () => messageId,
    ).catch(async (error: unknown) => {
      const unfiled = error instanceof Refusal && error.code === 'application-not-filed';
      if (unfiled && (await this.caseFiles.isFiled(user.tenant, applicationId))) {
        throw new Problem('mailbox-catching-up', error.details, { cause: error });
      }
      throw error;
    });
    return { id: String(answer), version };
  }

  /** Everything up to the version that the reader saw counts as read by their side. Returns the thread's version. */
  async markRead(participant: Participant, applicationId: string, change: Change): Promise<number> {
    await this.read(participant, applicationId);
    const { version } = await this.change(
      participant,
      applicationId,
      () => ({ type: 'mark-read', by: participant.party }),
      change,
    );
    return version;
  }

  /** The citizen opens a notice: the first time is its retrieval, which starts periods of law. */
  async retrieveNotice(citizen: ServiceToken, applicationId: string, noticeId: string): Promise<ReadThread> {
    const participant: Participant = { user: citizen, party: 'citizen' };
    await this.read(participant, applicationId);
    await this.change(participant, applicationId, () => ({ type: 'retrieve-notice', noticeId }));
    return this.read(participant, applicationId);
  }

  /** Records that somebody of the staff reads a thread. Before the answer: what cannot be recorded is not shown. */
  async recordAccess({ user }: Participant, applicationId: string, purpose: string): Promise<void> {
    const access = { applicationId, personId: user.sub, role: staffRole(user), purpose };
    await runCommand(this.store, caseAccessAggregate, caseAccessOf(user.tenant, applicationId), access, {
      metadata: metadataOf({ user, party: 'office' }),
    });
  }

  /** Something happened in a case: inside the consumer's transaction, in which this is the first write. */
  async follow(
    client: PoolClient,
    tenant: string,
    command: ThreadCommand & { type: 'follow-case' },
    metadata: EventMetadata,
  ): Promise<void> {
    await runCommand(
      this.store.within(client),
      threadAggregate,
      threadOf(tenant, command.case.applicationId),
      command,
      { metadata },
    );
  }

  /** Seals content of a case. Makes the case's key in a transaction of its own, so call it before any other. */
  async seal(tenant: string, applicationId: string, content: unknown, purpose: string) {
    return (await this.keys.sealerFor(tenant, applicationId)).seal(content, purpose);
  }

  /** The way to open the content of a case; of an erased one everything opens as erased. */
  async opener(tenant: string, applicationId: string): Promise<OpenContent> {
    try {
      return openWith(await this.keys.sealerFor(tenant, applicationId));
    } catch (error) {
      if (error instanceof KeyDestroyed) return openWith(error);
      throw error;
    }
  }

  private change(
    participant: Participant,
    applicationId: string,
    command: (reading: { now: string }) => ThreadCommand,
    change?: Change,
    answer: () => unknown = () => null,
  ): Promise<CommandResult<Thread>> {
    return runCommand(
      this.store,
      threadAggregate,
      threadOf(participant.user.tenant, applicationId),
      command,
      {
        metadata: metadataOf(participant),
        answer,
        ...(change && {
          expectedVersion: change.expectedVersion,
          idempotency: scopedKey(participant.user.sub, change.key),
        }),
      },
    );
  }
}

/** A person who acts for somebody else reads and writes that person's threads. */
function takesPart({ user, party }: Participant, thread: OpenThread): boolean {
  if (party === 'citizen') return thread.applicantId === (user.actingFor ?? user.sub);
  return thread.filed && user.offices.includes(thread.office);
}

function metadataOf({ user, party }: Participant): EventMetadata {
  const commandId = uuidv7();
  return {
    actor: {
      personId: user.sub,
      role: party === 'citizen' ? 'citizen' : staffRole(user),
      ...(user.actingFor !== undefined && { actingFor: user.actingFor }),
    },
    commandId,
    correlationId: currentCorrelationId(),
    causationId: commandId,
  };
}

function staffRole({ roles }: ServiceToken): 'caseworker' | 'head-of-office' {
  return roles.includes('caseworker') ? 'caseworker' : 'head-of-office';
}
