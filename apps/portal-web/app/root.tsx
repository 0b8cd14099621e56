import type { ReactNode } from 'react';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
} from 'react-router';
import { cityOf } from './city.server';
import { offered } from './claim.server';
import { useFrame, type Frame, type Signed } from './frame';
import { languageOfPath, useLanguage } from './language';
import { CityStyle, noteLoads, useNonce } from '#pages';
import { ActingBanner } from './parts/acting-banner';
import { ClaimOffer } from './parts/claim-offer';
import { CityNotice } from './parts/city-notice';
import { ErrorPage } from './parts/error-page';
import { Footer } from './parts/footer';
import { Header } from './parts/header';
import { useOnTheWay } from './parts/on-the-way';
import { Pending } from './parts/pending';
import { keepQuiet } from './parts/quietly';
import { SessionWarning } from './parts/session-warning';
import { found, offline, problemIn } from './problem';
import { meOf } from './signed-in.server';
import stylesheet from './styles.css?url';
import { visitOf, type Visit } from './visit.server';
import { loadWords } from './words';
import type { Route } from './+types/root';

export async function loader({ context, request }: Route.LoaderArgs): Promise<Frame> {
  const visit = visitOf(context);
  const [city, signed] = await Promise.all([cityOf(visit), signedIn(visit, request)]);
  return { city, signed, theme: visit.theme, origin: new URL(request.url).origin };
}

/** Nobody, where there is no session or where it has ended. */
async function signedIn(visit: Visit, request: Request): Promise<Signed | undefined> {
  if (!visit.mayBeSignedIn) return undefined;
  const me = await meOf(visit);
  if (me.response.status === 401) return undefined;
  const signed = found(me);
  const [unread, grantors, claimable] = await Promise.all([
    unreadOf(visit, signed),
    grantorsOf(visit, signed),
    offered(visit, request, signed),
  ]);
  return { me: signed, unread, ...grantors, claimable };
}

type Me = Signed['me'];

/** Who has no account has no mailbox either. */
async function unreadOf({ api }: Visit, { guest }: Me): Promise<number | undefined> {
  if (guest === true) return undefined;
  const mailbox = await api.GET('/api/mailbox', { params: { query: { limit: 1 } } });
  return mailbox.data?.unread;
}

/** The names of the person in whose name one acts, and of the one in whose name one did until the mandate ended (law 7). */
async function grantorsOf(
  { api }: Visit,
  { actingFor, endedMandateId }: Me,
): Promise<Pick<Signed, 'actingFor' | 'actedFor'>> {
  if (actingFor === undefined && endedMandateId === undefined)
    return { actingFor: undefined, actedFor: undefined };
  const { data } = await api.GET('/api/me/mandates');
  const nameOf = (mandate: string | undefined) => data?.items.find(({ id }) => id === mandate)?.with?.name;
  return { actingFor: nameOf(actingFor?.mandateId), actedFor: nameOf(endedMandateId) };
}

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [
  keepQuiet,
  noteLoads,
  // Whoever goes on to another page waits for its words as for its data: a page is never drawn without.
  async ({ request }, next) => {
    await loadWords(languageOfPath(new URL(request.url).pathname), 'own');
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
        <link rel="stylesheet" href={stylesheet} />
        <CityStyle city={frame?.city} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <Pending />
        <Header />
        <CityNotice />
        {frame?.signed && <ActingBanner signed={frame.signed} />}
        {frame?.signed && <ClaimOffer signed={frame.signed} />}
        <main id="inhalt" tabIndex={-1}>
          {children}
        </main>
        <Footer />
        {frame?.signed && <SessionWarning session={frame.signed.me.session} />}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Portal() {
  return useOnTheWay() ? <ErrorPage problem={offline} /> : <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage problem={problemIn(error)} />;
}
