import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigurationReader, sayProblem, type City } from '#configuration';
import type { CodeLists } from './code-lists';
import { importSchema, type ImportedSchema } from './import-schema';
import { keyOf, serviceFile, type ServiceSettings } from './service-file';

/** A service file that passes the check, and what has to be said of it. */
export interface ImportedService {
  readonly imported: ImportedSchema;
  /** Of the file. */
  readonly text: string;
  /** Where it belongs: beside the other services of its city. */
  readonly place: string;
  /** What no schema says, and what was taken for it. */
  readonly notes: readonly string[];
}

/** What somebody says of the service, beside its schema. */
export interface Wishes {
  /** What the schema refers to. */
  readonly codeLists?: CodeLists;
  readonly city?: string | undefined;
  readonly office?: string | undefined;
  readonly topic?: string | undefined;
  readonly leika?: string | undefined;
  readonly key?: string | undefined;
}

/** A Leistungsschlüssel that no service has. */
const noLeikaKey = '99000000000000';

/** What no schema says. */
const alwaysMissing = [
  'all texts: FIM has them in German only; the English ones are the same until somebody writes them',
  'fee, level of assurance, channels and days of processing: no schema says them; the file has a free service with sign-in',
];

/**
 * Makes the service file of a FIM schema for a city.
 * @param tenants the folder of the cities
 * @throws Error in one sentence for a file that is no schema, a city, office or topic that there is not, or a result that would not
 *   pass the check
 */
export async function importService(
  bytes: Uint8Array,
  tenants: string,
  wishes: Wishes,
): Promise<ImportedService> {
  const imported = importSchema(bytes, wishes.codeLists);
  const { cities } = await new ConfigurationReader(tenants).read();
  const { chosen: city, notes } = chooseCity([...cities.values()], wishes.city, tenants);
  const settings = settingsFor(imported, city, wishes, notes);
  const text = serviceFile(imported, settings);
  await check(text, city);
  return {
    imported,
    text,
    place: join(city.folder, 'services', `${settings.key}.yaml`),
    notes: [...notes, ...alwaysMissing],
  };
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
export async function check(text: string, { folder, settingsFile }: City): Promise<void> {
  const aside = await mkdtemp(join(tmpdir(), 'services-import-'));
  try {
    const services = join(aside, basename(folder), 'services');
    await mkdir(services, { recursive: true });
    // Of the city's other services nothing is read, so what is most wanted of them cannot be either.
    const settings = parseDocument(await readFile(settingsFile, 'utf8'));
    settings.delete('mostWanted');
    await writeFile(join(dirname(services), basename(settingsFile)), String(settings));
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
