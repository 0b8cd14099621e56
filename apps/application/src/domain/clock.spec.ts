import * as fc from 'fast-check';
import {
  endedClock,
  isPaused,
  pausedClock,
  restartedClock,
  resumedClock,
  startedClock,
  suspendedClock,
  unsuspendedClock,
  isSuspended,
  statutoryPeriodOf,
  targetDateOf,
  type Clock,
} from './clock';
import { addDays, daysBetween, isWorkingDay } from './law/calendar';

/** Noon in Berlin, or near it. */
const at = (date: string) => `${date}T11:00:00.000000Z`;
const begun = (day = '2026-11-20') =>
  startedClock(at(day), { processingDays: 10, statutoryPeriod: { months: 3 } });

describe('law 4: the target date', () => {
  test('counts working days from the filing on', () =>
    expect(targetDateOf(begun())).toStrictEqual({
      on: '2026-12-04',
      rule: 'target-general',
      processingDays: 10,
      pausedDays: 0,
    }));

  test('counts over the holidays', () => expect(targetDateOf(begun('2026-12-21'))?.on).toBe('2027-01-06'));

  test('says since when it waits, and moves by the real days once it is answered', () => {
    const asked = pausedClock(begun(), at('2026-11-23'), false);
    expect(targetDateOf(asked)).toMatchObject({ on: '2026-12-04', pausedSince: '2026-11-23' });
    const answered = resumedClock(asked, at('2026-11-26'));
    expect(targetDateOf(answered)).toStrictEqual({
      on: '2026-12-07',
      rule: 'target-general',
      processingDays: 10,
      pausedDays: 3,
    });
  });

  test('is the date that the office named when it extended, moved by what is asked for after that', () => {
    const asked = resumedClock(pausedClock(begun(), at('2026-11-23'), false), at('2026-11-26'));
    const extension = { until: '2027-01-15', reason: 'sealed', extendedAt: at('2026-11-27') };
    const extended: Clock = { ...asked, extension };
    expect(targetDateOf(extended)).toStrictEqual({ on: '2027-01-15', pausedDays: 0 });
    const again = resumedClock(pausedClock(extended, at('2026-12-01'), false), at('2026-12-04'));
    expect(targetDateOf(again)).toStrictEqual({ on: '2027-01-18', pausedDays: 3 });
  });

  test('rests where the office has a reason, and moves by the real days once it counts again', () => {
    const resting = suspendedClock(begun(), at('2026-11-23'));
    expect(targetDateOf(resting)).toMatchObject({ on: '2026-12-04', pausedSince: '2026-11-23' });
    expect([isSuspended(resting), isPaused(resting)]).toEqual([true, false]);
    const counting = unsuspendedClock(resting, at('2026-11-26'));
    expect(targetDateOf(counting)).toMatchObject({ on: '2026-12-07', pausedDays: 3 });
    expect(statutoryPeriodOf(counting)).toEqual(statutoryPeriodOf(begun()));
  });

  test('counts a day on which it rests for two reasons once, and rests until both are gone', () => {
    const both = pausedClock(suspendedClock(begun(), at('2026-11-23')), at('2026-11-24'), false);
    const answered = resumedClock(both, at('2026-11-25'));
    expect(targetDateOf(answered)).toMatchObject({ pausedDays: 0, pausedSince: '2026-11-23' });
    expect([isSuspended(answered), isPaused(answered)]).toEqual([true, false]);
    expect(targetDateOf(unsuspendedClock(answered, at('2026-11-26')))).toMatchObject({ pausedDays: 3 });
    const stillAsked = unsuspendedClock(both, at('2026-11-25'));
    expect(targetDateOf(stillAsked)).toMatchObject({ pausedDays: 0, pausedSince: '2026-11-23' });
    expect(targetDateOf(resumedClock(stillAsked, at('2026-11-26')))).toMatchObject({ pausedDays: 3 });
  });

  test('begins anew when the case is taken up again', () => {
    const extension = { until: '2027-01-15', reason: 'sealed', extendedAt: at('2026-11-27') };
    const decided = endedClock({ ...begun(), extension }, at('2026-12-01'));
    const reopened = restartedClock(at('2027-02-01'), decided);
    expect(targetDateOf(reopened)?.on).toBe('2027-02-15');
    expect(statutoryPeriodOf(reopened)).toBeUndefined();
  });

  test('stays the last of all dates where the office has named that one', () => {
    const extension = { until: '9999-12-31', reason: 'sealed', extendedAt: at('2026-11-23') };
    const asked = pausedClock({ ...begun(), extension }, at('2026-11-24'), false);
    expect(targetDateOf(resumedClock(asked, at('2026-11-26')))).toMatchObject({
      on: '9999-12-31',
      pausedDays: 2,
    });
  });

  test('nothing that the former version recorded is made up', () => {
    expect(targetDateOf(startedClock(at('2026-11-20'), {}))).toBeUndefined();
    expect(targetDateOf(restartedClock(undefined, begun()))).toBeUndefined();
  });
});

describe('law 4: the statutory period', () => {
  test('begins with the filing where the documents are complete', () =>
    expect(statutoryPeriodOf(begun())).toStrictEqual({
      startsOn: '2026-11-20',
      // The 20th of February 2027 is a Saturday.
      until: '2027-02-22',
      rule: 'statutory-vwvfg-42a',
    }));

  test('begins with the complete documents where some were missing', () => {
    const asked = pausedClock(begun(), at('2026-11-23'), true);
    expect(statutoryPeriodOf(asked)).toStrictEqual({ waitsFor: 'complete-documents' });
    expect(statutoryPeriodOf(resumedClock(asked, at('2026-12-01')))).toMatchObject({
      startsOn: '2026-12-01',
      until: '2027-03-01',
    });
  });

  test('is never suspended', () => {
    const asked = pausedClock(begun(), at('2026-11-23'), false);
    expect(statutoryPeriodOf(asked)).toStrictEqual(statutoryPeriodOf(begun()));
    expect(statutoryPeriodOf(resumedClock(asked, at('2027-01-11')))).toStrictEqual(
      statutoryPeriodOf(begun()),
    );
  });

  test('is extended to a date, and says what it was before', () => {
    const extension = { until: '2027-03-31', reason: 'sealed', extendedAt: at('2026-11-27') };
    expect(statutoryPeriodOf({ ...begun(), extension })).toMatchObject({
      until: '2027-03-31',
      before: '2027-02-22',
    });
  });
});

test('a decision ends a question that is open, and the clock with it', () => {
  const asked = pausedClock(begun(), at('2026-11-23'), true);
  const ended = endedClock(asked, at('2026-11-25'));
  expect(ended).toMatchObject({ ended: true, endedAt: at('2026-11-25'), pauses: [{ to: at('2026-11-25') }] });
  expect(isPaused(ended)).toBe(false);
});

test('whoever is asked longer never gets an earlier date, and it is always a working day', () =>
  fc.assert(
    fc.property(fc.nat(2000), fc.nat(60), fc.nat(60), fc.nat(60), (start, before, asked, more) => {
      const filedOn = addDays('2026-01-01', start);
      const clock = startedClock(at(filedOn), { processingDays: 10 });
      const from = addDays(filedOn, before);
      const answeredOn = (days: number) =>
        resumedClock(pausedClock(clock, at(from), false), at(addDays(from, days)));
      const [sooner, later] = [asked, asked + more].map((days) => targetDateOf(answeredOn(days)));
      expect(daysBetween(sooner?.on ?? '', later?.on ?? '')).toBeGreaterThanOrEqual(0);
      expect(isWorkingDay(later?.on ?? '')).toBe(true);
    }),
  ));
