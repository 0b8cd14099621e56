import type { Site } from '#configuration';
import { isDeepStrictEqual } from 'node:util';
import type { PartName } from '../parts';
import { publicPath } from '../routes';
import { csrfHeader, sessionCookie } from '../sessions';
import { anyProblem } from './any-problem';
import {
  httpMethods,
  referencesIn,
  withReferences,
  type Components,
  type OpenApiDocument,
  type Operation,
  type PathItem,
} from './document';

export interface PartDocument {
  readonly part: PartName;
  readonly document: OpenApiDocument;
}

/** What a merged document is called, and where it holds. */
export interface SiteInfo {
  readonly site: Site;
  readonly title: string;
  readonly description: string;
  /** Types of the problems with which the gateway itself answers. */
  readonly problems?: readonly string[];
}

/**
 * One document for one site: every operation of the parts that has a public address there, under that address; their
 * components, as far as they are used, without clashes; and the security as it is outside, session and CSRF token
 * instead of service tokens.
 */
export function mergeDocuments(
  documents: readonly PartDocument[],
  { site, title, description, problems = [] }: SiteInfo,
): OpenApiDocument {
  const components = new ComponentPool();
  const operationIds = new Set<string>();
  const paths: Record<string, PathItem> = {};
  const problem = anyProblem(
    documents.map(({ document }) => document.components?.['schemas']?.['Problem']),
    problems,
  );
  for (const { part, document } of documents) {
    const { schemas = {}, ...others } = document.components ?? {};
    const rename = components.add(part, {
      ...others,
      schemas: { ...schemas, ...('Problem' in schemas && { Problem: problem }) },
    });
    for (const [path, item] of Object.entries(document.paths)) {
      const outside = publicPath(site, part, path);
      if (outside === undefined) continue;
      const renamed = withReferences(item, rename) as PathItem;
      paths[outside] = { ...paths[outside], ...operationsOf(renamed, path, part, operationIds) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description },
    servers: [{ url: '/' }],
    security: [],
    tags: [...new Set(tagsOf(paths))].sort().map((name) => ({ name })),
    paths: sorted(paths),
    components: { ...components.usedBy(paths), securitySchemes },
  };
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
    description: 'Set by signing in. Without it a request is that of a stranger.',
  },
  csrfToken: {
    type: 'apiKey',
    in: 'header',
    name: csrfHeader.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()).replace('Csrf', 'CSRF'),
    description: 'For every change with a session: the value `csrfToken` of `GET /api/me`.',
  },
};

/** Operations of a path item with unique ids and the security of the outside. */
function operationsOf(item: PathItem, path: string, part: PartName, taken: Set<string>): PathItem {
  return Object.fromEntries(
    Object.entries(item).map(([method, value]) => {
      if (!httpMethods.some((known) => known === method)) return [method, value];
      const operation = value as Operation;
      const operationId = uniqueId(idOf(operation, method, part, path), part, taken);
      return [method, { tags: [part], ...operation, operationId, security: securityOf(method, operation) }];
    }),
  );
}

/** Open to strangers inside (no security needed) is open to strangers outside; everything else needs a session. */
function securityOf(method: string, { security }: Operation): object[] {
  const open = security?.length === 0;
  const signedIn = method === 'get' || method === 'head' ? { session: [] } : { session: [], csrfToken: [] };
  return open ? [{}, signedIn] : [signedIn];
}

/** What an operation is called; what every part has, its operations, carries the part's name. */
function idOf({ operationId }: Operation, method: string, part: PartName, path: string): string {
  if (operationId === undefined) return `${part}_${method}`;
  const plain = operationId.replace(/\[\d+\]$/, '');
  return path.startsWith('/operations/') ? `${part}_${plain}` : plain;
}

function uniqueId(wanted: string, part: PartName, taken: Set<string>): string {
  const candidates = [wanted, `${part}_${wanted}`];
  for (let number = 2; ; number += 1) {
    const candidate = candidates.shift() ?? `${part}_${wanted}_${number}`;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
}

function tagsOf(paths: Readonly<Record<string, PathItem>>): string[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((operation) => (operation as Operation).tags ?? []),
  );
}

/** Components of all parts under names of their own: equal ones are shared, different ones of the same name kept apart. */
class ComponentPool {
  private readonly pool: Record<string, Record<string, unknown>> = {};

  /** Takes a part's components in and returns how its references are called now. */
  add(part: PartName, components: Components): (reference: string) => string {
    const own = Object.entries(components)
      .filter(([kind]) => kind !== 'securitySchemes')
      .flatMap(([kind, byName]) =>
        Object.entries(byName).map(([name, component]) => ({ kind, name, component })),
      );
    const renamed = new Map<string, string>();
    const rename = (reference: string): string => renamed.get(reference) ?? reference;
    // A component that refers to a renamed one differs from its namesake too, although it reads the same.
    for (let before = -1; before < renamed.size;) {
      before = renamed.size;
      for (const { kind, name, component } of own) {
        const there = this.pool[kind]?.[name];
        if (there === undefined || isDeepStrictEqual(there, withReferences(component, rename))) continue;
        renamed.set(`#/components/${kind}/${name}`, `#/components/${kind}/${capitalised(part)}${name}`);
      }
    }
    for (const { kind, name, component } of own) {
      const newName = rename(`#/components/${kind}/${name}`).split('/')[3] ?? name;
      (this.pool[kind] ??= {})[newName] = withReferences(component, rename);
    }
    return rename;
  }

  /** The components that are reached from these paths. */
  usedBy(paths: Readonly<Record<string, PathItem>>): Components {
    const used: Record<string, Record<string, unknown>> = {};
    const waiting = referencesIn(paths);
    for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
      const [, , kind = '', name = ''] = reference.split('/');
      const component = this.pool[kind]?.[name];
      if (component === undefined || used[kind]?.[name] !== undefined) continue;
      (used[kind] ??= {})[name] = component;
      waiting.push(...referencesIn(component));
    }
    return Object.fromEntries(Object.entries(used).map(([kind, byName]) => [kind, sorted(byName)]));
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sorted<T>(byName: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(byName).sort(([a], [b]) => (a < b ? -1 : 1)));
}
