import { data, Form, redirect } from 'react-router';
import { Alert, Button, ErrorSummary, LinkButton, TextField } from '#ui';
import { acting } from '../acting';
import { cityOf } from '../city.server';
import { pathIn, useLanguage, usePaths } from '../language';
import { editable, hasIdCard, isOwn, type Editable } from '../own-data/attributes';
import { changeOf, faultyFields, typedIn, type Typed } from '../own-data/change';
import { useKeptEntries } from '../own-data/kept-entries';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { DayField } from '../parts/day-field';
import { found, problemOf, slugOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-data-change';

/** Changes what is the person's own; what a proof told is shown locked (R15 R23a H12). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await accountOr(visit, request);
  const [answer, city] = await Promise.all([visit.api.GET('/api/me'), cityOf(visit)]);
  const me = found(answer);
  const isLocked =
    city.eidForProfileChanges === true && hasIdCard(me.attributes) && me.session.levelOfAssurance !== 'high';
  return { me, version: versionOf(answer), isLocked, actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const typed = typedIn(form);
  const change = changeOf(found(await visit.api.GET('/api/me')), typed, form);
  if (Object.keys(change).length > 0) {
    const header = acting(form);
    const answer = await visit.api.PATCH('/api/me', { params: { header }, body: change });
    const problem = problemOf(answer);
    if (problem !== undefined && problem.status < 500)
      return data({ problem, typed }, { status: problem.status });
    found(answer);
  }
  return redirect(`${pathIn(visit.language, '/meine-daten')}?erledigt=gespeichert`, 303);
}

export default function OwnDataChange({ loaderData, actionData }: Route.ComponentProps) {
  const { me, version, isLocked, actKey } = loaderData;
  const words = useWords('ownData');
  const to = usePaths();
  const hasLocked = editable.some((name) => !isOwn(name, me.attributes[name]));
  const problem = actionData?.problem;
  const slug = problem && slugOf(problem);
  const isAsked = slug === 'eid-required-for-change';
  const kept = useKeptEntries(
    'own-data',
    isAsked ? (actionData?.typed as Record<string, string>) : undefined,
  );
  const typed: Typed = actionData?.typed ?? kept ?? {};
  const faulty = faultyFields(problem).flatMap((field) => editable.filter((name) => name === field));
  const faults = faulty.map((name) => ({ id: name, text: words(`fault-${name}`) }));
  return (
    <OwnDataPage
      title={words('changeTitle')}
      {...(hasLocked && { lead: words('lockedElsewhere') })}
      error={faults.length > 0}
    >
      {isLocked || isAsked ? (
        <EidFirst />
      ) : (
        <div className="p-form">
          <ErrorSummary title={words('faults')} faults={faults} />
          {problem !== undefined && faults.length === 0 && (
            <Alert kind="warning" title={problem.status === 412 ? words('stale') : problem.title} announced>
              {problem.status === 412 && <p>{words('staleText')}</p>}
            </Alert>
          )}
          {kept !== undefined && problem === undefined && (
            <Alert kind="info" title={words('kept')}>
              <p>{words('keptText')}</p>
            </Alert>
          )}
          <Form method="post" noValidate className="p-form" key={kept === undefined ? 'first' : 'kept'}>
            <Acting version={version} actKey={actKey} />
            {editable
              .filter((name) => isOwn(name, me.attributes[name]))
              .map((name) => (
                <Entry
                  key={name}
                  name={name}
                  attribute={me.attributes[name]}
                  typed={typed[name]}
                  fault={faulty.includes(name) ? words(`fault-${name}`) : undefined}
                />
              ))}
            <MailLanguage present={me.language} />
            <div className="p-actions">
              <Button>{words('save')}</Button>
              <LinkButton weight="tertiary" to={to('/meine-daten')}>
                {words('cancel')}
              </LinkButton>
            </div>
          </Form>
        </div>
      )}
    </OwnDataPage>
  );
}

/** The city wants the ID card once more (R15 H12): said before anything is typed. */
function EidFirst() {
  const words = useWords('ownData');
  const to = usePaths();
  const back = encodeURIComponent(to('/meine-daten/aendern'));
  return (
    <div className="p-form">
      <Alert kind="info" title={words('eidTitle')} announced>
        <p>{words('eidText')}</p>
      </Alert>
      <div className="p-actions">
        <LinkButton to={`${to('/anmelden/niveau')}?niveau=hoch&zurueck=${back}`}>{words('eidGo')}</LinkButton>
        <LinkButton weight="tertiary" to={to('/meine-daten')}>
          {words('cancel')}
        </LinkButton>
      </div>
    </div>
  );
}

const autocomplete: Readonly<Record<Editable, string>> = {
  salutation: 'honorific-prefix',
  title: 'off',
  givenName: 'given-name',
  familyName: 'family-name',
  dateOfBirth: 'bday',
  street: 'address-line1',
  houseNumber: 'off',
  postcode: 'postal-code',
  city: 'address-level2',
  phone: 'tel',
};

function Entry({
  name,
  attribute,
  typed,
  fault,
}: {
  readonly name: Editable;
  readonly attribute: Route.ComponentProps['loaderData']['me']['attributes'][Editable];
  readonly typed: string | undefined;
  readonly fault: string | undefined;
}) {
  const words = useWords('ownData');
  const names = useWords('names');
  const hint = name === 'dateOfBirth' || name === 'phone' ? words(`hint-${name}`) : undefined;
  const texts = { label: names(name), hint, error: fault, optional: words('optional') };
  const value = typed ?? attribute?.value;
  if (name === 'dateOfBirth') return <DayField {...texts} name={name} day={value} birthday />;
  return (
    <TextField
      id={name}
      {...texts}
      short={name === 'houseNumber' || name === 'postcode' || name === 'title'}
      type={name === 'phone' ? 'tel' : 'text'}
      autoComplete={autocomplete[name]}
      defaultValue={value}
    />
  );
}

function MailLanguage({ present }: { readonly present: 'de' | 'en' }) {
  const words = useWords('ownData');
  const language = useLanguage();
  return (
    <fieldset className="kern-fieldset" key={language}>
      <legend className="kern-label">{words('mailLanguage')}</legend>
      <div className="kern-fieldset__body">
        {(['de', 'en'] as const).map((one) => (
          <div className="kern-form-check" key={one}>
            <input
              className="kern-form-check__radio"
              id={`language-${one}`}
              name="language"
              type="radio"
              value={one}
              defaultChecked={one === present}
            />
            <label className="kern-label" htmlFor={`language-${one}`}>
              {words(`language-${one}`)}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
