import { LinkButton } from '#ui';
import { useLanguage, usePaths } from '../language';
import { OwnDataPage } from '../own-data/page';
import { Time } from '../parts/times';
import { found } from '../problem';
import { accountOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-erasure';

/** What an erasure means: what goes, what the law keeps, and until when (law 12). Nothing is done here. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await accountOr(visit, request);
  return found(await visit.api.GET('/api/me/erasure'));
}

export default function OwnErasure({ loaderData }: Route.ComponentProps) {
  const { goes, drafts, stays, cases, keptCases } = loaderData;
  const words = useWords('ownData');
  const language = useLanguage();
  const to = usePaths();
  return (
    <OwnDataPage title={words('erase')} lead={words('eraseLead')}>
      <section className="p-prose" aria-labelledby="geht">
        <h2 className="kern-heading-large" id="geht">
          {words('goes')}
        </h2>
        <ul>
          {goes.map((text) => (
            <li key={text.de}>{text[language]}</li>
          ))}
        </ul>
        {drafts > 0 && <p>{words('drafts', { count: drafts })}</p>}
      </section>
      <section className="p-prose" aria-labelledby="bleibt">
        <h2 className="kern-heading-large" id="bleibt">
          {words('stays')}
        </h2>
        <ul>
          {stays.map((text) => (
            <li key={text.de}>{text[language]}</li>
          ))}
        </ul>
      </section>
      {cases > 0 && (
        <section className="p-stack" aria-labelledby="vorgaenge">
          <h2 className="kern-heading-medium" id="vorgaenge">
            {words('keptCases', { count: cases })}
          </h2>
          <ul className="p-list">
            {keptCases.map(({ reference, title, keptUntil, retentionYears }) => (
              <li key={reference}>
                <span className="p-row__title">{title[language]}</span>
                <span className="p-meta">
                  <span>{reference}</span>
                  <span>
                    {keptUntil === null ? (
                      words('keptYears', { count: retentionYears })
                    ) : (
                      <>
                        {words('keptUntil')} <Time at={keptUntil} form="day" />
                      </>
                    )}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="p-actions">
        <a className="kern-btn kern-btn--secondary" href="/api/me/export" download="meine-daten.json">
          <span className="kern-label">{words('exportFirst')}</span>
        </a>
        <LinkButton weight="tertiary" to={to('/meine-daten/loeschen/bestaetigen')}>
          {words('eraseNext')}
        </LinkButton>
      </div>
    </OwnDataPage>
  );
}
