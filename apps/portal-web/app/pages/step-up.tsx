import { redirect } from 'react-router';
import { Alert, Crumbs, LinkButton } from '#ui';
import { pathIn, useLanguage, usePaths } from '../language';
import { ownPath, withQuery } from '../own-path';
import { hyphenated } from '../hyphenated';
import { PageTitle } from '../parts/page-title';
import { found } from '../problem';
import { isEnough, type Level, type WayIn } from '../sign-in/choices';
import { LevelsExplained } from '../sign-in/levels-explained';
import { NeedsList } from '../sign-in/needs';
import { accountOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Schema } from '#api-client';
import type { Route } from './+types/step-up';

const levels: Readonly<Record<string, Level>> = { substanziell: 'substantial', hoch: 'high' };

/** The way to a higher level (D17 R14): for a service (`fuer`) or to a level (`niveau`), and back (`zurueck`). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await accountOr(visit, request);
  const query = new URL(request.url).searchParams;
  const service = query.get('fuer') ?? undefined;
  const back = ownPath(request);
  const ways = found(await visit.api.GET('/api/sign-in', { params: { query: { service } } }));
  const wanted = levels[query.get('niveau') ?? ''] ?? ways.service?.levelOfAssurance;
  const { session } = me;
  if (wanted !== undefined && isEnough(session.levelOfAssurance, wanted))
    throw redirect(back ?? pathIn(visit.language, '/antraege'));
  const offered = (session.stepUp ?? []).filter(({ levelOfAssurance }) =>
    isEnough(levelOfAssurance, wanted ?? 'low'),
  );
  return { session, offered, ways, wanted, back };
}

export default function StepUp({ loaderData }: Route.ComponentProps) {
  const { session, offered, ways, wanted, back } = loaderData;
  const words = useWords('session');
  const frame = useWords('frame');
  const signIn = useWords('signIn');
  const language = useLanguage();
  const to = usePaths();
  const { service } = ways;
  // Where nothing is demanded, the highest level is what a person wants who asks for more.
  const [first, ...others] = wanted === undefined ? offered : offered.toReversed();
  const needed = wanted ?? first?.levelOfAssurance ?? 'high';
  const title = words(wanted === undefined ? 'raiseTitle' : 'stepUpTitle');
  const inDraft = back !== undefined && /\/antraege\/[^/]+\//.test(back);
  return (
    <div className="p-container">
      <PageTitle>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          ...(service === undefined
            ? []
            : [{ to: to(`/dienstleistungen/${service.key}`), title: service.title[language] }]),
        ]}
        here={words('raise')}
      />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{title}</h1>
          <p className="p-lead">
            {words(wanted === undefined ? 'raiseLead' : service === undefined ? 'stepUpWhy' : 'stepUpFor', {
              service: hyphenated(service?.title[language] ?? ''),
              needed: nameOf(needed, ways.items)?.[language] ?? needed,
              level: session.levelName,
            })}
          </p>
        </div>
        {first === undefined ? (
          <Alert kind="warning" title={words('noWay')}>
            <p>{words('noWayText')}</p>
          </Alert>
        ) : (
          <>
            {inDraft && (
              <Alert kind="info" title={words('draftKept')}>
                <p>{words('draftKeptText')}</p>
              </Alert>
            )}
            <Ready way={first} ways={ways.items} />
            <div className="p-actions">
              <LinkButton
                reloadDocument
                to={withQuery(first.start, { returnTo: back, service: service?.key })}
              >
                {first.levelOfAssurance === 'high'
                  ? words('go')
                  : words('goWith', { means: meansOf(first, ways.items)?.name[language] ?? '' })}
              </LinkButton>
              <LinkButton weight="tertiary" to={back ?? to('/')}>
                {words(inDraft ? 'backToDraft' : 'back')}
              </LinkButton>
            </div>
            {others.length > 0 && (
              <section aria-labelledby="andere" className="p-stack">
                <h2 className="kern-heading-medium" id="andere">
                  {words('otherWays')}
                </h2>
                <ul className="p-plain p-stack p-gap-s">
                  {others.map((way) => (
                    <li key={way.start}>
                      <a
                        className="p-tap p-link"
                        href={withQuery(way.start, { returnTo: back, service: service?.key })}
                      >
                        {signIn('methodWith', {
                          method:
                            ways.items.find(({ method }) => method === way.method)?.name[language] ?? '',
                          means: meansOf(way, ways.items)?.name[language] ?? '',
                        })}
                      </a>
                      <span className="p-time">{words('level', { level: way.levelName })}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
        <LevelsExplained ways={ways.items} present={session.levelOfAssurance} needed={wanted} />
        {service !== undefined && (
          <section aria-labelledby="ohne" className="p-prose">
            <h2 className="kern-heading-medium" id="ohne">
              {words('without')}
            </h2>
            <p>{words('withoutText')}</p>
            <p>
              <LinkButton weight="tertiary" to={to(`/dienstleistungen/${service.key}`)}>
                {words('toService', { service: hyphenated(service.title[language]) })}
              </LinkButton>
            </p>
          </section>
        )}
      </div>
    </div>
  );
}

type StepUpWay = Schema<'StepUpWayDto'>;

/** The usual means of a way to a higher level. */
const meansOf = ({ method, means: [first] }: StepUpWay, ways: readonly WayIn[]) =>
  ways.find((way) => way.method === method)?.means.find(({ means }) => means === first);

const nameOf = (level: Level, ways: readonly WayIn[]) =>
  ways.flatMap(({ means }) => means).find(({ levelOfAssurance }) => levelOfAssurance === level)?.levelName;

/** What to have at hand before one leaves (N1 H10). */
function Ready({ way, ways }: { readonly way: StepUpWay; readonly ways: readonly WayIn[] }) {
  const words = useWords('session');
  const needs = meansOf(way, ways)?.needs ?? [];
  if (needs.length === 0) return null;
  return (
    <section aria-labelledby="bereit" className="p-stack">
      <h2 className="kern-heading-large" id="bereit">
        {words('haveReady')}
      </h2>
      <NeedsList needs={needs} />
    </section>
  );
}
