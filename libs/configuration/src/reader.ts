import { join, relative } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { contentHash } from './content-hash';
import { readServiceFile, readTenantFile } from './check-tenant';
import { tenantFileOf, type City, type CityDraft } from './city';
import { settleClaims } from './claims';
import { wholeFile, type ConfigurationProblem } from './configuration-error';
import { ConfigurationFile } from './configuration-file';
import {
  isReadable,
  listCities,
  readableExtensions,
  servicesFolder,
  type ListedCity,
  type ListedFile,
} from './listing';
import { brokenReferences } from './references';
import type { Service, ServiceConfiguration, TenantConfiguration } from './types';

/** What a look at the folder led to. */
export interface Reading {
  /** The cities as they are to be from now on, by folder. */
  readonly cities: ReadonlyMap<string, City>;
  /** What is refused, and why; where a former version stays, the reason says so. */
  readonly problems: readonly ConfigurationProblem[];
  /** Something is missing that may come back: look again after so many milliseconds. */
  readonly lookAgainMs?: number;
}

/** What one file says, for as long as it is the same file. */
interface Outcome<Content> {
  readonly fingerprint: string;
  /** What it was checked against. */
  readonly against?: TenantConfiguration | undefined;
  readonly content?: Content;
  readonly problems: readonly ConfigurationProblem[];
}

/** A file that is gone counts as gone after so long, in ms: some editors take a file away before they put the new one there. */
const fileGraceMs = 2_000;
/** The same of the folder of a city, which is taken away more rarely, and with more behind it. */
const folderGraceMs = 15_000;

/**
 * Reads the files of all cities. What is wrong stops nothing but itself: of a file that cannot be used the former version stays.
 * It remembers what it has read, so that a look costs what has changed.
 */
export class ConfigurationReader {
  private readonly settings = new Map<string, Outcome<TenantConfiguration>>();
  private readonly services = new Map<string, Outcome<Service>>();
  /** When something that is in force was first missed. */
  private readonly missedSince = new Map<string, number>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(
    readonly dir: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param former what is in force; nothing at the start, and for whoever only wants to know the problems */
  async read(former: ReadonlyMap<string, City> = new Map()): Promise<Reading> {
    const listed = await listCities(this.dir);
    if (listed.length === 0) return this.withoutFolder(former);
    const present = new Set(listed.flatMap(pathsOf));
    for (const path of this.missedSince.keys()) if (present.has(path)) this.missedSince.delete(path);
    this.forgetOthers(present);

    const cities = new Map<string, City>();
    const problems: ConfigurationProblem[] = [];
    const drafts: CityDraft[] = [];
    for (const city of listed) drafts.push(await this.draftOf(city, former.get(city.folder)));
    settleClaims(drafts);
    for (const draft of drafts) {
      const city = await this.complete(draft);
      problems.push(...draft.problems);
      if (city !== undefined) cities.set(city.folder, city);
    }
    for (const [folder, city] of former) {
      if (present.has(folder) || this.isGone(folder, folderGraceMs)) continue;
      cities.set(folder, city);
      problems.push(
        wholeFile(
          folder,
          'the folder of this city is not there; if it stays away, the city counts as removed',
        ),
      );
    }
    const lookAgainMs = this.lookAgainMs(cities);
    return { cities, problems, ...(lookAgainMs !== undefined && { lookAgainMs }) };
  }

  /** A folder without any city is an accident (a disk that is not mounted): nobody takes all cities away at once. */
  private withoutFolder(cities: ReadonlyMap<string, City>): Reading {
    const reason = 'no city is configured here; TENANTS_DIR must name a folder with one folder per city';
    const stays = cities.size > 0 ? '. What was in force stays' : '';
    return { cities, problems: [wholeFile(this.dir, reason + stays)] };
  }

  private async draftOf(listed: ListedCity, former: City | undefined): Promise<CityDraft> {
    const { folder, tenantFile } = listed;
    if (tenantFile === undefined) {
      const reason =
        former === undefined
          ? 'is missing or cannot be read: every city has one'
          : `is missing or cannot be read; ${stays}`;
      return {
        listed,
        former,
        settings: former?.settings,
        problems: [wholeFile(join(folder, 'tenant.yaml'), reason)],
      };
    }
    const { content, problems } = await this.settingsIn(tenantFile, former);
    const keeps = content === undefined && former !== undefined;
    return {
      ...{ listed, former, settings: content ?? former?.settings },
      problems: keeps ? problems.map(andStays) : [...problems],
    };
  }

  private async settingsIn(
    listed: ListedFile,
    former: City | undefined,
  ): Promise<Outcome<TenantConfiguration>> {
    const known = this.settings.get(listed.path);
    if (known?.fingerprint === listed.fingerprint) return known;
    await nextTurn();
    const file = new ConfigurationFile(listed.path);
    const content = checked(file, () => readTenantFile(file));
    if (content !== undefined && former !== undefined && content.key !== former.settings.key)
      file.report(
        ['key'],
        `was "${former.settings.key}" until now, which stands in every row of the databases`,
      );
    const outcome = {
      fingerprint: listed.fingerprint,
      ...(file.problems.length === 0 &&
        content !== undefined && { content: sameIfEqual(content, former?.settings) }),
      problems: file.problems,
    };
    this.settings.set(listed.path, outcome);
    return outcome;
  }

  private async serviceIn(
    listed: ListedFile,
    against: TenantConfiguration | undefined,
  ): Promise<Outcome<Service>> {
    const known = this.services.get(listed.path);
    if (known?.fingerprint === listed.fingerprint && known.against === against) return known;
    if (!isReadable(listed.path)) return noServiceFile(listed);
    // Between two files others get their turn.
    await nextTurn();
    const file = new ConfigurationFile(listed.path);
    const content = checked(file, () => versioned(readServiceFile(file, against)));
    const outcome = {
      ...{ fingerprint: listed.fingerprint, against },
      ...(content !== undefined && { content }),
      problems: file.problems,
    };
    this.services.set(listed.path, outcome);
    return outcome;
  }

  /** The city with its services; undefined when nothing of it can be used. */
  private async complete(draft: CityDraft): Promise<City | undefined> {
    const { listed, former, settings, problems } = draft;
    let services = await this.servicesOf(listed, settings, former);
    let inForce = settings;
    if (services.orphans.size > 0 && former !== undefined && settings !== former.settings) {
      // It takes away what its services still name: the city changes as a whole, or not at all.
      for (const [path, reason] of services.orphans)
        problems.push(
          wholeFile(tenantFileOf(listed), `${reason} (${relative(listed.folder, path)} names it); ${stays}`),
        );
      inForce = former.settings;
      services = await this.servicesOf(listed, inForce, former);
    }
    problems.push(...services.problems);
    if (inForce === undefined) return undefined;
    // A file that is wrong is one mistake, also where the start page would show its service.
    if (services.problems.length === 0)
      for (const key of unknownWanted(inForce, services.found))
        problems.push(
          wholeFile(tenantFileOf(listed), `mostWanted names "${key}", which is no service of this city`),
        );
    const settingsVersion = inForce === former?.settings ? former.settingsVersion : contentHash(inForce);
    const settingsFile = tenantFileOf(listed);
    return {
      folder: listed.folder,
      settings: inForce,
      settingsFile,
      settingsVersion,
      services: services.found,
    };
  }

  private async servicesOf(
    { folder, serviceFiles }: ListedCity,
    settings: TenantConfiguration | undefined,
    former: City | undefined,
  ) {
    const before = former?.services ?? new Map<string, Service>();
    const problems: ConfigurationProblem[] = [];
    /** Former versions that would have to stay and cannot under these settings: path → why not. */
    const orphans = new Map<string, string>();
    const candidates = new Map<string, Service>();
    const stay = (path: string, service: Service): void => {
      const [broken] = settings === undefined ? [] : brokenReferences(service, settings);
      if (broken === undefined) candidates.set(path, service);
      else orphans.set(path, broken.reason);
    };
    for (const listed of serviceFiles ?? []) {
      const { content, problems: own } = await this.serviceIn(listed, settings);
      const kept = before.get(listed.path);
      problems.push(...(kept === undefined || content !== undefined ? own : own.map(andStays)));
      if (content !== undefined)
        candidates.set(listed.path, kept?.version === content.version ? kept : content);
      else if (kept !== undefined) stay(listed.path, kept);
    }
    if (serviceFiles === undefined)
      problems.push(
        wholeFile(
          servicesFolder(folder),
          `the folder is missing or cannot be read${former === undefined ? '' : `; ${stays}`}`,
        ),
      );
    const listedPaths = new Set(serviceFiles?.map(({ path }) => path));
    for (const [path, service] of before) {
      if (listedPaths.has(path)) continue;
      const moved = [...candidates.values()].some(({ key }) => key === service.key);
      if (!moved && (serviceFiles === undefined || !this.isGone(path, fileGraceMs))) stay(path, service);
    }
    return { found: withoutRepeated(candidates, before, problems), problems, orphans };
  }

  /** Whether what is in force and was not found has been away for so long that it counts as gone. */
  private isGone(path: string, graceMs: number): boolean {
    const since = this.missedSince.get(path) ?? this.now();
    this.missedSince.set(path, since);
    return this.now() - since >= graceMs;
  }

  /** What is waited for is whatever was missed and is still in force. */
  private lookAgainMs(cities: ReadonlyMap<string, City>): number | undefined {
    const inForce = new Set(
      [...cities.values()].flatMap(({ folder, services }) => [folder, ...services.keys()]),
    );
    for (const path of this.missedSince.keys()) if (!inForce.has(path)) this.missedSince.delete(path);
    return this.missedSince.size > 0 ? fileGraceMs / 4 : undefined;
  }

  private forgetOthers(present: ReadonlySet<string>): void {
    for (const known of [this.settings, this.services])
      for (const path of known.keys()) if (!present.has(path)) known.delete(path);
  }
}

const stays = 'what was in force stays';

/** What the start page would show and cannot: it is left out there. */
function unknownWanted({ mostWanted = [] }: TenantConfiguration, services: ReadonlyMap<string, Service>) {
  const keys = new Set([...services.values()].map(({ key }) => key));
  return mostWanted.filter((key) => !keys.has(key));
}

/** What the check finds; a file that breaks the check itself (nested without end) is as wrong as any other. */
function checked<Content>(file: ConfigurationFile, check: () => Content | undefined): Content | undefined {
  try {
    return check();
  } catch (error) {
    file.reportWhole(`cannot be checked: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function versioned(configuration: ServiceConfiguration | undefined): Service | undefined {
  return configuration && { ...configuration, version: contentHash(configuration) };
}

function noServiceFile({ path, fingerprint }: ListedFile): Outcome<Service> {
  const reason = `is no service file; its name must end in ${readableExtensions}`;
  return { fingerprint, problems: [wholeFile(path, reason)] };
}

function andStays(problem: ConfigurationProblem): ConfigurationProblem {
  return { ...problem, reason: `${problem.reason}. The former version stays` };
}

function pathsOf({ folder, tenantFile, serviceFiles = [] }: ListedCity): string[] {
  return [folder, ...(tenantFile ? [tenantFile.path] : []), ...serviceFiles.map(({ path }) => path)];
}

/** Equal settings are the same object, so that whoever was checked against them need not be checked again. */
function sameIfEqual(
  settings: TenantConfiguration,
  former: TenantConfiguration | undefined,
): TenantConfiguration {
  return former !== undefined && contentHash(settings) === contentHash(former) ? former : settings;
}

/** Keys are unique within a city; of two files that describe one service the one that did before is right. */
function withoutRepeated(
  candidates: ReadonlyMap<string, Service>,
  before: ReadonlyMap<string, Service>,
  problems: ConfigurationProblem[],
): ReadonlyMap<string, Service> {
  const isAsBefore = ([path, { key }]: [string, Service]) => before.get(path)?.key === key;
  const ordered = [...candidates].sort((left, right) => Number(isAsBefore(right)) - Number(isAsBefore(left)));
  const owners = new Map<string, string>();
  const found = new Map<string, Service>();
  for (const [path, service] of ordered) {
    const owner = owners.get(service.key);
    if (owner === undefined) {
      owners.set(service.key, path);
      found.set(path, service);
    } else problems.push(wholeFile(path, `${owner} already describes "${service.key}"; keys are unique`));
  }
  return found;
}
