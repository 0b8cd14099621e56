import { data } from 'react-router';
import { acting, entered, found, problemOf } from '#pages';
import { Parked } from '../operation/parked';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { Time } from '../parts/times';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/operation';

/** The services that put messages aside. */
const services = ['identity', 'application', 'mailbox', 'payment', 'notification', 'audit'] as const;
type Service = (typeof services)[number];

/** What is put aside, by service; undefined where a service is away. */
const parkedAt = async ({ api }: Visit, service: Service) => {
  const answer = await api.GET(`/api/operations/${service}/parked`, {});
  return { service, items: problemOf(answer) === undefined ? (answer.data?.items ?? []) : undefined };
};

export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const [configuration, mails, ...parked] = await Promise.all([
    visit.api.GET('/api/operations/configuration', {}),
    visit.api.GET('/api/operations/notification/mail', {}),
    ...services.map((service) => parkedAt(visit, service)),
  ]);
  return {
    configuration: found(configuration),
    mails: problemOf(mails) === undefined ? mails.data : undefined,
    parked,
    actKey: newKey(),
    loadedAt: new Date().toISOString(),
  };
}

/** Handles what was put aside again, or gives it up for good, with a reason. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const service = services.find((name) => name === entered(form, 'dienst')) ?? 'application';
  const path = { params: { path: { id: entered(form, 'id') } }, headers: { ...acting(form) } };
  const answer =
    entered(form, 'act') === 'aufgeben'
      ? await visit.api.POST(`/api/operations/${service}/parked/{id}/discard`, {
          ...path,
          body: { why: entered(form, 'grund').trim() },
        })
      : await visit.api.POST(`/api/operations/${service}/parked/{id}/replay`, path);
  const problem = problemOf(answer);
  return problem === undefined ? null : data({ problem }, problem.status);
}

/** What needs somebody today on top, in words with what to do; then how everything stands. */
export default function Operation({ loaderData, actionData }: Route.ComponentProps) {
  const { configuration, mails, parked, actKey, loadedAt } = loaderData;
  const words = useWords('operation');
  const away = parked.filter(({ items }) => items === undefined);
  const waiting = parked.flatMap(({ service, items }) => (items ?? []).map((item) => ({ service, item })));
  const failed = mails?.counts.failed ?? 0;
  const isQuiet = away.length + waiting.length + failed + configuration.refused.length === 0;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <div className="b-head">
        <h1>{words('title')}</h1>
        <span className="b-muted">
          {words('asOf')} <Time at={loadedAt} form="second" />
        </span>
      </div>
      {actionData != null && <Refusal problem={actionData.problem} />}
      <section aria-labelledby="heute" className="b-block b-stack">
        <h2 id="heute">{words('today')}</h2>
        {isQuiet && (
          <p className="b-note b-note--success">
            <span className="kern-icon kern-icon--success" aria-hidden="true" />
            {words('quiet')}
          </p>
        )}
        {away.map(({ service }) => (
          <p key={service} className="b-note b-note--danger">
            <span className="kern-icon kern-icon--danger" aria-hidden="true" />
            {words('away', { service })}
          </p>
        ))}
        {configuration.refused.map(({ file, line, reason }, nth) => (
          <p key={nth} className="b-note b-note--warning">
            <span className="kern-icon kern-icon--warning" aria-hidden="true" />
            <span>
              {words('refusedFile', { file: line === undefined ? file : `${file}:${line}` })} {reason}
            </span>
          </p>
        ))}
        {failed > 0 && (
          <p className="b-note b-note--warning">
            <span className="kern-icon kern-icon--warning" aria-hidden="true" />
            {words('failedMails', { count: failed })}
          </p>
        )}
        {waiting.map(({ service, item }) => (
          <Parked key={item.id} service={service} item={item} actKey={actKey} />
        ))}
      </section>
      <section aria-labelledby="teile" className="b-block">
        <h2 id="teile">{words('parts')}</h2>
        <table className="b-table">
          <caption className="kern-sr-only">{words('parts')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('part')}</th>
              <th scope="col">{words('state')}</th>
            </tr>
          </thead>
          <tbody>
            {parked.map(({ service, items }) => (
              <tr key={service}>
                <th scope="row">{words(`service-${service}`)}</th>
                <td>
                  <span
                    className={
                      items === undefined
                        ? 'b-state b-state--bad'
                        : items.length > 0
                          ? 'b-state b-state--warn'
                          : 'b-state'
                    }
                  >
                    {items === undefined
                      ? words('isAway')
                      : items.length > 0
                        ? words('isWaiting', { count: items.length })
                        : words('isFine')}
                  </span>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{words('mails')}</th>
              <td>
                {mails === undefined
                  ? words('isAway')
                  : words('mailCounts', { sent: mails.counts.sent, queued: mails.counts.queued, failed })}
              </td>
            </tr>
            <tr>
              <th scope="row">{words('configuration')}</th>
              <td>{words('inForce', { count: configuration.inForce.length })}</td>
            </tr>
          </tbody>
        </table>
      </section>
    </main>
  );
}
