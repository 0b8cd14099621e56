import { relative } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { tenantFileOf } from './city';
import { wholeFile, type ConfigurationProblem } from './configuration-error';
import { ConfigurationFile } from './configuration-file';
import { contentHash } from './content-hash';
import { isReadable, readableExtensions, type ListedCity, type ListedFile } from './listing';
import type { TenantConfiguration } from './types';

/** What one file says, for as long as it is the same file. */
export interface Outcome<Content> {
  readonly fingerprint: string;
  /** What it was checked against. */
  readonly against?: TenantConfiguration | undefined;
  readonly content?: Content;
  readonly problems: readonly ConfigurationProblem[];
}

/** What a file describes: one thing of the city, with the version of what it says. */
interface Thing {
  readonly key: string;
  readonly version: string;
}

/** One kind of files, of which a city has any number in one folder. */
export interface KindOfFile<Content extends Thing> {
  /** In words. */
  readonly name: string;
  /** What a file says; undefined when it has problems, which are reported. */
  read(
    file: ConfigurationFile,
    tenant: TenantConfiguration | undefined,
  ): Omit<Content, 'version'> | undefined;
  /** What it names that the city does not have. */
  broken(content: Content, tenant: TenantConfiguration): readonly { readonly reason: string }[];
}

/** What a look at the files of one kind is made with. */
interface Look<Content> {
  readonly files: readonly ListedFile[];
  readonly settings: TenantConfiguration | undefined;
  /** What is in force, by path. */
  readonly before: ReadonlyMap<string, Content>;
  /** Whether a file that is not there counts as gone already. */
  isGone(path: string): boolean;
}

/** What was found in the files of one kind. */
export interface Found<Content> {
  readonly found: ReadonlyMap<string, Content>;
  readonly problems: readonly ConfigurationProblem[];
  /** Former versions that would have to stay and cannot under these settings: path → why not. */
  readonly orphans: ReadonlyMap<string, string>;
}

/** Reads the files of one kind, of all cities. Of one that cannot be used the former version stays. */
export class CityFiles<Content extends Thing> {
  private readonly outcomes = new Map<string, Outcome<Content>>();

  constructor(private readonly kind: KindOfFile<Content>) {}

  async look({ files, settings, before, isGone }: Look<Content>): Promise<Found<Content>> {
    const problems: ConfigurationProblem[] = [];
    const orphans = new Map<string, string>();
    const candidates = new Map<string, Content>();
    const stay = (path: string, thing: Content): void => {
      const [broken] = settings === undefined ? [] : this.kind.broken(thing, settings);
      if (broken === undefined) candidates.set(path, thing);
      else orphans.set(path, broken.reason);
    };
    for (const listed of files) {
      const { content, problems: own } = await this.outcomeOf(listed, settings);
      const kept = before.get(listed.path);
      problems.push(...(kept === undefined || content !== undefined ? own : own.map(andStays)));
      if (content !== undefined)
        candidates.set(listed.path, kept?.version === content.version ? kept : content);
      else if (kept !== undefined) stay(listed.path, kept);
    }
    const listedPaths = new Set(files.map(({ path }) => path));
    for (const [path, thing] of before) {
      if (listedPaths.has(path)) continue;
      const moved = [...candidates.values()].some(({ key }) => key === thing.key);
      if (!moved && !isGone(path)) stay(path, thing);
    }
    return { found: withoutRepeated(candidates, before, problems), problems, orphans };
  }

  /** Remembers nothing of files that are not there. */
  forgetOthers(present: ReadonlySet<string>): void {
    for (const path of this.outcomes.keys()) if (!present.has(path)) this.outcomes.delete(path);
  }

  private async outcomeOf(
    listed: ListedFile,
    against: TenantConfiguration | undefined,
  ): Promise<Outcome<Content>> {
    const known = this.outcomes.get(listed.path);
    if (known?.fingerprint === listed.fingerprint && known.against === against) return known;
    if (!isReadable(listed.path)) return this.noFile(listed);
    // Between two files others get their turn.
    await nextTurn();
    const file = new ConfigurationFile(listed.path);
    const content = checked(file, () => versioned<Content>(this.kind.read(file, against)));
    const outcome = {
      ...{ fingerprint: listed.fingerprint, against },
      ...(content !== undefined && { content }),
      problems: file.problems,
    };
    this.outcomes.set(listed.path, outcome);
    return outcome;
  }

  private noFile({ path, fingerprint }: ListedFile): Outcome<Content> {
    const reason = `is no ${this.kind.name} file; its name must end in ${readableExtensions}`;
    return { fingerprint, problems: [wholeFile(path, reason)] };
  }
}

export const stays = 'what was in force stays';

export function andStays(problem: ConfigurationProblem): ConfigurationProblem {
  return { ...problem, reason: `${problem.reason}. The former version stays` };
}

/** That a city's settings take away what its files still name. */
export function orphaned(listed: ListedCity, [path, reason]: readonly [string, string]) {
  return wholeFile(tenantFileOf(listed), `${reason} (${relative(listed.folder, path)} names it); ${stays}`);
}

/** What the check finds; a file that breaks the check itself (nested without end) is as wrong as any other. */
export function checked<Content>(
  file: ConfigurationFile,
  check: () => Content | undefined,
): Content | undefined {
  try {
    return check();
  } catch (error) {
    file.reportWhole(`cannot be checked: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function versioned<Content extends Thing>(
  configuration: Omit<Content, 'version'> | undefined,
): Content | undefined {
  return configuration && ({ ...configuration, version: contentHash(configuration) } as unknown as Content);
}

/** Keys are unique within a city; of two files that describe one thing the one that did before is right. */
function withoutRepeated<Content extends Thing>(
  candidates: ReadonlyMap<string, Content>,
  before: ReadonlyMap<string, Content>,
  problems: ConfigurationProblem[],
): ReadonlyMap<string, Content> {
  const isAsBefore = ([path, { key }]: [string, Content]) => before.get(path)?.key === key;
  const ordered = [...candidates].sort((left, right) => Number(isAsBefore(right)) - Number(isAsBefore(left)));
  const owners = new Map<string, string>();
  const found = new Map<string, Content>();
  for (const [path, thing] of ordered) {
    const owner = owners.get(thing.key);
    if (owner === undefined) {
      owners.set(thing.key, path);
      found.set(path, thing);
    } else problems.push(wholeFile(path, `${owner} already describes "${thing.key}"; keys are unique`));
  }
  return found;
}
