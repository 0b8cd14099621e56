import { dirname } from 'node:path';
import { tenantOf, type City } from './city';
import { ConfigurationError, sayProblem, type ConfigurationProblem } from './configuration-error';
import { FolderWatch } from './folder-watch';
import { cityFolders, foldersOf, servicesFolder, templatesFolder } from './listing';
import { ConfigurationReader, type Reading } from './reader';
import { brokenReferences, brokenTemplateReferences } from './references';
import { TenantRegistry } from './tenant-registry';
import type { TextTemplate } from './text-template';
import type { Service, Tenant, TenantConfiguration } from './types';

/** One thing that is in force now and was not before. */
export interface Adopted {
  readonly tenant: string;
  readonly kind: 'tenant' | 'service' | 'template';
  /** Of the city, the service or the text template. */
  readonly key: string;
  readonly version: string;
  /** Path of the file that says so. */
  readonly file: string;
}

/** A file of a city that says nothing that can be in force. */
export interface UnusableFile extends Pick<Adopted, 'tenant' | 'file'> {
  readonly kind: 'service' | 'template';
}

/** What changes with a look at the folder. */
export interface ConfigurationChange {
  readonly cities: readonly City[];
  readonly tenants: readonly Tenant[];
  readonly adopted: readonly Adopted[];
  /** What is offered no longer; `kind` is a whole city, or one service or text template. */
  readonly ended: readonly Omit<Adopted, 'version'>[];
}

/** What somebody may want to know once it has happened. */
export interface ConfigurationListener {
  changed?(change: ConfigurationChange): void;
  /** All that is refused now; empty when nothing is any more. */
  refused?(problems: readonly ConfigurationProblem[]): void;
}

/** Quiet after the last event before a file is read: an editor and a checkout write in several steps. In ms. */
const settlingMs = 250;
/** Somebody who never stops writing is read all the same, after so many ms. */
const longestSettlingMs = 1_500;
/** Where every change is told, somebody looks all the same now and then; in ms. */
const slowLookMs = 60_000;
/** Where changes are not told, looking is the only way; in ms. */
const quickLookMs = 3_500;
/** A look that could not be completed is tried again after so many ms. */
const againMs = 2_000;
/** So many files are named where health is asked. */
const named = 10;

/**
 * The configuration of all cities, kept up to date while the process runs: what changes in the folder is in force within
 * seconds, after the same check as at the start. What is wrong is refused, and what was in force before stays.
 */
export class LiveConfiguration {
  /** The cities as they stand now. */
  readonly registry = new TenantRegistry();
  private cities: ReadonlyMap<string, City> = new Map();
  private refused: readonly ConfigurationProblem[] = [];
  private readonly listeners: ConfigurationListener[] = [];
  private readonly before: ((change: ConfigurationChange) => Promise<void>)[] = [];
  private readonly watch = new FolderWatch(() => this.noticed());
  private looking: Promise<void> | undefined;
  private wanted = false;
  private timer: NodeJS.Timeout | undefined;
  private firstEventAt: number | undefined;
  private running = false;

  private constructor(private readonly reader: ConfigurationReader) {}

  /** Reads the folder once. @throws ConfigurationError when no city in it can be used. */
  static async open(dir: string): Promise<LiveConfiguration> {
    const live = new LiveConfiguration(new ConfigurationReader(dir));
    await live.look();
    if (live.cities.size === 0) throw new ConfigurationError(live.problems);
    return live;
  }

  /** The folder of all cities. */
  get dir(): string {
    return this.reader.dir;
  }

  /** What is refused now. */
  get problems(): readonly ConfigurationProblem[] {
    return this.refused;
  }

  /** The cities in force, with their files. */
  get inForce(): readonly City[] {
    return [...this.cities.values()];
  }

  /** Something that has to have happened before a change is in force. What fails is tried again; until then nothing changes. */
  beforeAdopting(step: (change: ConfigurationChange) => Promise<void>): void {
    this.before.push(step);
  }

  listen(listener: ConfigurationListener): void {
    this.listeners.push(listener);
  }

  /** From now on changes in the folder are noticed. */
  async start(): Promise<void> {
    this.running = true;
    await this.look();
  }

  /** Notices nothing any more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    this.watch.close();
    await this.looking;
  }

  /** For `/health/ready`: undefined, or what is refused; the service works all the same. */
  health(): { readonly degraded: string; readonly refused: readonly string[] } | undefined {
    const { length } = this.refused;
    if (length === 0) return undefined;
    const refused = this.refused.slice(0, named).map((problem) => sayProblem(problem, this.dir));
    return {
      degraded: `${length === 1 ? 'one thing in the files of the cities is' : `${length} things in the files of the cities are`} refused`,
      refused,
    };
  }

  /** The files that have no version in force because they cannot be used: after a start, a former one may be known. */
  unusable(): UnusableFile[] {
    const files = [...new Set(this.refused.map(({ file }) => file))];
    return this.inForce.flatMap(({ folder, settings: { key: tenant }, services, templates }) => [
      ...files
        .filter((file) => dirname(file) === servicesFolder(folder) && !services.has(file))
        .map((file) => ({ tenant, kind: 'service' as const, file })),
      ...files
        .filter((file) => dirname(file) === templatesFolder(folder) && !templates.has(file))
        .map((file) => ({ tenant, kind: 'template' as const, file })),
    ]);
  }

  /** Puts a former version in force for a file that cannot be used. @returns false when it does not fit the city any more */
  restore({ tenant, kind, file }: UnusableFile, former: Service | TextTemplate): boolean {
    const city = this.inForce.find(({ settings }) => settings.key === tenant);
    if (city === undefined) return false;
    const restored =
      kind === 'service'
        ? restoredIn(city, city.services, file, former as Service, brokenReferences)
        : restoredIn(city, city.templates, file, former as TextTemplate, brokenTemplateReferences);
    if (restored === undefined) return false;
    const things = kind === 'service' ? { services: restored } : { templates: restored };
    this.putInForce(new Map(this.cities).set(city.folder, { ...city, ...things } as City));
    return true;
  }

  /** Looks at the folder now. Resolves when what is there is in force or refused. */
  look(): Promise<void> {
    this.wanted = true;
    this.looking ??= this.lookWhileWanted().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookWhileWanted(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      this.firstEventAt = undefined;
      const isToldOfChanges = !this.running || (await this.watch.watch(await this.foldersToWatch()));
      const lookAgainMs = await this.lookOnce();
      // What was noticed meanwhile has a look of its own.
      if (this.firstEventAt === undefined)
        this.lookIn(lookAgainMs ?? (isToldOfChanges ? slowLookMs : quickLookMs));
    }
  }

  /** @returns after how many ms somebody should look again because of what was found */
  private async lookOnce(): Promise<number | undefined> {
    let reading: Reading;
    try {
      reading = await this.reader.read(this.cities);
      await this.adopt(reading.cities);
    } catch (error) {
      const reason = `could not be taken over, and is tried again: ${error instanceof Error ? error.message : String(error)}`;
      this.refuse([
        ...this.refused.filter(({ file }) => file !== this.dir),
        { file: this.dir, pointer: '', reason },
      ]);
      return againMs;
    }
    this.refuse(reading.problems);
    return reading.lookAgainMs;
  }

  private async adopt(cities: ReadonlyMap<string, City>): Promise<void> {
    const change = changeBetween(this.cities, cities);
    if (change.adopted.length === 0 && change.ended.length === 0) return void (this.cities = cities);
    for (const step of this.before) await step(change);
    this.putInForce(cities);
    for (const listener of this.listeners) listener.changed?.(change);
  }

  private putInForce(cities: ReadonlyMap<string, City>): void {
    this.cities = cities;
    this.registry.replace(tenantsOf(cities));
  }

  private refuse(problems: readonly ConfigurationProblem[]): void {
    const said = (all: readonly ConfigurationProblem[]) =>
      all.map((problem) => sayProblem(problem)).join('\n');
    const isNew = said(problems) !== said(this.refused);
    this.refused = problems;
    if (isNew) for (const listener of this.listeners) listener.refused?.(problems);
  }

  private noticed(): void {
    const now = performance.now();
    this.firstEventAt ??= now;
    this.lookIn(Math.max(0, Math.min(settlingMs, this.firstEventAt + longestSettlingMs - now)));
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.running) this.timer = setTimeout(() => void this.look(), ms).unref();
  }

  /** All folders in which a change matters, those that are in force and away just now included. */
  private async foldersToWatch(): Promise<string[]> {
    const known = new Set([...(await cityFolders(this.dir)), ...this.cities.keys()]);
    return [this.dir, ...(await Promise.all([...known].map(foldersOf))).flat()];
  }
}

/** The things of a city with a former one for its file; undefined where it names what is gone, or another file describes it now. */
function restoredIn<Thing extends { readonly key: string }>(
  { settings }: City,
  things: ReadonlyMap<string, Thing>,
  file: string,
  former: Thing,
  broken: (thing: Thing, tenant: TenantConfiguration) => readonly object[],
): ReadonlyMap<string, Thing> | undefined {
  const isTaken = [...things.values()].some(({ key }) => key === former.key);
  if (isTaken || broken(former, settings).length > 0) return undefined;
  return new Map(things).set(file, former);
}

function tenantsOf(cities: ReadonlyMap<string, City>): Tenant[] {
  const tenants = [...cities.values()].map(tenantOf);
  return tenants.sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** What is new in `after`, and what is not there any more. */
function changeBetween(
  before: ReadonlyMap<string, City>,
  after: ReadonlyMap<string, City>,
): ConfigurationChange {
  const [was, is] = [thingsOf(before), thingsOf(after)];
  return {
    cities: [...after.values()],
    tenants: tenantsOf(after),
    adopted: [...is]
      .filter(([name, { version }]) => was.get(name)?.version !== version)
      .map(([, thing]) => thing),
    ended: [...was].filter(([name]) => !is.has(name)).map(([, { version: _, ...thing }]) => thing),
  };
}

/** Cities and services by a name of their own. */
function thingsOf(cities: ReadonlyMap<string, City>): Map<string, Adopted> {
  const things = [...cities.values()].flatMap(
    ({ settings, settingsFile, settingsVersion, services, templates }): Adopted[] => [
      {
        tenant: settings.key,
        kind: 'tenant',
        key: settings.key,
        version: settingsVersion,
        file: settingsFile,
      },
      ...[...services].map(([file, { key, version }]) => ({
        ...{ tenant: settings.key, kind: 'service' as const },
        ...{ key, version, file },
      })),
      ...[...templates].map(([file, { key, version }]) => ({
        ...{ tenant: settings.key, kind: 'template' as const },
        ...{ key, version, file },
      })),
    ],
  );
  return new Map(things.map((thing) => [`${thing.tenant}/${thing.kind}/${thing.key}`, thing]));
}
