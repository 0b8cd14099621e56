import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readTemplateFile } from './check-template';
import { readServiceFile, readTenantFile } from './check-tenant';
import { tenantFileOf, type City, type CityDraft } from './city';
import { andStays, checked, CityFiles, orphaned, stays, type Found, type Outcome } from './city-files';
import { settleClaims } from './claims';
import { wholeFile, type ConfigurationProblem } from './configuration-error';
import { ConfigurationFile } from './configuration-file';
import { contentHash } from './content-hash';
import { listCities, servicesFolder, type ListedCity, type ListedFile } from './listing';
import { brokenReferences, brokenTemplateReferences } from './references';
import type { TextTemplate } from './text-template';
import type { Service, TenantConfiguration } from './types';

/** What a look at the folder led to. */
export interface Reading {
  /** The cities as they are to be from now on, by folder. */
  readonly cities: ReadonlyMap<string, City>;
  /** What is refused, and why; where a former version stays, the reason says so. */
  readonly problems: readonly ConfigurationProblem[];
  /** Something is missing that may come back: look again after so many milliseconds. */
  readonly lookAgainMs?: number;
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
  private readonly services = new CityFiles<Service>({
    name: 'service',
    read: readServiceFile,
    broken: brokenReferences,
  });
  private readonly templates = new CityFiles<TextTemplate>({
    name: 'template',
    read: readTemplateFile,
    broken: brokenTemplateReferences,
  });
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

  /** The city with its services and templates; undefined when nothing of it can be used. */
  private async complete(draft: CityDraft): Promise<City | undefined> {
    const { listed, former, settings, problems } = draft;
    let inForce = settings;
    let { services, templates } = await this.filesOf(listed, inForce, former);
    const orphans = [...services.orphans, ...templates.orphans];
    if (orphans.length > 0 && former !== undefined && settings !== former.settings) {
      // It takes away what its files still name: the city changes as a whole, or not at all.
      problems.push(...orphans.map((orphan) => orphaned(listed, orphan)));
      inForce = former.settings;
      ({ services, templates } = await this.filesOf(listed, inForce, former));
    }
    problems.push(...services.problems, ...templates.problems);
    if (inForce === undefined) return undefined;
    // A file that is wrong is one mistake, also where others name its service.
    if (services.problems.length === 0)
      problems.push(
        ...unknownServices(tenantFileOf(listed), 'mostWanted', inForce.mostWanted, services.found),
        ...[...templates.found].flatMap(([path, template]) =>
          unknownServices(path, 'services', template.services, services.found),
        ),
      );
    const settingsVersion = inForce === former?.settings ? former.settingsVersion : contentHash(inForce);
    const settingsFile = tenantFileOf(listed);
    return {
      folder: listed.folder,
      settings: inForce,
      settingsFile,
      settingsVersion,
      services: services.found,
      templates: templates.found,
    };
  }

  private async filesOf(
    { folder, serviceFiles, templateFiles }: ListedCity,
    settings: TenantConfiguration | undefined,
    former: City | undefined,
  ): Promise<{ readonly services: Found<Service>; readonly templates: Found<TextTemplate> }> {
    const services = await this.services.look({
      files: serviceFiles ?? [],
      settings,
      before: former?.services ?? new Map<string, Service>(),
      isGone: (path) => serviceFiles !== undefined && this.isGone(path, fileGraceMs),
    });
    const templates = await this.templates.look({
      files: templateFiles,
      settings,
      before: former?.templates ?? new Map<string, TextTemplate>(),
      isGone: (path) => this.isGone(path, fileGraceMs),
    });
    if (serviceFiles !== undefined) return { services, templates };
    const reason = `the folder is missing or cannot be read${former === undefined ? '' : `; ${stays}`}`;
    const problems = [...services.problems, wholeFile(servicesFolder(folder), reason)];
    return { services: { ...services, problems }, templates };
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
      [...cities.values()].flatMap(({ folder, services, templates }) => [
        folder,
        ...services.keys(),
        ...templates.keys(),
      ]),
    );
    for (const path of this.missedSince.keys()) if (!inForce.has(path)) this.missedSince.delete(path);
    return this.missedSince.size > 0 ? fileGraceMs / 4 : undefined;
  }

  private forgetOthers(present: ReadonlySet<string>): void {
    for (const path of this.settings.keys()) if (!present.has(path)) this.settings.delete(path);
    this.services.forgetOthers(present);
    this.templates.forgetOthers(present);
  }
}

/** What names services that the city does not have: these are left out there. */
function unknownServices(
  file: string,
  field: string,
  keys: readonly string[] = [],
  services: ReadonlyMap<string, Service>,
): ConfigurationProblem[] {
  const known = new Set([...services.values()].map(({ key }) => key));
  return keys
    .filter((key) => !known.has(key))
    .map((key) => wholeFile(file, `${field} names "${key}", which is no service of this city`));
}

function pathsOf({ folder, tenantFile, serviceFiles = [], templateFiles }: ListedCity): string[] {
  const files = [...(tenantFile ? [tenantFile] : []), ...serviceFiles, ...templateFiles];
  return [folder, ...files.map(({ path }) => path)];
}

/** Equal settings are the same object, so that whoever was checked against them need not be checked again. */
function sameIfEqual(
  settings: TenantConfiguration,
  former: TenantConfiguration | undefined,
): TenantConfiguration {
  return former !== undefined && contentHash(settings) === contentHash(former) ? former : settings;
}
