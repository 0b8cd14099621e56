import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, type Vectors } from './run-vectors';

const folder = join(__dirname, 'vectors');

test.each(readdirSync(folder))('%s come out on the server as they say', (name) => {
  const content = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vectors | Vectors[];
  expect(differences([content].flat())).toEqual([]);
});
