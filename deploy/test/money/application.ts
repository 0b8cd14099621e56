import type { CommandBus } from '@nestjs/cqrs';
import { ordersChanged } from '../../../apps/application/src/at-its-time';
import { FactSources } from '../../../apps/application/src/case-facts';
import { ApplicationHandler, GiveCommand } from '../../../apps/application/src/application.handler';
import { PaymentConsumer } from '../../../apps/application/src/consumers/payment.consumer';
import { dueHandlers } from '../../../apps/application/src/due';
import { filingDue } from '../../../apps/application/src/filing.aggregate';
import {
  FollowOrder,
  FollowOrderHandler,
  LookAtFiling,
  LookAtFilingHandler,
} from '../../../apps/application/src/filing.handler';
import type { Clock } from './clock';
import type { Database } from './database';
import type { Fault } from './faults';
import type { Gate } from './programme';
import type { Parts } from './service';

/** The application service as far as money goes: its own handlers, consumer and due rows, with a city in place of its neighbours. */
export interface ApplicationParts extends Parts {
  readonly commands: CommandBus;
}

/** @param service of which all applications are */
export function applicationParts(
  gate: Gate,
  database: Database,
  clock: Clock,
  service: object,
  faults: ReadonlySet<Fault>,
): ApplicationParts {
  const store = database.through(gate) as never;
  const facts = { of: (_: string, id: string) => factsOf(database, service, id) } as unknown as FactSources;
  const orders = { sign: () => Promise.resolve('') } as never;
  const deputies = { standsInFor: () => Promise.resolve([]) } as never;
  const given = new ApplicationHandler(store, facts, orders, deputies);
  const followed = new FollowOrderHandler(store);
  const looked = new LookAtFilingHandler(store);
  const commands = {
    execute: (asked: unknown) => {
      if (asked instanceof FollowOrder) return followed.execute(asked);
      if (asked instanceof LookAtFiling) return looked.execute(asked);
      return given.execute(mistaken(asked as GiveCommand, clock, faults));
    },
  } as unknown as CommandBus;
  const handlers = dueHandlers({ commands, store, ...notNeeded, makesPapers: false });
  const kinds: readonly string[] = [ordersChanged.kind, ...Object.values(filingDue)];
  const ofMoney = Object.fromEntries(Object.entries(handlers).filter(([kind]) => kinds.includes(kind)));
  if (faults.has('a take-back that does not kill the order'))
    ofMoney[ordersChanged.kind] = tellingTheOrderThatStands(handlers, database);
  return { commands, consumers: [new PaymentConsumer(commands)], dueHandlers: ofMoney };
}

const notNeeded = {
  ...{ keys: undefined as never, documents: undefined as never, mails: undefined as never },
  ...{ names: undefined as never, configurations: undefined as never },
};

function factsOf(database: Database, service: object, id: string) {
  return {
    contents: () => Promise.resolve({ seal: (as: string) => `sealed ${as}` }),
    draft: () => Promise.resolve({ version: database.rowOf('application.drafts', id)?.version ?? 0 }),
    documents: () => Promise.resolve([]),
    serviceOf: () => Promise.resolve(service),
    ownAccounts: () => Promise.resolve([]),
  };
}

/** The fault: it counts when it is heard of, not when it was paid. */
function mistaken(asked: GiveCommand, clock: Clock, faults: ReadonlySet<Fault>): GiveCommand {
  const { acting, applicationId, options } = asked;
  if (asked.asked.name !== 'follow-filing' || !faults.has('filed as of now')) return asked;
  const { input } = asked.asked;
  const now = input.paidAt === undefined ? input : { ...input, paidAt: clock.instant() };
  return new GiveCommand(acting, applicationId, { name: 'follow-filing', input: now }, options);
}

/** The fault: whoever follows an order that was taken back hears nothing of it. */
function tellingTheOrderThatStands(
  handlers: Parts['dueHandlers'],
  database: Database,
): Parts['dueHandlers'][string] {
  return async (due, transaction) => {
    const row = database.rowOf('application.my_applications', due.streamId);
    if (row?.['status'] !== 'draft') return handlers[ordersChanged.kind]?.(due, transaction);
  };
}
