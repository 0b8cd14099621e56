import { inOrder, messagesAmong, pageFrom, shownAtOnce, type Told } from '../app/case/flow-page';

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

test('each message stands in one part of a history that comes in parts', () => {
  const messages = ['08:00', '10:30', '12:30'].map((at) => told(at, at));
  const earlier = [told('1', '09:00'), told('2', '10:00')];
  const later = [told('3', '11:00'), told('4', '12:00')];
  expect(keysOf(messagesAmong(messages, later, true, undefined))).toEqual(['12:30']);
  expect(keysOf(messagesAmong(messages, earlier, false, '11:00'))).toEqual(['08:00', '10:30']);
});
