import { Instances } from './instances';

test('instances are asked in turn, one that is passed over comes last until its time is up', () => {
  let now = 0;
  const instances = new Instances('http://a:1, http://b:2/', () => now);
  expect(instances.urls).toEqual(['http://a:1', 'http://b:2']);
  const first = () => instances.inTurn()[0];
  expect([first(), first(), first()]).toEqual(['http://b:2', 'http://a:1', 'http://b:2']);
  instances.passOver('http://a:1');
  expect([first(), first(), first()]).toEqual(['http://b:2', 'http://b:2', 'http://b:2']);
  expect(instances.inTurn()).toHaveLength(2);
  now = 3_001;
  expect([first(), first()].sort()).toEqual(['http://a:1', 'http://b:2']);
});

test('the only instance is asked in any case', () => {
  const only = new Instances('http://a:1');
  only.passOver('http://a:1');
  expect(only.inTurn()).toEqual(['http://a:1']);
});

test('what is no address is refused', () => {
  expect(() => new Instances('http://a:1,b')).toThrow('Invalid URL');
});
