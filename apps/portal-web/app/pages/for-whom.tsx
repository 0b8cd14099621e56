import { data, Form } from 'react-router';
import type { Schema } from '#api-client';
import { Button, ErrorSummary, LinkButton, RadioField } from '#ui';
import { acting, entered } from '../acting';
import { begin } from '../begin.server';
import { useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { useDates } from '../parts/times';
import { found, problemOf, type Problem } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import { useWords } from '../words/use-words';
import { Refusal } from '../parts/refusal';
import type { Route } from './+types/for-whom';

/** Whom somebody files for without an account of theirs: it is declared in the application. */
const relations = ['child', 'ward', 'company'] as const;
type Relation = (typeof relations)[number];
const isRelation = (who: string): who is Relation => relations.some((one) => one === who);

/** For whom an application of a service (`dienst`) is to be begun (law 7). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await accountOr(visit, request);
  const key = new URL(request.url).searchParams.get('dienst') ?? '';
  const [service, mandates] = await Promise.all([
    visit.api.GET('/api/services/{key}', { params: { path: { key }, query: {} } }),
    visit.api.GET('/api/me/mandates'),
  ]);
  const { title } = found(service);
  return {
    ...{ key, title, actKey: newKey(), actingUnder: me.actingFor?.mandateId },
    mandates: found(mandates).items.filter(
      ({ as, status }) => as === 'representative' && status === 'running',
    ),
  };
}

/** Begins it: in one's own name, in that of who gave a mandate, or for whom is named on the next page. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const me = await sender(visit, form);
  const who = entered(form, 'wer');
  if (who === '') return data({ isMissing: true, problem: undefined }, 422);
  const mandateId = who === 'self' || isRelation(who) ? undefined : who;
  let headers = acting(form);
  if (mandateId !== me.actingFor?.mandateId) {
    const changed = await actFor(visit, form, mandateId);
    if ('problem' in changed)
      return data({ isMissing: false, problem: changed.problem }, changed.problem.status);
    headers = { ...headers, 'X-CSRF-Token': changed.csrfToken };
  }
  return begin(visit, form, { headers, ...(isRelation(who) && { to: `fuer-wen?art=${who}` }) });
}

async function actFor(
  { api }: Visit,
  form: FormData,
  mandateId: string | undefined,
): Promise<{ readonly csrfToken: string } | { readonly problem: Problem }> {
  const body = mandateId === undefined ? {} : { mandateId };
  const answer = await api.POST('/api/me/acting-for', { headers: { ...acting(form) }, body });
  const problem = problemOf(answer);
  return problem === undefined || problem.status >= 500 ? found<Schema<'ActingDto'>>(answer) : { problem };
}

export default function ForWhom({ loaderData, actionData }: Route.ComponentProps) {
  const { key, title, mandates, actingUnder, actKey } = loaderData;
  const words = useWords('behalf');
  const language = useLanguage();
  const to = usePaths();
  const { day } = useDates();
  const fault = actionData?.isMissing === true ? words('choose') : undefined;
  const choices = [
    { value: 'self', text: words('self') },
    ...mandates.map((mandate) => ({
      value: mandate.id,
      text: words('forMandate', { name: mandate.with?.name ?? '', until: day(mandate.endsOn) }),
    })),
    ...relations.map((relation) => ({ value: relation, text: words(relation) })),
  ];
  return (
    <div className="p-container">
      <PageTitle error={fault !== undefined}>{words('title')}</PageTitle>
      <meta name="robots" content="noindex" />
      <div className="p-form">
        <div className="p-stack">
          <p className="p-small p-muted">{title[language]}</p>
          <h1 className="kern-heading-x-large" id="fuer-wen">
            {words('title')}
          </h1>
        </div>
        <ErrorSummary
          title={words('faults')}
          faults={fault === undefined ? [] : [{ id: 'wer', text: fault }]}
        />
        {actionData?.problem && <Refusal problem={actionData.problem} level="h2" />}
        <Form method="post" className="p-form" reloadDocument>
          <Acting actKey={actKey} />
          <input type="hidden" name="serviceKey" value={key} />
          <input type="hidden" name="another" value="1" />
          <RadioField
            id="wer"
            name="wer"
            label={words('title')}
            hint={words('adult')}
            choices={choices}
            chosen={actingUnder}
            error={fault}
          />
          <div className="p-actions">
            <Button>{words('goOn')}</Button>
            <LinkButton weight="tertiary" to={to(`/dienstleistungen/${key}`)}>
              {words('backToService')}
            </LinkButton>
          </div>
        </Form>
        <p>
          <LinkButton weight="tertiary" to={to('/meine-daten/vollmachten')}>
            {words('toMandates')}
          </LinkButton>
        </p>
      </div>
    </div>
  );
}
