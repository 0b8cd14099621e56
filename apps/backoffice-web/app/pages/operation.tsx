import { data } from 'react-router';
import { acting, entered, found, problemOf, useLasting } from '#pages';
import { cityOf } from '../city.server';
import { RunsOut, Storage } from '../operation/lasting';
import { FailedMails } from '../operation/mails';
import { Differences } from '../operation/money';
import {
  ailingOf,
  mixedReleases,
  runningOut,
  services,
  soonDays,
  storageOf,
  type FrontReading,
  type Service,
} from '../operation/needs';
import { Parked } from '../operation/parked';
import { PartsTable } from '../operation/parts-table';
import { AilingPart, Need, Verification } from '../operation/today';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { Time } from '../parts/times';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/operation';

/** What a service says of itself and has put aside; undefined where it is away. */
const askedOf = async ({ api }: Visit, service: Service) => {
  const [reading, parked] = await Promise.all([
    api.GET(`/api/operations/${service}/health`, {}),
    api.GET(`/api/operations/${service}/parked`, {}),
  ]);
  return {
    service,
    reading: problemOf(reading) === undefined ? reading.data : undefined,
    parked: problemOf(parked) === undefined ? (parked.data?.items ?? []) : [],
  };
};

/** What stands before the services. This page came through the gateway, from this process. */
async function frontsOf(visit: Visit): Promise<readonly FrontReading[]> {
  const [portal = ''] = (await cityOf(visit)).hosts.portal;
  const startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString();
  return [
    { service: 'gateway', answers: true },
    { service: 'portal-web', answers: await visit.pagesAnswerAt(portal) },
    { service: 'backoffice-web', answers: true, startedAt, node: process.versions.node },
  ];
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { api } = visit;
  const [fronts, configuration, mails, reconciliation, report, ...parts] = await Promise.all([
    frontsOf(visit),
    api.GET('/api/operations/configuration', {}),
    api.GET('/api/operations/notification/mail', {}),
    api.GET('/api/operations/payment/reconciliation', {}),
    api.GET('/api/operations/audit/integrity', {}),
    ...services.map((service) => askedOf(visit, service)),
  ]);
  return {
    // Without the application service nothing is known of the files; everything else is.
    configuration: problemOf(configuration)?.status === 403 ? found(configuration) : configuration.data,
    mails: problemOf(mails) === undefined ? mails.data : undefined,
    reconciliation: problemOf(reconciliation) === undefined ? reconciliation.data : undefined,
    report: problemOf(report) === undefined ? report.data : undefined,
    ...{ fronts, parts },
    actKey: newKey(),
    loadedAt: new Date().toISOString(),
  };
}

/** Handles what was put aside again, gives it up for good with a reason, or tries a mail that failed once more. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const problem = problemOf(await act(visit, form));
  return problem === undefined ? null : data({ problem }, problem.status);
}

function act({ api }: Visit, form: FormData) {
  const service = services.find((name) => name === entered(form, 'dienst')) ?? 'application';
  const path = { params: { path: { id: entered(form, 'id') } }, headers: { ...acting(form) } };
  switch (entered(form, 'act')) {
    case 'mail':
      return api.POST('/api/operations/notification/mail/{id}/replay', path);
    case 'aufgeben':
      return api.POST(`/api/operations/${service}/parked/{id}/discard`, {
        ...path,
        body: { why: entered(form, 'grund').trim() },
      });
    default:
      return api.POST(`/api/operations/${service}/parked/{id}/replay`, path);
  }
}

/** What needs somebody today on top, in words with what to do; then how everything stands. */
export default function Operation({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const { configuration, mails, reconciliation, report, fronts, parts, actKey, loadedAt } = loaderData;
  const words = useWords('operation');
  const ailing = ailingOf(parts, fronts);
  const expiries = runningOut(parts, Date.parse(loadedAt));
  const soon = expiries.filter(({ days }) => days <= soonDays);
  const stored = storageOf(parts);
  const full = stored.filter(({ isNearlyFull }) => isNearlyFull);
  const releases = mixedReleases(parts);
  const waiting = parts.flatMap(({ service, parked }) => parked.map((item) => ({ service, item })));
  const refused = configuration?.refused ?? [];
  const failed = mails?.counts.failed ?? 0;
  const differences = reconciliation?.differences.length ?? 0;
  const differing = report?.differenceCount ?? 0;
  const needs =
    ailing.length +
    soon.length +
    full.length +
    waiting.length +
    refused.length +
    [failed, differences, differing, releases.length].filter((count) => count > 0).length;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <div className="b-head">
        <h1>{words('title')}</h1>
        <span className="b-muted">
          {words('asOf')} <Time at={loadedAt} form="second" />
        </span>
        {needs > 0 && <b>{words('needs', { count: needs })}</b>}
      </div>
      {actionData != null && <Refusal problem={actionData.problem} />}
      <section aria-labelledby="heute" className="b-block b-stack">
        <h2 id="heute">{words('today')}</h2>
        {needs === 0 && (
          <p className="b-note b-note--success">
            <span className="kern-icon kern-icon--success" aria-hidden="true" />
            {words('quiet')}
          </p>
        )}
        {differing > 0 && (
          <Need kind="danger" href="#pruefung" linked={words('toVerification')}>
            <b>{words('differingRecords', { count: differing })}</b> {words('doDiffering')}
          </Need>
        )}
        {ailing.map((one) => (
          <AilingPart key={`${one.service} ${one.part}`} ailing={one} />
        ))}
        {refused.map(({ file, line, reason }, nth) => (
          <Need key={nth} kind="warning">
            {words('refusedFile', { file: line === undefined ? file : `${file}:${line}` })} {reason}
          </Need>
        ))}
        {differences > 0 && (
          <Need kind="warning" href="#zahlungen" linked={words('toPayments')}>
            {words('openDifferences', { count: differences })}
          </Need>
        )}
        {failed > 0 && (
          <Need kind="warning" href="#mails" linked={words('toMails')}>
            {words('failedMails', { count: failed })}
          </Need>
        )}
        {full.map(({ service, name }) => (
          <Need key={`${service} ${name}`} kind="warning" href="#speicher" linked={words('toStorage')}>
            {words('nearlyFull', { service })}
          </Need>
        ))}
        {soon.map(({ kind, name, days }) => (
          <Need
            key={`${kind} ${name}`}
            kind={days < 0 ? 'danger' : 'warning'}
            href="#laeuft-ab"
            linked={words('toExpiries')}
          >
            <b>
              {words(`expiry-${kind}`)} {name}:{' '}
              {days < 0 ? words('hasRunOut') : words('inDays', { count: days })}.
            </b>{' '}
            {words(`expiryDo-${kind}`)}
          </Need>
        ))}
        {releases.length > 0 && (
          <Need kind="warning">{words('mixed', { releases: releases.join(', ') })}</Need>
        )}
        {waiting.map(({ service, item }) => (
          <Parked key={item.id} service={service} item={item} actKey={actKey} />
        ))}
      </section>
      <section aria-labelledby="teile" className="b-block">
        <div className="b-title">
          <h2 id="teile">{words('parts')}</h2>
          {configuration !== undefined && (
            <span className="b-small b-muted">
              {words('configuration')}: {words('inForce', { count: configuration.inForce.length })}
            </span>
          )}
        </div>
        <PartsTable fronts={fronts} parts={parts} />
      </section>
      <section aria-labelledby="pruefung" className="b-block">
        <div className="b-title">
          <h2 id="pruefung">{words('verification')}</h2>
          {report !== undefined && (
            <span className="b-small b-muted">
              {words('comparedUntil')}{' '}
              <Time at={report.changesComparedUntil ?? report.checkedAt} form="second" />
            </span>
          )}
        </div>
        <Verification report={report} />
      </section>
      <FailedMails mails={mails} actKey={actKey} />
      <Differences reconciliation={reconciliation} />
      <Storage stored={stored} />
      <RunsOut expiries={expiries} />
    </main>
  );
}
