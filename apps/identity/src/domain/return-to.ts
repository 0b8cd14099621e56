/** A place that no real address has: where a relative path stays, and everything else leaves. */
const here = 'http://portal.invalid';

/** The one address of the interface that people see: the question whether data may go to another portal (R16 W13). */
const question = /^\/api\/hand-over\/consent\/[\w-]+$/;

/**
 * Where a person goes after signing in: a path on the same site, never another site (open redirect) and never an
 * interface for programs. Anything else leads to the start page.
 */
export function pathOnThisSite(returnTo: string | undefined): string {
  if (returnTo === undefined || !returnTo.startsWith('/') || !URL.canParse(returnTo, here)) return '/';
  const { origin, pathname, search, hash } = new URL(returnTo, here);
  // `//evil.example`, `/\evil.example` and `/<tab>/evil.example` are other sites to a browser; so is `/.//evil.example`.
  if (origin !== here || pathname.startsWith('//')) return '/';
  if (/^\/api(\/|$)/i.test(pathname) && !question.test(pathname)) return '/';
  return pathname + search + hash;
}
