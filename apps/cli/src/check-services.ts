import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationReader, sayProblem } from '#configuration';
import { command } from './command';

/**
 * `npm run services:check [-- --dir <folder>]`: checks the files of all cities with the code that takes them over, and names all
 * that is wrong at once. The folder is that of TENANTS_DIR, else `deploy/tenants`. Ends with 1 when anything is wrong.
 */
command(async ({ tenants }) => {
  const { values } = parseArgs({ options: { dir: { type: 'string' } } });
  const dir = values.dir === undefined ? tenants : resolve(values.dir);
  const { cities, problems } = await new ConfigurationReader(dir).read();
  for (const problem of problems) console.log(sayProblem(problem, dir));
  const services = [...cities.values()].reduce((sum, city) => sum + city.services.size, 0);
  const usable = `${counted(services, 'service')} of ${counted(cities.size, 'city', 'cities')} can be used`;
  if (problems.length === 0) return console.log(`${usable}; nothing is wrong in ${dir}.`);
  const files = new Set(problems.map(({ file }) => file)).size;
  const wrong = counted(problems.length, 'thing is', 'things are');
  console.log(`\n${wrong} wrong in ${counted(files, 'file')} below ${dir}; ${usable}.`);
  process.exitCode = 1;
});

function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
