import { prefillAttributes } from '#forms';
import { editableAttributes, provenAttributes } from './profile';

test('D8 W6b R19 H4 what a form can begin with is something that a profile can hold', () => {
  const known: readonly string[] = [...editableAttributes, ...provenAttributes, 'email'];
  expect(prefillAttributes.filter((name) => !known.includes(name))).toEqual([]);
});
