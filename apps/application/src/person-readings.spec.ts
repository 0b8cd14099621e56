import { Unavailable } from '#availability';
import type { ServiceCall, ServiceCaller } from '#auth';
import type { Acting } from '#commands';
import { PersonReadings } from './person-readings';

const head = { tenant: 'duisburg', personId: 'head', role: 'head-of-office' } as Acting;
const reading = (at: string) => ({ personId: 'reader', role: 'caseworker', purpose: 'work-list', at });

/** The witness as it answers, and what it was asked. */
function witness(answer: () => Promise<unknown>) {
  const asked: ServiceCall[] = [];
  const caller = { call: (call: ServiceCall) => (asked.push(call), answer()) };
  return { asked, readings: new PersonReadings(caller as unknown as ServiceCaller, 'http://audit') };
}

test('the latest reading stands first, without where it was heard; who asks is told to the witness', async () => {
  const heard = [reading('2026-11-01T08:00:00Z'), { ...reading('2026-11-02T08:00:00Z'), source: 'identity' }];
  const { asked, readings } = witness(() => Promise.resolve({ readings: heard }));
  expect(await readings.of(head, 'person-1')).toEqual([
    reading('2026-11-02T08:00:00Z'),
    reading('2026-11-01T08:00:00Z'),
  ]);
  expect(asked).toMatchObject([
    {
      ...{ tenant: 'duisburg', path: '/internal/persons/person-1/readings', method: 'POST' },
      body: { reader: 'head', role: 'head-of-office' },
    },
  ]);
});

test('while the witness does not answer, or there is none, nobody can tell', async () => {
  const { readings } = witness(() => Promise.reject(new Unavailable('service audit', undefined)));
  expect(await readings.of(head, 'person-1')).toBeUndefined();
  const none = new PersonReadings({} as ServiceCaller, undefined);
  expect(await none.of(head, 'person-1')).toBeUndefined();
});
