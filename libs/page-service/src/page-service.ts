import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants } from 'node:zlib';
import { Module } from '@nestjs/common';
import compression from 'compression';
import type { Request, RequestHandler } from 'express';
import sirv from 'sirv';
import {
  HealthModule,
  httpVariables,
  readConfig,
  serviceUrl,
  startService,
  type ExpressService,
  type ServiceOptions,
} from '#http';

/** The environment of a service of pages. */
export const pageVariables = {
  ...httpVariables,
  GATEWAY_URL: serviceUrl({ desc: 'where the pages ask the API' }),
};

/** Pages rendered on the server: a process without state that asks the API in the visitor's name. */
@Module({ imports: [HealthModule.forRoot({ parts: () => ({}) })] })
export class PageServiceModule {}

/** The pages as a handler of Express, and the folder of what belongs to them. */
export interface Pages {
  readonly handler: RequestHandler;
  readonly files: string;
}

/**
 * Loads pages as Vite has built them: scripts, style sheets, fonts, and the server's half in one file.
 * @param built the folder @param gatewayUrl where they ask the API, one address or several separated by commas
 */
export async function loadPages(built: string, gatewayUrl: string): Promise<Pages> {
  const files = join(built, 'client');
  const server = pathToFileURL(join(built, 'server/index.mjs')).href;
  const { createPages } = (await import(server)) as {
    createPages: (options: {
      readonly gatewayUrl: string;
      readonly scripts: Readonly<Record<string, string>>;
    }) => RequestHandler;
  };
  return { handler: createPages({ gatewayUrl, scripts: await scriptsIn(files) }), files };
}

/** The addresses of the scripts of a build, by their source, as Vite has noted them. */
async function scriptsIn(files: string): Promise<Readonly<Record<string, string>>> {
  const noted = await readFile(join(files, '.vite/manifest.json'), 'utf8');
  const chunks = Object.entries(JSON.parse(noted) as Readonly<Record<string, { readonly file: string }>>);
  return Object.fromEntries(chunks.map(([source, { file }]) => [source, `/${file}`]));
}

/** Starts a service of pages. @param service its name @param built the folder of what Vite has built */
export async function startPages(service: string, built: string): Promise<void> {
  // A variable that is not usable ends the start with one sentence that names it.
  const config = readConfig(pageVariables);
  const pages = await loadPages(built, config.GATEWAY_URL);
  await startService(PageServiceModule, {
    ...pageService(service, config, pages),
    INNER_PORT: config.INNER_PORT,
  });
}

/** How pages are served. Only the gateway reaches them: what it says of the browser is believed. */
export function pageService(
  service: string,
  { PORT, HOST, LOG_LEVEL }: Pick<ServiceOptions, 'PORT' | 'HOST' | 'LOG_LEVEL'>,
  pages: Pages,
): ExpressService {
  return {
    service,
    platform: 'express',
    PORT,
    HOST,
    LOG_LEVEL,
    bodyLimitBytes: false,
    openApi: false,
    configure: (app) => {
      app.set('trust proxy', true);
      // Their names change with their content; the build laid them there compressed, too.
      app.use('/assets', kept(join(pages.files, 'assets'), { maxAge: 31_536_000, immutable: true }));
      app.use(kept(pages.files, { maxAge: 3_600 }));
      app.use(compression({ brotli: quick, filter: isOfNobody }), pages.handler);
    },
  };
}

/** Pages are made for each who asks: more work on their size would take longer than the line saves. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/**
 * Whether a page may be compressed: its browser brings nothing of ours but the choice of light or dark. Anybody else's may hold a secret
 * (of a session, of a sign-in that has begun) beside what an address has put there, and how small it gets would tell it (BREACH).
 */
const isOfNobody = ({ headers: { cookie = '' } }: Request): boolean => /^(theme=\w*)?$/.test(cookie.trim());

/** Files that browsers may keep: what nearly every answer of ours says, that nobody may, is not meant for them. */
const kept = (folder: string, { maxAge, immutable = false }: { maxAge: number; immutable?: boolean }) =>
  sirv(folder, {
    ...{ maxAge, immutable, etag: true, brotli: true, gzip: true, extensions: [] },
    setHeaders: (response) => response.removeHeader('Cache-Control'),
  });
