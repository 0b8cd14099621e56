import { data, Form, redirect } from 'react-router';
import { Button, CheckboxField, ErrorSummary, LinkButton, TextField } from '#ui';
import { acting, entered, enteredDay } from '../acting';
import { pathIn, usePaths } from '../language';
import { messageOf } from '../own-data/message';
import { Acting } from '../parts/acting';
import { DayField } from '../parts/day-field';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { found, problemOf, slugOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Schema } from '#api-client';
import type { Route } from './+types/represent';

type Relation = Schema<'Represents'>['relation'];
const relations: readonly Relation[] = ['child', 'ward', 'company'];

/** The fields by what the person concerned is to the one who acts. */
const ofPerson = ['givenName', 'familyName', 'dateOfBirth', 'endsOn', 'entitled'] as const;
const fieldsOf = {
  child: ofPerson,
  ward: ofPerson,
  company: ['organisation', 'endsOn', 'entitled'],
} as const satisfies Record<Relation, readonly string[]>;

/** For whom a draft is, where it is not for the one who fills it in (law 7, W5): `art` says for what kind of person. */
export async function loader({ context, params: { id }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await accountOr(visit, request);
  const answer = await visit.api.GET('/api/applications/{id}', { params: { path: { id } } });
  const { title, represents, allowed } = found(answer);
  if (!allowed.includes('represent') && !visit.isAct)
    throw redirect(pathIn(visit.language, `/antraege/${id}`));
  const wanted = new URL(request.url).searchParams.get('art');
  const relation = relations.find((one) => one === wanted) ?? represents?.relation ?? 'child';
  return { id, title, relation, represents, version: versionOf(answer), actKey: newKey() };
}

export async function action({ context, params: { id }, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const typed = typedIn(form);
  const { endsOn, organisation, dateOfBirth, givenName, familyName, relation, entitled } = typed;
  const person =
    relation === 'company'
      ? { organisation: organisation || undefined }
      : {
          givenName: givenName || undefined,
          familyName: familyName || undefined,
          dateOfBirth: dateOfBirth || undefined,
        };
  const answer = await visit.api.POST('/api/applications/{id}/represent', {
    params: { path: { id }, header: acting(form) },
    body: { relation, entitled, ...person, endsOn: endsOn || undefined },
  });
  const problem = problemOf(answer);
  if (problem === undefined)
    return redirect(pathIn(visit.language, `/antraege/${id}/${entered(form, 'weiter') || 'formular'}`), 303);
  if (problem.status >= 500) found(answer);
  return data({ problem, typed }, problem.status);
}

type Typed = ReturnType<typeof typedIn>;

function typedIn(form: FormData) {
  const text = (name: string): string => entered(form, name).trim();
  return {
    relation: relations.find((one) => one === text('relation')) ?? 'child',
    givenName: text('givenName'),
    familyName: text('familyName'),
    organisation: text('organisation'),
    dateOfBirth: enteredDay(form, 'dateOfBirth'),
    endsOn: enteredDay(form, 'endsOn'),
    entitled: text('entitled') === 'true',
  };
}

export default function Represent({ loaderData, actionData }: Route.ComponentProps) {
  const { id, title, represents, version, actKey } = loaderData;
  const words = useWords('behalf');
  const to = usePaths();
  const relation = actionData?.typed.relation ?? loaderData.relation;
  const known: Partial<Typed> =
    represents?.relation === relation ? { ...represents.person, endsOn: represents.endsOn } : {};
  const typed: Partial<Typed> & Pick<Typed, 'entitled'> = actionData?.typed ?? { ...known, entitled: false };
  const problem = actionData?.problem;
  const faultOf = (name: string): string | undefined =>
    name === 'entitled' && problem !== undefined && slugOf(problem) === 'not-entitled'
      ? words('entitledFault')
      : messageOf(problem, name);
  const faults = fieldsOf[relation].flatMap((name) => {
    const fault = faultOf(name);
    return fault === undefined
      ? []
      : [{ id: name, text: `${words(name === 'entitled' ? `entitled-${relation}` : name)}: ${fault}` }];
  });
  const text = (name: 'givenName' | 'familyName' | 'organisation') => (
    <TextField
      key={name}
      id={name}
      label={words(name)}
      autoComplete="off"
      defaultValue={typed[name]}
      error={faultOf(name)}
    />
  );
  return (
    <div className="p-container">
      <PageTitle error={actionData !== undefined}>{words('whoTitle')}</PageTitle>
      <meta name="robots" content="noindex" />
      <div className="p-form">
        <div className="p-stack">
          <p className="p-small p-muted">{title}</p>
          <h1 className="kern-heading-x-large">{words('whoTitle')}</h1>
          <p className="p-lead">{words('whoLead')}</p>
        </div>
        <ErrorSummary title={words('faults')} faults={faults} />
        {problem !== undefined && faults.length === 0 && <Refusal problem={problem} level="h2" />}
        <Form method="post" noValidate className="p-form" key={relation}>
          <Acting actKey={actKey} version={version} />
          <input type="hidden" name="relation" value={relation} />
          <input type="hidden" name="weiter" value={represents === undefined ? 'formular' : 'pruefen'} />
          <h2 className="kern-heading-medium">{words(`who-${relation}`)}</h2>
          {relation === 'company' ? (
            text('organisation')
          ) : (
            <>
              {text('givenName')}
              {text('familyName')}
              <DayField
                name="dateOfBirth"
                label={words('dateOfBirth')}
                day={typed.dateOfBirth}
                error={faultOf('dateOfBirth')}
              />
            </>
          )}
          <DayField
            name="endsOn"
            label={words('endsOn')}
            hint={words('endsOnHint')}
            optional={words('optional')}
            day={typed.endsOn}
            error={faultOf('endsOn')}
          />
          <CheckboxField
            id="entitled"
            name="entitled"
            label={words(`entitled-${relation}`)}
            checked={typed.entitled}
            error={faultOf('entitled')}
          />
          <div className="p-actions">
            <Button>{words('save')}</Button>
            <LinkButton weight="tertiary" to={to(`/antraege/${id}/formular`)}>
              {words('back')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </div>
  );
}
