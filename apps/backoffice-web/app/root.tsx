import type { ReactNode } from 'react';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
} from 'react-router';
import {
  CityStyle,
  found,
  keepQuiet,
  languageOfPath,
  noteLoads,
  problemIn,
  useLanguage,
  useNonce,
} from '#pages';
import { cityOf } from './city.server';
import { useFrame, worksOnCases, type Frame } from './frame';
import { meOf } from './me.server';
import { ErrorPage } from './parts/error-page';
import { Top } from './parts/top';
import stylesheet from './styles.css?url';
import { visitOf, type Visit } from './visit.server';
import { loadWords } from './words';
import type { Route } from './+types/root';

export async function loader({ context }: Route.LoaderArgs): Promise<Frame> {
  const visit = visitOf(context);
  const [city, me] = await Promise.all([cityOf(visit), signedIn(visit)]);
  return { city, me, unread: await unreadOf(visit, me), theme: visit.theme };
}

async function unreadOf({ api }: Visit, me: Frame['me']): Promise<number | undefined> {
  if (me === undefined || !worksOnCases(me)) return undefined;
  return (await api.GET('/api/alerts/unread', {})).data?.unread;
}

/** Nobody, where there is no session or where it has ended. */
async function signedIn(visit: Visit): Promise<Frame['me']> {
  if (!visit.mayBeSignedIn) return undefined;
  const me = await meOf(visit);
  return me.response.status === 401 ? undefined : found(me);
}

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [
  keepQuiet,
  noteLoads,
  // Whoever goes on in the other language waits for its words as for its data: a page is never drawn without.
  async ({ request }, next) => {
    await loadWords(languageOfPath(new URL(request.url).pathname), 'all');
    return next();
  },
];

/** What stands on every page is loaded anew after an act, and where a page asks for it. */
export function shouldRevalidate({
  formMethod,
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  // With it the page would be loaded, which leads away to the sign-in: what was sent waits here.
  if (actionStatus === 401) return false;
  return formMethod !== undefined && formMethod !== 'GET' ? true : defaultShouldRevalidate;
}

export function Layout({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const nonce = useNonce();
  const frame = useFrame();
  return (
    <html lang={language} data-kern-theme={frame?.theme ?? 'light'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={stylesheet} />
        <CityStyle city={frame?.city} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body className="b">
        <Top />
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Backoffice() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage problem={problemIn(error)} />;
}
