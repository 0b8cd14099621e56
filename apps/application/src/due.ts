import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { DataKeys } from '#encryption';
import { documentsEnd, type Documents, type OnFound } from '#documents';
import { foldStream, type Due, type DueHandler, type EventStore } from '#event-sourcing';
import { applicationAggregate } from './application.aggregate';
import { GiveCommand } from './application.handler';
import { atItsTime, contentGone, papersMissing } from './at-its-time';
import type { AskedCommand, CommandName } from './commands';
import { isGivenUp, type Application } from './domain/application';

type Reading = Pick<EventStore, 'read'>;

/** What the handlers need. */
interface Parts {
  readonly commands: CommandBus;
  readonly keys: DataKeys;
  readonly store: Reading;
  readonly documents: Documents;
  /** Whether papers are made here, or by other instances of the service alone. */
  readonly makesPapers: boolean;
}

/** Between two looks at what was spared once, in ms. */
const hourMs = 3_600_000;

/** What is done when the time has come, by kind. */
export function dueHandlers({
  commands,
  keys,
  store,
  documents,
  makesPapers,
}: Parts): Readonly<Record<string, DueHandler>> {
  const here = atItsTime.filter(({ kind }) => makesPapers || kind !== papersMissing);
  return {
    ...Object.fromEntries(here.map(({ kind, gives }) => [kind, giving(commands, gives)])),
    [contentGone.kind]: removingContent(keys, store, documents),
    [documentsEnd]: removingDocuments(store, documents),
  };
}

/** Gives a command of the service itself, in one transaction with the row that reminded of it. */
function giving(commands: CommandBus, name: CommandName): DueHandler {
  return async ({ tenant, streamId }, transaction) => {
    const asked = { name, input: {} } as AskedCommand;
    const acting = asService('application', tenant);
    await commands.execute(new GiveCommand(acting, streamId, asked, { transaction }));
  };
}

/**
 * What is destroyed never comes back: the history alone says whether it may be, whoever has written the row. The documents go first:
 * while the store is away it is tried again.
 */
function removingContent(keys: DataKeys, store: Reading, documents: Documents): DueHandler {
  return async (stream) => {
    if (!isGivenUp(await applicationAt(store, stream))) return;
    await documents.discardAll(stream);
    await keys.destroy(stream.tenant, stream.streamId);
  };
}

/** Removes what nobody made part of a case in time. What is complete stays as long as its draft does. */
function removingDocuments(store: Reading, documents: Documents): DueHandler {
  return async (stream) => {
    const { status } = await applicationAt(store, stream);
    const againAt = await documents.discardExpired(stream, status === 'draft');
    if (againAt === undefined) return;
    return { againAt: new Date(Math.max(Date.parse(againAt), Date.now() + hourMs)).toISOString() };
  };
}

async function applicationAt(store: Reading, { tenant, streamId }: Due): Promise<Application> {
  return (await foldStream(store, applicationAggregate.decider, { tenant, streamId })).state;
}

/** Malware was found in a document of a case. */
export function withdrawingDocument(commands: CommandBus): OnFound {
  return async ({ tenant, streamId }, { id: documentId }) => {
    const asked: AskedCommand = { name: 'withdraw-document', input: { documentId } };
    await commands.execute(new GiveCommand(asService('application', tenant), streamId, asked));
  };
}
