import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationReader, sayProblem, type City } from '#configuration';
import { command } from './command';
import { importSchema, type ImportedSchema } from './fim/import-schema';
import { sayRemark } from './fim/remarks';
import { keyOf, serviceFile, type ServiceSettings } from './fim/service-file';

const usage =
  'npm run services:import -- <file.xml> [--city duisburg] [--office …] [--topic …] [--leika 99…] [--key …] [--out file.yaml]';
/** A Leistungsschlüssel that no service has. */
const noLeikaKey = '99000000000000';

/**
 * `npm run services:import`: makes a service file of a FIM schema (XDatenfelder 2 and 3), beside the other services of a city and as
 * a preview, and says line by line what it could not take over. Nothing that is there is overwritten.
 */
command(async ({ tenants }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      city: { type: 'string' },
      office: { type: 'string' },
      topic: { type: 'string' },
      leika: { type: 'string' },
      key: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(`Which schema? ${usage}`);
  const from = fromCaller(file);
  const imported = importSchema(await readFile(from));
  const { cities } = await new ConfigurationReader(tenants).read();
  const { chosen: city, notes } = chooseCity([...cities.values()], values.city, tenants);
  const settings = settingsFor(imported, city, values, notes);
  const place = join(city.folder, 'services', `${settings.key}.yaml`);
  const out = values.out === undefined ? place : fromCaller(values.out);
  const text = serviceFile(imported, settings);
  await check(text, city);
  await writeFile(out, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST'
      ? new Error(`${out} is there already; say --key or --out, or take it away.`)
      : error;
  });
  for (const remark of imported.remarks) console.log(sayRemark(remark));
  for (const note of [...notes, ...alwaysMissing]) console.log(note);
  const fields = counted(fieldsIn(imported.form), 'field');
  console.log(
    `\n${out}: ${counted(imported.form.topics.length, 'topic')}, ${fields}, ${counted(imported.documents.length, 'proof')}; ` +
      `${counted(imported.remarks.length, 'remark')} above. It passes the check, and is a preview until you make it public.`,
  );
});

/** What no schema says. */
const alwaysMissing = [
  'all texts: FIM has them in German only; the English ones are the same until somebody writes them',
  'fee, level of assurance, channels and days of processing: no schema says them; the file has a free service with sign-in',
];

/** A path as whoever calls means it: npm runs its scripts in the root of the work tree. */
function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}

function chooseCity(cities: readonly City[], wanted: string | undefined, tenants: string) {
  const keys = cities.map(({ settings }) => settings.key);
  const [first] = cities;
  if (first === undefined) throw new Error(`There is no city in ${tenants}.`);
  if (wanted === undefined)
    return {
      chosen: first,
      notes: [`the city is not said: ${first.settings.key} (--city ${keys.join('|')})`],
    };
  const chosen = cities.find(
    ({ settings, folder }) => settings.key === wanted || basename(folder) === wanted,
  );
  if (chosen === undefined) throw new Error(`There is no city "${wanted}"; there are ${keys.join(', ')}.`);
  return { chosen, notes: [] };
}

interface Wishes {
  readonly office?: string | undefined;
  readonly topic?: string | undefined;
  readonly leika?: string | undefined;
  readonly key?: string | undefined;
}

/** @param notes gets what was chosen because nobody said it */
function settingsFor(imported: ImportedSchema, city: City, wishes: Wishes, notes: string[]): ServiceSettings {
  const { offices, topics, key: cityKey } = city.settings;
  const one = (what: 'office' | 'topic', keys: readonly string[]): string => {
    const wanted = wishes[what];
    if (wanted !== undefined && !keys.includes(wanted))
      throw new Error(`${cityKey} has no ${what} "${wanted}"; it has ${keys.join(', ')}.`);
    if (wanted === undefined) notes.push(`the ${what} is not said: ${keys[0]} (--${what} ${keys.join('|')})`);
    return wanted ?? keys[0] ?? '';
  };
  const { leika } = wishes;
  if (leika !== undefined && !/^99\d{12}$/.test(leika))
    throw new Error(`A Leistungsschlüssel is 99 and twelve digits, not "${leika}".`);
  if (leika === undefined)
    notes.push(`the Leistungsschlüssel is not said: ${noLeikaKey}, which is none (--leika 99…)`);
  const schemaPath = relative(
    join(city.folder, 'services'),
    resolve('libs/configuration/src/service.schema.json'),
  );
  return {
    key: wishes.key ?? keyOf(imported),
    leikaKey: leika ?? noLeikaKey,
    office: one(
      'office',
      offices.map(({ key }) => key),
    ),
    topic: one(
      'topic',
      topics.map(({ key }) => key),
    ),
    schemaPath,
  };
}

/** Reads the file as the services will, beside the settings of its city. @throws Error naming all that is wrong */
async function check(text: string, { folder, settingsFile }: City): Promise<void> {
  const aside = await mkdtemp(join(tmpdir(), 'services-import-'));
  try {
    const services = join(aside, basename(folder), 'services');
    await mkdir(services, { recursive: true });
    await cp(settingsFile, join(dirname(services), basename(settingsFile)));
    await writeFile(join(services, 'imported.yaml'), text);
    const { problems } = await new ConfigurationReader(aside).read();
    if (problems.length > 0)
      throw new Error(
        `No service file comes of this schema:\n${problems.map((problem) => sayProblem(problem, aside)).join('\n')}`,
      );
  } finally {
    await rm(aside, { recursive: true });
  }
}

interface HasFields {
  readonly fields?: readonly HasFields[];
  readonly only?: readonly string[];
  readonly group?: unknown;
  readonly note?: unknown;
}

function fieldsIn({ topics }: ImportedSchema['form']): number {
  const count = ({ fields = [], only, group, note }: HasFields): number => {
    const inside = fields.reduce((sum, field) => sum + count(field), 0);
    if (note !== undefined) return 0;
    if (only !== undefined) return only.length + inside;
    return group !== undefined || fields.length > 0 ? inside : 1;
  };
  return topics.reduce((sum, topic) => sum + count(topic), 0);
}

function counted(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
