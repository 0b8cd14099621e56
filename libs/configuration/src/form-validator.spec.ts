import { longestText } from './form-keywords';
import { compileFormSchema } from './form-validator';

const text = (pattern: string) => ({ type: 'string', pattern });
const validate = compileFormSchema({
  type: 'object',
  properties: { letters: text('^[a-z]+$'), digits: text('^[0-9]{5}$'), anything: text('') },
});
const faultsOf = (form: object) =>
  validate(form) ? [] : validate.errors?.map(({ instancePath, keyword }) => `${keyword} ${instancePath}`);

test('every text is held against the pattern of its own field', () => {
  expect(faultsOf({ letters: 'abc', digits: '47051' })).toEqual([]);
  expect(faultsOf({ letters: '47051', digits: 'abc' })).toEqual(['pattern /letters', 'pattern /digits']);
  expect(faultsOf({ digits: '4705' })).toEqual(['pattern /digits']);
});

test('a pattern is not tried on a text that no form may hold', () => {
  expect(faultsOf({ anything: 'x'.repeat(longestText) })).toEqual([]);
  expect(faultsOf({ anything: 'x'.repeat(longestText + 1) })).toEqual(['pattern /anything']);
});
