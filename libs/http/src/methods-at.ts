import { METHODS } from 'node:http';
import type { Request } from 'express';

/** Express' list of routes, as far as it is looked at here. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods that exist at a request's address, for `Allow` (RFC 9110, 15.5.6); none where the address is unknown. */
export function methodsAt(request: Request): readonly string[] {
  const { stack } = request.app.router as unknown as { readonly stack: readonly Layer[] };
  const methods = new Set<string>();
  for (const layer of stack) {
    const own = Object.keys(layer.route?.methods ?? {});
    // Nest's middleware stands in the list as a route that has every method.
    if (own.length === 0 || own.length >= METHODS.length || !layer.match(request.path)) continue;
    for (const method of own) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
