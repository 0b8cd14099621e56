import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

interface Route {
  readonly pattern: RegExp;
  readonly method: string;
}

/** Which methods exist at which address, as the controllers' decorators say. */
@Injectable()
export class RouteMethods {
  private known: readonly Route[] | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** The methods at a path, sorted, for `Allow` (RFC 9110, 15.5.6); none where the address is unknown. */
  at(path: string): readonly string[] {
    const routes = (this.known ??= this.routes());
    const found = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    // A route for every method refuses none.
    if (found.has('ALL')) return [];
    if (found.has('GET')) found.add('HEAD');
    return [...found].sort();
  }

  private routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, () => unknown>;
      const prefixes = pathsOf(metatype);
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method =
          handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
        if (method === undefined) return [];
        return prefixes.flatMap((prefix) =>
          pathsOf(handler).map((path) => ({
            pattern: patternOf(`${prefix}/${path}`),
            method: RequestMethod[method] ?? 'ALL',
          })),
        );
      });
    });
  }
}

function pathsOf(target: object | undefined): string[] {
  const paths = target && (Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined);
  return [paths ?? ''].flat();
}

/** The addresses of a route: `:name` is one segment, `*` and `*name` are the rest. */
function patternOf(route: string): RegExp {
  const segments = route.split('/').filter((segment) => segment !== '');
  const patterns = segments.map((segment) =>
    segment
      .split(/(:\w+|\{?\*\w*\}?)/)
      .map((part) =>
        part.startsWith(':')
          ? '[^/]+'
          : /^\{?\*/.test(part)
            ? '.*'
            : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join(''),
  );
  return new RegExp(`^/${patterns.join('/')}$`);
}
