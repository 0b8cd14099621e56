import * as fc from 'fast-check';
import { pathOnThisSite } from './return-to';

test.each([
  '/',
  '/antraege',
  '/antraege?status=filed#liste',
  '/dienste/hundesteuer-anmeldung',
  '/apiary',
  '/api/hand-over/consent/aB_3-x',
])('W9 %s is where the person was', (path) => expect(pathOnThisSite(path)).toBe(path));

test.each([
  undefined,
  '',
  'antraege',
  'https://evil.example/',
  '//evil.example',
  '//evil.example/page',
  'https://evil.example/page',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  ' //evil.example',
  '/api/sign-in/oidc/start',
  '/api/hand-over/auth',
  '/api/hand-over/consent/x/../../auth',
  '/%2e/api/../api/me',
])('W9 %j leads to the start page', (path) => expect(pathOnThisSite(path)).toBe('/'));

test('W9 whatever is asked for, a browser stays on this site', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('/', '\\', '.', '\t', '@', ':', 'a', '?', '#', '%2f') }),
      (text) => {
        const { origin } = new URL(pathOnThisSite(text), 'https://duisburg.example');
        expect(origin).toBe('https://duisburg.example');
      },
    ),
  );
});
