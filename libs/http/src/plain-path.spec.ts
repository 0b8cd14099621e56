import { isPlainPath } from './plain-path';

test.each([
  ...[
    '/',
    '/api/services',
    '/api/applications/0197A3C2-5b1e',
    '/api/services/%C3%A4',
    '/a.b',
    '/.well-known/x',
    '/a/...',
  ],
  ...['/a%20b', '/a%2Bb', '/~anna', '/a;b=c', '/a@b:c'],
])('%s is plain', (path) => {
  expect(isPlainPath(path)).toBe(true);
});

test.each([
  ...[
    '',
    '*',
    'api',
    'http://duisburg.localhost/api',
    '//api',
    '/api/',
    '/api//me',
    '/./api',
    '/api/.',
    '/..',
    '/a/../b',
  ],
  ...[
    '/%61pi',
    '/a/%2e%2E/b',
    '/a%2fb',
    '/a%2Fb',
    '/a%5cb',
    '/a\\b',
    '/%41',
    '/%7a',
    '/%30',
    '/a%2db',
    '/a%5Fb',
    '/%7E',
  ],
])('%s is not', (path) => {
  expect(isPlainPath(path)).toBe(false);
});
