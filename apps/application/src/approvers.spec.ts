import { fold } from '#event-sourcing/decider';
import { applicantId, caseworkerId, colleagueId, headId, toProcessing } from '../test/examples';
import { approversOf } from './approvers';
import { applicationDecider } from './commands/decider';
import type { ApplicationEvent, BegunApplication } from './domain/application';
import type { Colleague } from './persons';

const office = 'einwohnerwesen';
const someone = (id: string, ...roles: Colleague['roles']): Colleague => ({
  ...{ id, name: id, roles, offices: [office] },
});
const caseworker = someone(caseworkerId, 'caseworker');
const colleague = someone(colleagueId, 'caseworker');
const head = someone(headId, 'caseworker', 'head-of-office');

/** Who of these is told of what somebody proposes. */
const told = (
  colleagues: readonly Colleague[],
  by: string,
  {
    history = toProcessing,
    own = {},
  }: {
    readonly history?: readonly ApplicationEvent[];
    readonly own?: Readonly<Record<string, readonly string[]>>;
  } = {},
) =>
  approversOf(
    {
      colleagues: (_, of) => Promise.resolve(of === office ? colleagues : []),
      ownAccounts: (_, id) => Promise.resolve(own[id] ?? []),
    },
    'duisburg',
    fold(applicationDecider, history) as BegunApplication,
    by,
  );

test('the heads of the office are told, and who has the case; never who proposed it', async () => {
  expect(await told([caseworker, colleague, head], caseworkerId)).toEqual([headId]);
  const assigned = { type: 'CaseAssigned', data: { assignedTo: colleagueId } } as const;
  const history = [...toProcessing, assigned];
  expect(await told([caseworker, colleague, head], caseworkerId, { history })).toEqual([headId, colleagueId]);
  expect(await told([caseworker, colleague, head], colleagueId, { history })).toEqual([headId]);
});

test('where nobody else heads the office, all of it are told', async () =>
  expect(await told([caseworker, colleague, head], headId)).toEqual([caseworkerId, colleagueId]));

test('§ 20 VwVfG of their own case nobody hears that a decision is near', async () =>
  expect(
    await told([caseworker, colleague, head], caseworkerId, { own: { [headId]: [applicantId] } }),
  ).toEqual([]));
