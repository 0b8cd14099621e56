import { data, Form, redirect } from 'react-router';
import { Alert, Badge, Button, ErrorSummary, TextField } from '#ui';
import type { Schema } from '#api-client';
import { acting, entered, enteredDay } from '../acting';
import { pathIn } from '../language';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { DayField } from '../parts/day-field';
import { Time } from '../parts/times';
import { found, problemOf, slugOf } from '../problem';
import { shownTo, signedInWith } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-mandates';

type Mandate = Schema<'MandateDto'>;

/** Who acts for whom, and until when (law 7). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await accountOr(visit, request);
  const { items } = found(await visit.api.GET('/api/me/mandates'));
  const done = new URL(request.url).searchParams.get('erledigt') ?? undefined;
  return { mandates: items, actingUnder: me.actingFor?.mandateId, done, actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const me = await signedInWith(visit, form);
  const act = entered(form, 'act');
  // Sent again because the answer was lost, or while it became so: the page that it was sent from is void.
  if (isSoAlready(me, act, form)) return redirect(pathIn(visit.language, '/antraege'), 303);
  shownTo(me, form);
  const answer = await doAct(visit, act, form);
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500)
    return data({ act, problem, offered: undefined, typed: typedIn(form) }, { status: problem.status });
  const done = found<unknown>(answer);
  // The code is shown once, and stands in no address.
  if (act === 'offer')
    return data({ act, problem: undefined, offered: done as Schema<'OfferedDto'>, typed: typedIn(form) });
  if (act === 'act-for' || act === 'own-name') return redirect(pathIn(visit.language, '/antraege'), 303);
  const page = pathIn(visit.language, '/meine-daten/vollmachten');
  return redirect(`${page}?erledigt=${act === 'accept' ? 'angenommen' : 'beendet'}`, 303);
}

/** Whether somebody acts already as they want to by a form of a former session. */
function isSoAlready({ actingFor, csrfToken }: Schema<'MeDto'>, act: string, form: FormData): boolean {
  if (act === 'act-for') return actingFor?.mandateId === entered(form, 'mandate');
  return act === 'own-name' && actingFor === undefined && entered(form, '_csrf') !== csrfToken;
}

const typedIn = (form: FormData) => ({ endsOn: enteredDay(form, 'endsOn'), code: entered(form, 'code') });

function doAct({ api }: Visit, act: string, form: FormData) {
  const headers = { ...acting(form) };
  const { endsOn, code } = typedIn(form);
  const id = entered(form, 'mandate');
  switch (act) {
    case 'offer':
      return api.POST('/api/me/mandates', { headers, body: { endsOn } });
    case 'accept':
      return api.POST('/api/me/mandates/accept', { headers, body: { code } });
    case 'end':
      return api.POST('/api/me/mandates/{id}/end', { headers, params: { path: { id } } });
    case 'act-for':
      return api.POST('/api/me/acting-for', { headers, body: { mandateId: id } });
    default:
      return api.POST('/api/me/acting-for', { headers, body: {} });
  }
}

export default function OwnMandates({ loaderData, actionData }: Route.ComponentProps) {
  const { mandates, actingUnder, done, actKey } = loaderData;
  const words = useWords('ownData');
  const problem = actionData?.problem;
  const field = problem === undefined ? undefined : faultyField(actionData?.act, slugOf(problem));
  const fault = field && words(`fault-${field}`);
  const faults = field === undefined || fault === undefined ? [] : [{ id: field, text: fault }];
  const isOther = actingUnder !== undefined;
  const doneWords = { angenommen: words('done-accepted'), beendet: words('done-mandate-ended') };
  const standing = mandates.filter(({ status }) => status !== 'ended');
  return (
    <OwnDataPage
      title={words('mandates')}
      lead={words('mandatesLead')}
      done={done === 'angenommen' || done === 'beendet' ? doneWords[done] : undefined}
      error={faults.length > 0}
    >
      {actionData && (
        <div className="p-form">
          <ErrorSummary title={words('faults')} faults={faults} />
          {problem !== undefined && faults.length === 0 && (
            <Alert kind="warning" title={problem.title} announced>
              {problem.detail !== undefined && <p>{problem.detail}</p>}
            </Alert>
          )}
          {actionData?.offered !== undefined && (
            <Alert kind="success" title={words('offered')} announced>
              <p>{words('offeredText')}</p>
              <p className="p-ref p-num">
                <strong>{actionData.offered.code}</strong>
              </p>
            </Alert>
          )}
        </div>
      )}
      <MandateList
        id="halte"
        title={words('held')}
        none={words('heldNone')}
        mandates={standing.filter(({ as }) => as === 'representative')}
        {...{ actingUnder, actKey }}
      />
      <MandateList
        id="gab"
        title={words('givenMandates')}
        none={words('givenNone')}
        mandates={standing.filter(({ as }) => as === 'grantor')}
        {...{ actingUnder, actKey }}
      />
      {isOther ? (
        <p className="p-prose">{words('notInOthersName')}</p>
      ) : (
        <>
          <section className="p-stack p-measure" aria-labelledby="annehmen">
            <h2 className="kern-heading-large" id="annehmen">
              {words('accept')}
            </h2>
            <Form method="post" noValidate className="p-stack">
              <Acting actKey={actKey} />
              <input type="hidden" name="act" value="accept" />
              <TextField
                id="code"
                label={words('code')}
                hint={words('codeHint')}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                defaultValue={actionData?.typed.code}
                error={field === 'code' ? fault : undefined}
              />
              <div className="p-actions">
                <Button weight="secondary">{words('acceptGo')}</Button>
              </div>
            </Form>
          </section>
          <section className="p-stack p-measure" aria-labelledby="erteilen">
            <h2 className="kern-heading-large" id="erteilen">
              {words('offer')}
            </h2>
            <p>{words('offerText')}</p>
            <Form method="post" noValidate className="p-stack">
              <Acting actKey={actKey} />
              <input type="hidden" name="act" value="offer" />
              <DayField
                name="endsOn"
                label={words('endsOn')}
                hint={words('endsOnHint')}
                day={actionData?.typed.endsOn}
                error={field === 'endsOn' ? fault : undefined}
              />
              <div className="p-actions">
                <Button weight="secondary">{words('offerGo')}</Button>
              </div>
            </Form>
          </section>
        </>
      )}
    </OwnDataPage>
  );
}

/** Which field a refusal is about. */
function faultyField(act: string | undefined, slug: string): 'endsOn' | 'code' | undefined {
  if (slug === 'acting-for-somebody') return undefined;
  if (act === 'offer') return 'endsOn';
  return act === 'accept' ? 'code' : undefined;
}

function MandateList({
  id,
  title,
  none,
  mandates,
  actingUnder,
  actKey,
}: {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly mandates: readonly Mandate[];
  readonly actingUnder: string | undefined;
  readonly actKey: string;
}) {
  return (
    <section className="p-stack" aria-labelledby={id}>
      <h2 className="kern-heading-large" id={id}>
        {title}
      </h2>
      {mandates.length === 0 ? (
        <p className="p-prose">{none}</p>
      ) : (
        <ul className="p-list">
          {mandates.map((mandate) => (
            <MandateRow
              key={mandate.id}
              mandate={mandate}
              isActing={actingUnder === mandate.id}
              actKey={actKey}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function MandateRow({
  mandate: { id, as, status, with: other, endsOn, codeUntil },
  isActing,
  actKey,
}: {
  readonly mandate: Mandate;
  readonly isActing: boolean;
  readonly actKey: string;
}) {
  const words = useWords('ownData');
  const name = other?.name ?? words('nobodyYet');
  return (
    <li className="p-row">
      <span className="p-row__title">{name}</span>
      <span className="p-meta">
        <span>{words(`status-${status}`)}</span>
        <span>
          {words('until')} <Time at={endsOn} form="day" />
        </span>
        {status === 'offered' && codeUntil !== undefined && (
          <span>
            {words('codeUntil')} <Time at={codeUntil} />
          </span>
        )}
      </span>
      <div className="p-row__act">
        {isActing && <Badge kind="info">{words('actingNow')}</Badge>}
        {as === 'representative' && status === 'running' && !isActing && (
          <Form method="post" reloadDocument>
            <Acting actKey={actKey} />
            <input type="hidden" name="act" value="act-for" />
            <input type="hidden" name="mandate" value={id} />
            <Button>{words('actFor', { name })}</Button>
          </Form>
        )}
        <Form method="post">
          <Acting actKey={actKey} />
          <input type="hidden" name="act" value="end" />
          <input type="hidden" name="mandate" value={id} />
          <Button weight="secondary" aria-label={words('endMandateWith', { name })}>
            {words(status === 'offered' ? 'takeBack' : 'endMandate')}
          </Button>
        </Form>
      </div>
    </li>
  );
}
