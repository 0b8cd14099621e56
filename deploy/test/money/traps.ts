import type { Fault } from './faults';
import type { Step } from './steps';

const [hourMs, dayMs] = [3_600_000, 24 * 3_600_000];
const run: Step = { do: 'run' };
const wait = (ms: number): Step => ({ do: 'wait', ms });
const atThePage: readonly Step[] = [
  { do: 'submit', cents: 3_070 },
  run,
  { do: 'pay', order: 0, method: 'credit-card' },
  run,
];
const again: readonly Step[] = [wait(hourMs), run, { do: 'crash', to: 'payment' }];

/** What has to happen before a fault that is seldom of consequence matters; the random story goes on from there. */
export const traps: Partial<Record<Fault, readonly Step[]>> = {
  // Revived, and then the news comes once more that it had ended.
  'no deduplication': [
    ...atThePage,
    ...[wait(4 * dayMs), run],
    ...[{ do: 'at-the-page', page: 0, turn: 'paid' } as const, wait(hourMs), run, run],
    { do: 'deliver-again', to: 'payment', nth: 1 },
  ],
  // Given back by the provider, and the service dies before it has noted that.
  'refund twice': [
    ...atThePage,
    { do: 'withdraw' },
    run,
    { do: 'at-the-page', page: 0, turn: 'paid' },
    ...[...again, ...again, ...again, ...again],
  ],
  'believe the redirect': [...atThePage, { do: 'come-back', page: 0 }],
  'a take-back that does not kill the order': [
    ...atThePage,
    { do: 'take-back' },
    run,
    { do: 'at-the-page', page: 0, turn: 'paid' },
  ],
};
