import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { DataKeys } from '#encryption';
import { documentsEnd, type Documents, type OnFound } from '#documents';
import { foldStream, type Due, type DueHandler, type EventStore } from '#event-sourcing';
import { alertHandlers } from './alerting';
import { applicationAggregate } from './application.aggregate';
import { GiveCommand } from './application.handler';
import { atItsTime, contentGone, findableByName, ordersChanged, papersMissing } from './at-its-time';
import { namingCases, type CaseNames } from './case-names';
import type { AskedCommand, CommandName } from './commands';
import { contentGoneAt, type Application } from './domain/application';
import { ordersOf } from './domain/order';
import { filingDue } from './filing.aggregate';
import { FollowOrder, LookAtFiling } from './filing.handler';
import type { Mails } from './mails';
import { expiresAt, filingDecider, remindAt, tellOf, type Filing } from './processes/filing';
import type { ServiceConfigurations } from './service-configurations';

type Reading = Pick<EventStore, 'read'>;

/** What the handlers need. */
interface Parts {
  readonly commands: CommandBus;
  readonly keys: DataKeys;
  readonly store: Reading;
  readonly documents: Documents;
  readonly mails: Mails;
  readonly names: CaseNames;
  readonly configurations: ServiceConfigurations;
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
  mails,
  names,
  configurations,
  makesPapers,
}: Parts): Readonly<Record<string, DueHandler>> {
  const here = atItsTime.filter(({ kind }) => makesPapers || kind !== papersMissing);
  return {
    ...Object.fromEntries(here.map(({ kind, gives }) => [kind, giving(commands, gives)])),
    [ordersChanged.kind]: tellingFilings(commands, store),
    [filingDue.news]: tellingApplication(commands, store),
    [filingDue.reminder]: lookingAtFiling(commands, store, remindAt),
    [filingDue.expiry]: lookingAtFiling(commands, store, expiresAt),
    [contentGone.kind]: removingContent(keys, store, documents),
    [findableByName.kind]: namingCases(names, keys, store, configurations),
    [documentsEnd]: removingDocuments(store, documents),
    ...alertHandlers(mails),
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
 * Tells the filing process of every order how it stands. Not in the transaction of the row: each is an append of its own, and being
 * told twice changes nothing.
 */
function tellingFilings(commands: CommandBus, store: Reading): DueHandler {
  return async (stream) => {
    const application = await applicationAt(store, stream);
    if (application.status === 'none') return;
    const { tenant, streamId: applicationId } = stream;
    for (const { orderId } of ordersOf(application))
      await commands.execute(new FollowOrder({ tenant, orderId, applicationId }));
  };
}

/** Tells the application how the filing process of its order stands; that decides what of it is news. */
function tellingApplication(commands: CommandBus, store: Reading): DueHandler {
  return async ({ tenant, streamId: orderId }) => {
    const { state: filing } = await foldStream(store, filingDecider, { tenant, streamId: orderId });
    const tell = tellOf(filing);
    if (filing.status === 'none' || tell === undefined) return;
    const asked: AskedCommand = { name: 'follow-filing', input: { orderId, ...tell } };
    const acting = asService('application', tenant);
    await commands.execute(new GiveCommand(acting, filing.applicationId, asked));
  };
}

/** Who has not paid is reminded, or their order dies. A look too early is one at the right time, whoever has moved the row. */
function lookingAtFiling(
  commands: CommandBus,
  store: Reading,
  dueAt: (filing: Filing) => string | undefined,
): DueHandler {
  return async (stream) => {
    const { tenant, streamId } = stream;
    const { state: filing } = await foldStream(store, filingDecider, { tenant, streamId });
    const againAt = dueAt(filing);
    if (againAt === undefined) return;
    if (Date.parse(againAt) > Date.parse(stream.now)) return { againAt };
    await commands.execute(new LookAtFiling(tenant, streamId));
    return;
  };
}

/**
 * What is destroyed never comes back: the history alone says whether it may be, whoever has written the row. The documents go first:
 * while the store is away it is tried again.
 */
function removingContent(keys: DataKeys, store: Reading, documents: Documents): DueHandler {
  return async (stream) => {
    const goneAt = contentGoneAt(await applicationAt(store, stream), stream.dueAt);
    if (goneAt === undefined || Date.parse(goneAt) > Date.parse(stream.now)) return;
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
