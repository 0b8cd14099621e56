import { parse } from 'yaml';
import { remembered } from './remembered.cjs';

test('what a package makes is of the realm of the tests', () => {
  expect(parse('[1]')).toBeInstanceOf(Array);
});

test('what a file changes in the process is taken back when it ends', () => {
  const takeBack = remembered();
  const before = [{ ...process.env }, process.listeners('SIGTERM'), Object.keys(globalThis), process.exit];
  const { env } = process;
  Object.assign(env, { PATH: '/nowhere', LEFT_BY_A_TEST: 'x' });
  delete env['HOME'];
  process.on('SIGTERM', () => undefined);
  Object.assign(globalThis, { leftByATest: true });
  process.exit = () => {
    throw new Error('replaced');
  };
  takeBack();
  expect([{ ...process.env }, process.listeners('SIGTERM'), Object.keys(globalThis), process.exit]).toEqual(
    before,
  );
});
