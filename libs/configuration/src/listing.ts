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
}

/** The names that are read, and how an editor names what it has not finished. */
const readable = ['.yaml', '.yml', '.json'];
const unfinished = /^[.#]|~$/;

/** Whether a file of the folder `services` may be a service's. */
export function isReadable(path: string): boolean {
  return readable.includes(extname(path));
}

export const readableExtensions = readable.join(', ');

/** What lies in a folder of cities, sorted. Empty when the folder is not there. */
export async function listCities(dir: string): Promise<ListedCity[]> {
  return Promise.all((await cityFolders(dir)).map(listCity));
}

/** The folders of the cities, sorted. */
export async function cityFolders(dir: string): Promise<string[]> {
  const entries = (await entriesOf(dir)) ?? [];
  const isFolder = await Promise.all(
    entries.map(async (entry) => (await found(entry))?.isDirectory() === true),
  );
  return entries.filter((_, index) => isFolder[index]);
}

async function listCity(folder: string): Promise<ListedCity> {
  const entries = (await entriesOf(folder)) ?? [];
  const path = entries.find((entry) =>
    readable.some((extension) => basename(entry) === `tenant${extension}`),
  );
  const [tenantFile] = path === undefined ? [] : await listFiles([path]);
  const services = await entriesOf(servicesFolder(folder));
  const serviceFiles = services === undefined ? undefined : await listFiles(services);
  return { folder, ...(tenantFile && { tenantFile }), ...(serviceFiles && { serviceFiles }) };
}

/** Where the service files of a city lie. */
export function servicesFolder(city: string): string {
  return join(city, 'services');
}

async function listFiles(paths: readonly string[]): Promise<ListedFile[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const state = await found(path);
      return state && { path, fingerprint: `${state.mtimeNs} ${state.size} ${state.ino}` };
    }),
  );
  return files.filter((file) => file !== undefined);
}

/** What stands at a path; undefined where nothing does. */
async function found(path: string) {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Paths in a folder, sorted; undefined where there is no such folder. */
async function entriesOf(folder: string): Promise<string[] | undefined> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => !unfinished.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** It went between two looks, or never was. */
function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
