import { addressOf, askedOf, isNarrowed, questionOf } from '../app/list/asked';

const colleague = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
const asked = (address: string) => askedOf(new URLSearchParams(address));

test('whose cases are asked for stands in the address by id, and is asked of the API', () => {
  const who = asked(`?wer=${colleague}`);
  expect([addressOf(who), isNarrowed(who)]).toEqual([`?wer=${colleague}`, true]);
  expect(questionOf(who)).toMatchObject({ group: 'open', assigned: colleague });
});

test('a view that says itself who has its cases is not asked for others', () => {
  const own = asked(`?ansicht=meine&wer=${colleague}`);
  expect([own.who, questionOf(own).assigned]).toEqual([undefined, 'me']);
});
