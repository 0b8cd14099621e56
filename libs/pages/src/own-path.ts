/** The one address of the interface that people see: the question whether data may go to another portal (R16 W13). */
const question = /^\/api\/hand-over\/consent\/[\w-]+$/;

/**
 * The own page that an address names in a parameter, to go on there: never another site, never an interface of programs.
 * @returns undefined where it names none
 */
export function ownPath(request: Request, name = 'zurueck'): string | undefined {
  const here = new URL(request.url);
  const wanted = here.searchParams.get(name);
  // What browsers take for another site (`//`, `/\`) is one after parsing, too.
  if (wanted === null || !wanted.startsWith('/') || !URL.canParse(wanted, here)) return undefined;
  const { origin, pathname, search, hash } = new URL(wanted, here);
  const isPage = question.test(pathname) || !/^\/api(\/|$)/i.test(pathname);
  return origin === here.origin && !pathname.startsWith('//') && isPage
    ? pathname + search + hash
    : undefined;
}

/** An address with parameters; those without a value are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (given.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(given).toString()}`;
}
