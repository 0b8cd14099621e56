import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { preloadModule } from 'react-dom';
import { renderToPipeableStream } from 'react-dom/server';
import { createContext, ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router';
import { Nonce } from './nonce';
import { visiting, type Visit } from './visit';

/** How long a page may take to render, in milliseconds. */
export const renderTimeout = 10_000;

/** What a page needs before it is drawn, here and in the browser. */
export interface Needs {
  /** Settled once it is there. */
  readonly ready: Promise<unknown>;
  /** The sources of the scripts that bring it in the browser, below the service. */
  readonly sources: readonly string[];
}

/** Where the pages find the addresses of scripts, by their source. */
export const scriptsOf = createContext<Readonly<Record<string, string>>>({});

/** Has the browser load scripts at once: it would learn of them only when the first one runs. */
function Preloaded({ addresses }: { readonly addresses: readonly string[] }) {
  for (const address of addresses) preloadModule(address, { as: 'script' });
  return null;
}

/**
 * A page is sent when all of it is there: it can be read without script, and by search engines (R25, R24).
 * @param needsOf what the page's parts need before they are drawn: their words
 */
export async function renderPage(
  needsOf: (visit: Visit) => Needs,
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const visit = context.get(visiting);
  const { ready, sources } = needsOf(visit);
  await ready;
  const scripts = context.get(scriptsOf);
  const addresses = sources.flatMap((source) => scripts[source] ?? []);
  return new Promise((resolve, reject) => {
    let code = status;
    // What is rendered is held by its timer, too: it goes with the page, or a busy server would keep those of the last seconds.
    const tooLong = setTimeout(() => abort(), renderTimeout + 1_000).unref();
    const { pipe, abort } = renderToPipeableStream(
      <Nonce value={visit.nonce}>
        <Preloaded addresses={addresses} />
        <ServerRouter context={entry} url={request.url} nonce={visit.nonce} />
      </Nonce>,
      {
        nonce: visit.nonce,
        onAllReady() {
          clearTimeout(tooLong);
          headers.set('Content-Type', 'text/html; charset=utf-8');
          const page = new PassThrough();
          // In one piece: each one that React writes would cost as much again on its way through the streams of both.
          resolve(text(page).then((html) => new Response(html, { headers, status: code })));
          pipe(page);
        },
        onShellError(error) {
          clearTimeout(tooLong);
          reject(error as Error);
        },
        onError(error) {
          code = 500;
          console.error(error);
        },
      },
    );
  });
}
