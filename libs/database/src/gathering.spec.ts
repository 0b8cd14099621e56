import fc from 'fast-check';
import { eventually } from '#testing';
import { Gathering } from './gathering';
import type { TextRow } from './prepared-query';

/** A reading that answers when it is told to: what it was asked for, one entry for each statement. */
function reading() {
  const asked: { keys: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  let changed = (): void => undefined;
  const read = (keys: readonly string[]) =>
    new Promise<readonly TextRow[]>((resolve, reject) => {
      asked.push({ keys, answer: () => resolve(rowsOf(keys)), fail: reject });
      changed();
    });
  const statement = async (place: number) => {
    while (asked.length <= place) await new Promise<void>((resolve) => (changed = resolve));
    return asked[place] as (typeof asked)[number];
  };
  return { read, asked, statement };
}

/** Two rows of each key, but none of a key that begins with "no". */
const rowsOf = (keys: readonly string[]): readonly TextRow[] =>
  keys.flatMap((key, place) =>
    key.startsWith('no') ? [] : ['a', 'b'].map((name) => [String(place + 1), key, name]),
  );
const nothing = (): void => undefined;

test('what is asked while a statement is under way goes together in the next one, each key once', async () => {
  const { read, asked, statement } = reading();
  const gathering = new Gathering(read, nothing);
  const first = gathering.ask('1');
  const { answer } = await statement(0);
  const others = Promise.all(['2', '3', '2', 'nobody', '1'].map((key) => gathering.ask(key)));
  answer();
  (await statement(1)).answer();
  const of = (key: string) => [
    [key, 'a'],
    [key, 'b'],
  ];
  expect(await first).toEqual(of('1'));
  // The second who asks for "1" asked after the first statement had begun, which may not have seen what he has done.
  expect(await others).toEqual([of('2'), of('3'), of('2'), [], of('1')]);
  expect(asked.map(({ keys }) => keys)).toEqual([['1'], ['2', '3', 'nobody', '1']]);
});

test('whoever asks gets their own rows alone, in whatever order questions come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.string({ maxLength: 3 })), { maxLength: 20 }), async (turns) => {
      const gathering = new Gathering((keys) => Promise.resolve(rowsOf(keys)), nothing);
      const answers: Promise<[string, readonly TextRow[]]>[] = [];
      for (const keys of turns) {
        for (const key of keys)
          answers.push(gathering.ask(key).then((rows): [string, readonly TextRow[]] => [key, rows]));
        await new Promise(setImmediate);
      }
      for (const [key, rows] of await Promise.all(answers))
        expect(rows).toEqual(rowsOf([key]).map(([, ...row]) => row));
    }),
  );
});

test('more than a hundred are asked for by several statements', async () => {
  const { read, asked, statement } = reading();
  const gathering = new Gathering(read, nothing);
  const all = Promise.all(Array.from({ length: 250 }, (_, number) => gathering.ask(String(number))));
  for (let place = 0; place < 3; place += 1) (await statement(place)).answer();
  expect((await all).map(([row]) => row?.[0])).toEqual(
    Array.from({ length: 250 }, (_, number) => String(number)),
  );
  expect(asked.map(({ keys }) => keys.length)).toEqual([100, 100, 50]);
});

test('a statement that is slow holds nobody up', async () => {
  const { read, asked, statement } = reading();
  const gathering = new Gathering(read, nothing);
  const slow = gathering.ask('slow');
  const { answer } = await statement(0);
  const other = gathering.ask('other');
  const next = await eventually('a statement for who came later', () => asked[1]);
  next.answer();
  expect(await other).toHaveLength(2);
  answer();
  expect(await slow).toHaveLength(2);
});

test('an error is told to all who were asked for with it, and to nobody after them', async () => {
  const { read, statement } = reading();
  const gathering = new Gathering(read, nothing);
  const failing = ['1', '2'].map((key) => gathering.ask(key));
  (await statement(0)).fail(new Error('gone'));
  expect(await Promise.allSettled(failing)).toMatchObject([
    { reason: Error('gone') },
    { reason: Error('gone') },
  ]);
  const next = gathering.ask('1');
  (await statement(1)).answer();
  expect(await next).toHaveLength(2);
});

test('a row of a place that nobody asked for is given to nobody', async () => {
  const gathering = new Gathering(
    () =>
      Promise.resolve([
        ['1', 'own'],
        ['2', 'foreign'],
      ]),
    nothing,
  );
  await expect(gathering.ask('1')).rejects.toThrow('a row of place 2, where 1 were asked for');
});

test('it is idle when nobody waits any more, not before', async () => {
  const { read, statement } = reading();
  const idle = jest.fn();
  const gathering = new Gathering(read, idle);
  const first = gathering.ask('1');
  const { answer } = await statement(0);
  const second = gathering.ask('2');
  answer();
  await first;
  expect(idle).not.toHaveBeenCalled();
  (await statement(1)).answer();
  await second;
  expect(idle).toHaveBeenCalledTimes(1);
});
