import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { eventually } from '#testing';
import { ConfigurationFolder } from '../test/configuration-folder';
import { ConfigurationReader, LiveConfiguration, sayProblem, type ConfigurationChange } from '.';

const dogTax = 'duisburg/services/hundesteuer-anmeldung.yaml';
let folder: ConfigurationFolder;
let live: LiveConfiguration;
beforeEach(async () => {
  folder = new ConfigurationFolder();
  live = await LiveConfiguration.open(folder.dir);
});
afterEach(async () => {
  await live.stop();
  folder.remove();
});

const titleOf = (key: string, city = 'duisburg') => live.registry.service(city, key)?.title.de;
const rename = (text: string, title = 'Hund anmelden') => text.replace('Hundesteuer – Anmeldung', title);
const servicesIn = (city: string) => readdirSync(folder.path(`${city}/services`)).length;
const refused = () => live.problems.map((problem) => sayProblem(problem, folder.dir));

describe('D2 H1b what changes in the folder is noticed', () => {
  beforeEach(() => live.start());

  test('a file that is written over', async () => {
    folder.edit(dogTax, rename);
    await eventually('the new title', () => titleOf('hundesteuer-anmeldung') === 'Hund anmelden');
  });

  test('a file that an editor writes beside and puts in place', async () => {
    const text = rename(readFileSync(folder.path(dogTax), 'utf8'));
    writeFileSync(folder.path('duisburg/services/.hundesteuer.swp'), text);
    renameSync(folder.path('duisburg/services/.hundesteuer.swp'), folder.path(dogTax));
    await eventually('the new title', () => titleOf('hundesteuer-anmeldung') === 'Hund anmelden');
  });

  test('a file that is added, and one that is taken away', async () => {
    const copy = readFileSync(folder.path(dogTax), 'utf8').replace(
      'key: hundesteuer-anmeldung',
      'key: zweithund',
    );
    writeFileSync(folder.path('duisburg/services/neu.yaml'), copy);
    await eventually('the new service', () => titleOf('zweithund') !== undefined);
    rmSync(folder.path('duisburg/services/neu.yaml'));
    await eventually('the end of the service', () => titleOf('zweithund') === undefined);
  });

  test('a city that is added', async () => {
    mkdirSync(folder.path('essen/services'), { recursive: true });
    const settings = readFileSync(folder.path('wuppertal/tenant.yaml'), 'utf8');
    writeFileSync(
      folder.path('essen/tenant.yaml'),
      settings.replaceAll('wuppertal', 'essen').replace('referencePrefix: W', 'referencePrefix: E'),
    );
    await eventually('the new city', () => live.registry.find('essen') !== undefined);
    folder.edit('essen/tenant.yaml', (text) => text.replace('Mein Postkorb', 'Meine Anträge'));
    await eventually('its new word', () => live.registry.get('essen').listName.de === 'Meine Anträge');
  });

  test('a folder whose files are links, all of which lead elsewhere at once', async () => {
    // As Kubernetes mounts a ConfigMap.
    const services = folder.path('wuppertal/services');
    const names = ['hundesteuer-abmeldung.yaml', 'personenstandsurkunde.yaml'];
    const generation = (name: string) => folder.path(`wuppertal/services/..${name}`);
    mkdirSync(generation('first'));
    for (const name of names) {
      renameSync(join(services, name), join(generation('first'), name));
      symlinkSync(join('..data', name), join(services, name));
    }
    symlinkSync('..first', generation('data'));
    await live.look();
    cpSync(generation('first'), generation('second'), { recursive: true });
    folder.edit(`wuppertal/services/..second/${names[0]}`, (text) =>
      text.replace('Hundesteuer – Abmeldung', 'Hund abmelden'),
    );
    symlinkSync('..second', generation('new'));
    renameSync(generation('new'), generation('data'));
    await eventually(
      'the new title',
      () => titleOf('hundesteuer-abmeldung', 'wuppertal') === 'Hund abmelden',
    );
    expect(refused()).toEqual([]);
  });

  test('a folder that was away for a moment and is another one then', async () => {
    renameSync(folder.path('duisburg'), folder.path('.duisburg'));
    await eventually('that it is missed', () => refused().some((line) => line.startsWith(`duisburg:`)));
    expect(titleOf('hundesteuer-anmeldung')).toBe('Hundesteuer – Anmeldung');
    cpSync(folder.path('.duisburg'), folder.path('duisburg'), { recursive: true });
    await eventually('that it is there again', () => refused().length === 0);
    folder.edit(dogTax, rename);
    await eventually('the new title', () => titleOf('hundesteuer-anmeldung') === 'Hund anmelden');
  });
});

describe('what is wrong stops nothing but itself, and what was in force stays', () => {
  test('half a file', async () => {
    folder.edit(dogTax, (text) => rename(text).slice(0, text.length / 2));
    await live.look();
    expect(titleOf('hundesteuer-anmeldung')).toBe('Hundesteuer – Anmeldung');
    expect(refused()).toEqual([
      expect.stringMatching(
        /^duisburg\/services\/hundesteuer-anmeldung\.yaml:\d+.*The former version stays$/,
      ),
    ]);
    expect(live.health()).toEqual({
      degraded: 'one thing in the files of the cities is refused',
      refused: refused(),
    });
    folder.edit('wuppertal/services/hundesteuer-abmeldung.yaml', (text) =>
      text.replace('Hundesteuer – Abmeldung', 'Hund abmelden'),
    );
    await live.look();
    expect(titleOf('hundesteuer-abmeldung', 'wuppertal')).toBe('Hund abmelden');
  });

  test('a service that was never right is absent, the others are there', async () => {
    writeFileSync(folder.path('duisburg/services/neu.yaml'), 'key: neu\n');
    const started = await LiveConfiguration.open(folder.dir);
    expect(started.registry.get('duisburg').services).toHaveLength(servicesIn('duisburg') - 1);
    expect(started.unusable()).toEqual([
      { tenant: 'duisburg', kind: 'service', file: folder.path('duisburg/services/neu.yaml') },
    ]);
  });

  test('the settings of a city: the other city changes all the same', async () => {
    folder.edit('duisburg/tenant.yaml', (text) => text.replace('key: duisburg', 'key: [duisburg'));
    folder.edit('wuppertal/tenant.yaml', (text) => text.replace('Mein Postkorb', 'Meine Anträge'));
    await live.look();
    expect(live.registry.byHost('duisburg.localhost')?.tenant.services).toHaveLength(servicesIn('duisburg'));
    expect(live.registry.get('wuppertal').listName.de).toBe('Meine Anträge');
    expect(refused()).toEqual([
      expect.stringMatching(/^duisburg\/tenant\.yaml:\d+.*The former version stays$/),
    ]);
    const started = await LiveConfiguration.open(folder.dir);
    const others = live.registry.all().filter(({ key }) => key !== 'duisburg');
    expect(started.registry.all().map(({ key }) => key)).toEqual(others.map(({ key }) => key));
  });

  test('a city changes as a whole: settings that lack what its services name are refused', async () => {
    folder.edit('duisburg/tenant.yaml', (text) =>
      text.replace('key: steueramt', 'key: abgaben').replace('name: Stadt Duisburg', 'name: Duisburg'),
    );
    await live.look();
    expect(live.registry.get('duisburg').name).toBe('Stadt Duisburg');
    expect(refused()).toEqual([
      expect.stringMatching(
        /^duisburg\/tenant\.yaml: tenant\.yaml has no office "steueramt".*hundesteuer-anmeldung\.yaml names it\); what was in force stays$/,
      ),
      expect.stringMatching(/"steueramt".*widerspruch-abgaben\.yaml names it\); what was in force stays$/),
    ]);
    folder.edit(dogTax, (text) => text.replace('office: steueramt', 'office: abgaben'));
    folder.edit('duisburg/templates/widerspruch-abgaben.yaml', (text) =>
      text.replace('steueramt', 'abgaben'),
    );
    await live.look();
    expect(refused()).toEqual([]);
    expect(live.registry.get('duisburg').name).toBe('Duisburg');
    expect(live.registry.service('duisburg', 'hundesteuer-anmeldung')?.office).toBe('abgaben');
  });

  test('a key of a city that is changed, and a host that another city has', async () => {
    folder.edit('duisburg/tenant.yaml', (text) => text.replace('key: duisburg', 'key: duisberg'));
    folder.edit('wuppertal/tenant.yaml', (text) =>
      text.replace('[wuppertal.localhost]', '[duisburg.localhost]'),
    );
    await live.look();
    expect(refused()).toEqual([
      expect.stringContaining('duisburg/tenant.yaml:2, /key: was "duisburg" until now'),
      expect.stringContaining(
        'wuppertal/tenant.yaml: the host "duisburg.localhost" already belongs to "duisburg"',
      ),
    ]);
    expect(live.registry.byHost('wuppertal.localhost')?.tenant.key).toBe('wuppertal');
  });

  test('of two files with one key the one that had it', async () => {
    writeFileSync(folder.path('duisburg/services/a.yaml'), rename(readFileSync(folder.path(dogTax), 'utf8')));
    await live.look();
    expect(titleOf('hundesteuer-anmeldung')).toBe('Hundesteuer – Anmeldung');
    expect(refused()).toEqual([
      expect.stringMatching(/^duisburg\/services\/a\.yaml: .* already describes "hundesteuer-anmeldung"/),
    ]);
    rmSync(folder.path(dogTax));
    await live.look();
    expect([titleOf('hundesteuer-anmeldung'), refused()]).toEqual(['Hund anmelden', []]);
  });

  test('what is no text in UTF-8, no file, larger than any form, or nested without end', async () => {
    writeFileSync(folder.path('duisburg/services/a.yaml'), Buffer.from('key: straße', 'latin1'));
    writeFileSync(folder.path('duisburg/services/b.yaml'), 'x'.repeat(3_000_000));
    execFileSync('mkfifo', [folder.path('duisburg/services/c.yaml')]);
    mkdirSync(folder.path('duisburg/services/d.yaml'));
    symlinkSync('e.yaml', folder.path('duisburg/services/e.yaml'));
    writeFileSync(folder.path('duisburg/services/f.yaml'), `key: ${'['.repeat(200_000)}`);
    writeFileSync(folder.path('duisburg/services/g.yaml'), 'key: "x" y\n'.repeat(200));
    folder.edit('wuppertal/tenant.yaml', (text) => text.replace('Mein Postkorb', 'Meine Anträge'));
    await live.look();
    expect(refused()).toEqual([
      'duisburg/services/a.yaml: cannot be read: its text is not in UTF-8',
      'duisburg/services/b.yaml: cannot be read: it has 3000000 bytes; no more than 2097152 are read',
      'duisburg/services/c.yaml: cannot be read: it is no file',
      'duisburg/services/d.yaml: cannot be read: it is no file',
      expect.stringMatching(/^duisburg\/services\/e\.yaml: cannot be read: .*ELOOP/),
      expect.stringMatching(/^duisburg\/services\/f\.yaml:1: /),
      ...[1, 2, 3].map((line) => expect.stringMatching(`^duisburg/services/g\\.yaml:${line}: `) as string),
    ]);
    expect(live.registry.get('wuppertal').listName.de).toBe('Meine Anträge');
  });

  test('a folder of cities that is away', async () => {
    const before = live.registry.all();
    renameSync(folder.dir, `${folder.dir}-away`);
    await live.look();
    expect(live.registry.all()).toEqual(before);
    expect(refused()).toEqual([expect.stringContaining('no city is configured here')]);
    renameSync(`${folder.dir}-away`, folder.dir);
    await live.look();
    expect(refused()).toEqual([]);
  });
});

test('what is gone counts as gone only after a while, a city later than a file', async () => {
  let now = 0;
  const reader = new ConfigurationReader(folder.dir, () => now);
  let { cities } = await reader.read();
  const services = servicesIn('duisburg');
  const inForce = async () => {
    ({ cities } = await reader.read(cities));
    return [cities.get(folder.path('duisburg'))?.services.size, cities.has(folder.path('wuppertal'))];
  };
  rmSync(folder.path(dogTax));
  rmSync(folder.path('wuppertal'), { recursive: true });
  expect(await inForce()).toEqual([services, true]);
  now = 2_000;
  expect(await inForce()).toEqual([services - 1, true]);
  now = 15_000;
  expect(await inForce()).toEqual([services - 1, false]);
  expect((await reader.read(cities)).lookAgainMs).toBeUndefined();
});

describe('a change is in force once what has to happen before has happened', () => {
  test('what fails is tried again, and nothing has changed until then', async () => {
    const seen: ConfigurationChange[] = [];
    let isAway = true;
    live.beforeAdopting(async (change) => {
      if (isAway) throw new Error('the database is away');
      expect(titleOf('hundesteuer-anmeldung')).toBe('Hundesteuer – Anmeldung');
      seen.push(change);
    });
    folder.edit(dogTax, rename);
    await live.look();
    expect(titleOf('hundesteuer-anmeldung')).toBe('Hundesteuer – Anmeldung');
    expect(refused()).toEqual([expect.stringContaining('tried again: the database is away')]);
    isAway = false;
    await live.look();
    expect([titleOf('hundesteuer-anmeldung'), refused()]).toEqual(['Hund anmelden', []]);
    const version = live.registry.service('duisburg', 'hundesteuer-anmeldung')?.version;
    expect(seen.map(({ adopted, ended }) => ({ adopted, ended }))).toEqual([
      {
        adopted: [
          {
            tenant: 'duisburg',
            kind: 'service',
            key: 'hundesteuer-anmeldung',
            version,
            file: folder.path(dogTax),
          },
        ],
        ended: [],
      },
    ]);
  });

  test('a comment changes nothing, and is no change', async () => {
    live.beforeAdopting(() => Promise.reject(new Error('nothing is to be taken over')));
    folder.edit(dogTax, (text) => `# checked\n${text}`);
    folder.edit('duisburg/tenant.yaml', (text) => `# checked\n${text}`);
    await live.look();
    expect(refused()).toEqual([]);
  });

  test('a former version is put in force again for a file that cannot be used, where it still fits', async () => {
    const former = live.registry.service('duisburg', 'hundesteuer-anmeldung')!;
    folder.edit(dogTax, () => 'key: [');
    const started = await LiveConfiguration.open(folder.dir);
    const [place] = started.unusable();
    expect(started.registry.service('duisburg', 'hundesteuer-anmeldung')).toBeUndefined();
    expect(started.restore(place!, { ...former, office: 'zoo' })).toBe(false);
    expect(started.restore(place!, former)).toBe(true);
    expect(started.registry.service('duisburg', 'hundesteuer-anmeldung')).toEqual(former);
    expect(started.unusable()).toEqual([]);
  });
});

describe('text templates are files of the city like its services', () => {
  const request = 'duisburg/templates/unterlagen-fehlen.yaml';
  const titles = () =>
    live.registry
      .get('duisburg')
      .templates.map(({ key, title }) => [key, title.de])
      .filter(([key]) => key === 'unterlagen-fehlen' || key === 'neu');

  test('one that is changed is in force, one that is wrong stays as it was, and one that comes is there', async () => {
    folder.edit(request, (text) => text.replace('de: Unterlagen fehlen', 'de: Es fehlt etwas'));
    await live.look();
    expect([titles(), refused()]).toEqual([[['unterlagen-fehlen', 'Es fehlt etwas']], []]);
    folder.edit(request, (text) => text.replace('de: Es fehlt etwas', 'tittle: x, de: y'));
    await live.look();
    expect(titles()).toEqual([['unterlagen-fehlen', 'Es fehlt etwas']]);
    expect(refused()).toEqual([
      expect.stringMatching(/^duisburg\/templates\/unterlagen-fehlen\.yaml:4, \/title\/tittle: .*stays$/),
    ]);
    cpSync(folder.path('rees/templates/zwischennachricht.yaml'), folder.path('duisburg/templates/neu.yaml'));
    folder.edit('duisburg/templates/neu.yaml', (text) => text.replace('key: zwischennachricht', 'key: neu'));
    await live.look();
    expect(titles().map(([key]) => key)).toEqual(['neu', 'unterlagen-fehlen']);
  });

  test('a former version of one that cannot be read at the start is put in force again, where it still fits', async () => {
    const former = live.registry.get('duisburg').templates.find(({ key }) => key === 'unterlagen-fehlen')!;
    folder.edit(request, () => 'key: [');
    const started = await LiveConfiguration.open(folder.dir);
    const [place] = started.unusable();
    expect(place).toEqual({ tenant: 'duisburg', kind: 'template', file: folder.path(request) });
    expect(started.restore(place!, { ...former, offices: ['zoo'] })).toBe(false);
    expect(started.restore(place!, { ...former, key: 'klage' })).toBe(false);
    expect(started.registry.get('duisburg').templates).not.toContainEqual(former);
    expect(started.restore(place!, former)).toBe(true);
    expect(started.registry.get('duisburg').templates).toContainEqual(former);
    expect(started.unusable()).toEqual([]);
  });

  test('a city may do without any, and a folder of them that comes is noticed', async () => {
    rmSync(folder.path('rees/templates'), { recursive: true });
    const started = await LiveConfiguration.open(folder.dir);
    expect([started.registry.get('rees').templates, started.problems]).toEqual([[], []]);
    cpSync(folder.path('duisburg/templates/klage.yaml'), folder.path('rees/templates/klage.yaml'));
    await started.look();
    expect(started.registry.get('rees').templates.map(({ key }) => key)).toEqual(['klage']);
  });
});
