import { contrastOf } from './contrast';

test('the contrast of two colours is that of WCAG, whichever comes first', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#ffffff', '#ffffff')).toBe(1);
  // The greys on both sides of the bound (webaim.org/articles/contrast).
  expect(contrastOf('#767676', '#ffffff')).toBeGreaterThan(4.5);
  expect(contrastOf('#ffffff', '#777777')).toBeLessThan(4.5);
});
