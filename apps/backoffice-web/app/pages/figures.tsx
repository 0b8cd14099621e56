import { Form, Link } from 'react-router';
import { found, problemOf, useLanguage, usePaths, withQuery } from '#pages';
import { Button } from '#ui';
import { askedOf, questionOf } from '../figures/asked';
import { Channels } from '../figures/channels';
import { Chart } from '../figures/chart';
import { FiguresTable } from '../figures/table';
import { totalsOf } from '../figures/totals';
import { useFrame } from '../frame';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { Time } from '../parts/times';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/figures';

/** How the work of the reader's offices stands. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const asked = askedOf(new URL(request.url).searchParams);
  const answer = await visit.api.GET('/api/figures', { params: { query: questionOf(asked) } });
  const problem = problemOf(answer);
  // A day that is none is said above the form, which keeps it.
  if (problem?.status === 400) return { asked, problem, figures: undefined };
  return { asked, problem: undefined, figures: found(answer) };
}

/** Which part of the work list each figure counts. */
const viewOf = { open: 'alle', overdue: 'ueberfaellig', waiting: 'rueckfrage', unassigned: 'frei' } as const;

/** Figures for heads of office: how much there is now, what came and went, and how long it took. */
export default function Figures({ loaderData }: Route.ComponentProps) {
  const { asked, figures, problem } = loaderData;
  const words = useWords('figures');
  const to = usePaths();
  const totals = totalsOf(figures?.items ?? []);
  const csv = withQuery(to('/zahlen.csv'), { von: figures?.from, bis: figures?.to, amt: asked.office });
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      <p className="b-muted">{words('about')}</p>
      {problem !== undefined && <Refusal problem={problem} />}
      <Form className="b-row" action={to('/zahlen')} role="search">
        <label>
          {words('from')}{' '}
          <input className="b-choose" type="date" name="von" defaultValue={figures?.from ?? asked.from} />
        </label>
        <label>
          {words('to')}{' '}
          <input className="b-choose" type="date" name="bis" defaultValue={figures?.to ?? asked.to} />
        </label>
        <Offices chosen={asked.office} />
        <Button weight="secondary">{words('show')}</Button>
      </Form>
      {figures !== undefined && (
        <>
          <section aria-labelledby="jetzt" className="b-block">
            <h2 id="jetzt">{words('now')}</h2>
            <dl className="b-figures">
              {(['open', 'overdue', 'waiting', 'unassigned'] as const).map((name) => (
                <div key={name}>
                  <dt>{words(name)}</dt>
                  <dd className={name === 'overdue' && totals.overdue > 0 ? 'b-late' : undefined}>
                    <Link to={withQuery(to('/vorgaenge'), { ansicht: viewOf[name], amt: asked.office })}>
                      {totals[name]}
                    </Link>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
          <section aria-labelledby="zeit" className="b-block b-stack">
            <h2 id="zeit">
              <Time at={figures.from} form="day" /> – <Time at={figures.to} form="day" />
            </h2>
            <dl className="b-figures">
              {(['received', 'decided'] as const).map((name) => (
                <div key={name}>
                  <dt>{words(name)}</dt>
                  <dd>{totals[name]}</dd>
                </div>
              ))}
            </dl>
            {figures.items.length === 0 ? (
              <p>{words('none')}</p>
            ) : (
              <>
                <Chart lines={figures.items} />
                <FiguresTable lines={figures.items} />
                <Channels lines={figures.byChannel} />
                <p>
                  <a href={csv} download>
                    {words('export')}
                  </a>
                </p>
              </>
            )}
          </section>
        </>
      )}
    </main>
  );
}

/** The reader's offices, where there are several. */
function Offices({ chosen }: { readonly chosen: string | undefined }) {
  const words = useWords('figures');
  const language = useLanguage();
  const frame = useFrame();
  const offices = frame?.me?.offices ?? [];
  if (offices.length < 2) return null;
  return (
    <label>
      {words('office')}{' '}
      <select className="b-choose" name="amt" defaultValue={chosen ?? ''}>
        <option value="">{words('allOffices')}</option>
        {offices.map((key) => (
          <option key={key} value={key}>
            {frame?.city.offices.find((office) => office.key === key)?.name[language] ?? key}
          </option>
        ))}
      </select>
    </label>
  );
}
