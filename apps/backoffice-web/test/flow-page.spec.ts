import fc from 'fast-check';
import { inOrder, pageFrom, partOf, shownAtOnce, type Part, type Told } from '../app/case/flow-page';

const told = (key: string, at: string): Told => ({
  ...{ key, at, who: 'Amt', what: 'Vermerk', text: undefined, reads: 'nothing' },
  ...{ isMessage: false, isNew: false },
});
const keysOf = (all: readonly Told[]): readonly string[] => all.map(({ key }) => key);

const many = Array.from({ length: 2 * shownAtOnce + 10 }, (_, nth) =>
  told(String(nth), `2026-11-27T10:00:${nth}`),
);

test('messages stand between the events by their time, newest first', () => {
  const events = [told('1', '10:00'), told('2', '10:00'), told('3', '12:00')];
  const messages = [told('a', '09:00'), told('b', '11:00'), told('c', '13:00')];
  expect(keysOf(inOrder(events, messages))).toEqual(['c', '3', 'b', '2', '1', 'a']);
});

test('a short history is shown whole', () => {
  const { entries, ...rest } = pageFrom(many.slice(0, shownAtOnce), undefined);
  expect([entries.length, rest]).toEqual([shownAtOnce, { isNewest: true }]);
});

test('a long history is shown page by page, each entry once', () => {
  const first = pageFrom(many, undefined);
  const second = pageFrom(many, first.next);
  const third = pageFrom(many, second.next);
  expect([...first.entries, ...second.entries, ...third.entries]).toEqual(many);
  expect([first.isNewest, second.isNewest, third.next]).toEqual([true, false, undefined]);
});

test('what has come meanwhile moves no entry from one page to another', () => {
  const { next } = pageFrom(many, undefined);
  const [shown] = pageFrom([told('new', '11:00'), ...many], next).entries;
  expect(shown?.key).toBe(next);
});

test('an entry that is not there leads to the newest ones', () => {
  expect(pageFrom(many, 'gone')).toEqual(pageFrom(many, undefined));
});

/** A whole case of which the services answer so many entries at once, as they do: the last ones, or those before a version. */
function partsOf(
  events: readonly Told[],
  lines: readonly Told[],
  atOnce: number,
): readonly (readonly string[])[] {
  const answered = (all: readonly Told[], before = Infinity): readonly Told[] =>
    all.filter(({ number = 0 }) => number < before).slice(-atOnce);
  const parts: (readonly string[])[] = [];
  for (let here: Part | undefined = {}; here !== undefined;) {
    const [shown, written] = [answered(events, here.frueher), answered(lines, here.nachrichten)];
    const { told, earlier } = partOf(
      {
        events: shown,
        earlierEvents: (shown[0]?.number ?? 0) > 1,
        messages: written,
        earlierMessages: (written[0]?.number ?? 0) > 1 ? written[0]?.number : undefined,
        messagesSince: written[0]?.at,
      },
      here,
    );
    parts.push(keysOf(told));
    if (parts.length > 100) throw new Error('The parts come to no end.');
    here = earlier;
  }
  return parts;
}
const numbered = (name: string, times: readonly number[]): readonly Told[] =>
  times.map((at, nth) => ({ ...told(`${name}${nth + 1}`, String(at).padStart(4, '0')), number: nth + 1 }));

test('a message stands in the part of what happened before and after it', () => {
  const events = numbered('e', [10, 20, 30, 40]);
  expect(partsOf(events, numbered('m', [5, 15, 35, 50]), 2)).toEqual([
    ['m4', 'e4', 'm3'],
    ['e3', 'e2'],
    ['m2', 'e1', 'm1'],
  ]);
});

test('however many were written and happened, each stands in one part, newest first', () => {
  const times = fc.array(fc.nat(60), { maxLength: 40 }).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(times, times, fc.integer({ min: 1, max: 9 }), (happened, written, atOnce) => {
      const all = [...numbered('e', happened), ...numbered('m', written)];
      const at = new Map(all.map((one) => [one.key, one.at]));
      const shown = partsOf(numbered('e', happened), numbered('m', written), atOnce).flat();
      expect(shown.toSorted()).toEqual(keysOf(all).toSorted());
      const order = shown.map((key) => at.get(key) ?? '');
      expect(order).toEqual(order.toSorted().toReversed());
      for (const name of ['e', 'm']) {
        const row = shown.filter((key) => key.startsWith(name)).map((key) => Number(key.slice(1)));
        expect(row).toEqual(row.toSorted((a, b) => b - a));
      }
    }),
  );
});
