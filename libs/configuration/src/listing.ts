import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/** A file as it was found; whoever finds the same fingerprint again need not open it. */
export interface ListedFile {
  readonly path: string;
  readonly fingerprint: string;
}

/** What lies in the folder of a city. */
export interface ListedCity {
  readonly folder: string;
  /** `tenant.yaml`, where there is one. */
  readonly tenantFile?: ListedFile;
  /** Undefined where there is no folder `services`. */
  readonly serviceFiles?: readonly ListedFile[];
  /** Empty where there is no folder `templates`: a city may do without. */
  readonly templateFiles: readonly ListedFile[];
}

/** The names that are read, and how an editor names what it has not finished. */
const readable = ['.yaml', '.yml', '.json'];
const unfinished = /^[.#]|~$/;

/** Whether a file may be that of a service or a text template. */
export function isReadable(path: string): boolean {
  return readable.includes(extname(path));
}

export const readableExtensions = readable.join(', ');

/** What lies in a folder of cities, sorted. Empty when the folder is not there. */
export async function listCities(dir: string): Promise<ListedCity[]> {
  return Promise.all((await cityFolders(dir)).map(listCity));
}

/** The folders of the cities, sorted; what cannot be looked at just now included. */
export async function cityFolders(dir: string): Promise<string[]> {
  const entries = (await entriesOf(dir)) ?? [];
  const states = await Promise.all(entries.map(stateOf));
  return entries.filter((_, index) => ['folder', 'unknown'].includes(states[index]?.kind ?? 'absent'));
}

async function listCity(folder: string): Promise<ListedCity> {
  const entries = (await entriesOf(folder)) ?? [];
  const path = entries.find((entry) =>
    readable.some((extension) => basename(entry) === `tenant${extension}`),
  );
  const [tenantFile] = path === undefined ? [] : await listFiles([path]);
  const services = await entriesOf(servicesFolder(folder));
  const serviceFiles = services === undefined ? undefined : await listFiles(services);
  const templateFiles = await listFiles((await entriesOf(templatesFolder(folder))) ?? []);
  return {
    ...{ folder, templateFiles },
    ...(tenantFile && { tenantFile }),
    ...(serviceFiles && { serviceFiles }),
  };
}

/** The folders of a city in which a change matters. One that a city may do without is told by that of the city when it comes. */
export async function foldersOf(city: string): Promise<string[]> {
  const templates = templatesFolder(city);
  const hasTemplates = (await stateOf(templates)).kind !== 'absent';
  return [city, servicesFolder(city), ...(hasTemplates ? [templates] : [])];
}

/** Where the service files of a city lie. */
export function servicesFolder(city: string): string {
  return join(city, 'services');
}

/** Where its text templates lie. */
export function templatesFolder(city: string): string {
  return join(city, 'templates');
}

async function listFiles(paths: readonly string[]): Promise<ListedFile[]> {
  const states = await Promise.all(paths.map(async (path) => ({ path, ...(await stateOf(path)) })));
  return states
    .filter(({ kind }) => kind !== 'absent')
    .map(({ path, fingerprint = 'unknown' }) => ({ path, fingerprint }));
}

/** What stands at a path. `unknown`: something does, and cannot be looked at: it is not gone. */
async function stateOf(
  path: string,
): Promise<{ kind: 'file' | 'folder' | 'unknown' | 'absent'; fingerprint?: string }> {
  try {
    const found = await stat(path, { bigint: true });
    const fingerprint = `${found.mtimeNs} ${found.size} ${found.ino}`;
    return { kind: found.isDirectory() ? 'folder' : 'file', fingerprint };
  } catch (error) {
    return { kind: isAbsent(error) ? 'absent' : 'unknown' };
  }
}

/** Paths in a folder, sorted; undefined where there is no such folder, or nobody may look into it. */
async function entriesOf(folder: string): Promise<string[] | undefined> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => !unfinished.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return undefined;
  }
}

/** It went between two looks, or never was. */
function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
