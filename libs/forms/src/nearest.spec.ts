import { nearest, whatIsAllowed } from './nearest';

test('a slip of the pen is told from another word', () => {
  const offices = ['buergerservice', 'steueramt', 'tiefbau'];
  expect(nearest('steuramt', offices)).toBe('steueramt');
  expect(nearest('Buergerservise', offices)).toBe('buergerservice');
  expect(nearest('zoo', offices)).toBeUndefined();
  expect(nearest('zoo', [])).toBeUndefined();
  expect(whatIsAllowed('steuramt', offices)).toBe(
    'Did you mean "steueramt"? Allowed are: buergerservice, steueramt, tiefbau',
  );
});
