import { data, Form } from 'react-router';
import { Alert, Button, TextField } from '#ui';
import type { Schema } from '#api-client';
import { entered, enteredDay } from '../acting';
import { useLanguage } from '../language';
import { LocalAccountPage } from '../local-account/frame';
import { faultyFields } from '../own-data/change';
import { messageOf } from '../own-data/message';
import { ownPath } from '../own-path';
import { DayField } from '../parts/day-field';
import { timeText } from '../parts/times';
import { found, problemOf, slugOf } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/register';

const fields = ['givenName', 'familyName', 'dateOfBirth', 'email'] as const;
type Entries = Readonly<Record<(typeof fields)[number], string>>;

export function loader({ request }: Route.LoaderArgs) {
  return { back: ownPath(request) };
}

/** First what was entered is looked at (W6a), then, with a password, a link is sent that confirms it within 24 hours (H11). */
export async function action({ context, request }: Route.ActionArgs) {
  const { api } = visitOf(context);
  const form = await request.formData();
  const entries: Entries = {
    givenName: entered(form, 'givenName').trim(),
    familyName: entered(form, 'familyName').trim(),
    dateOfBirth: entered(form, 'dateOfBirth') || enteredDay(form, 'dateOfBirth'),
    email: entered(form, 'email').trim(),
  };
  const act = entered(form, 'act');
  const nothing = { entries, problem: undefined, review: undefined, sent: undefined };
  if (act === 'correct') return data(nothing);
  const isLast = act === 'register';
  const returnTo = ownPath(request);
  const answer = isLast
    ? await api.POST('/api/sign-in/local-account/registrations', {
        body: {
          ...entries,
          password: entered(form, 'password'),
          ...(returnTo !== undefined && { returnTo }),
        },
      })
    : await api.POST('/api/sign-in/local-account/registrations/review', { body: entries });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500) {
    // Only the password is asked for there: everything else has been looked at.
    const review = isLast && messageOf(problem, 'password') !== undefined ? entries : undefined;
    return data({ ...nothing, problem, review }, { status: problem.status });
  }
  const done: Schema<'ReviewDto'> & { readonly message?: string } = found<Schema<'ReviewDto'>>(answer);
  return data(isLast ? { ...nothing, sent: done.message } : { ...nothing, review: done });
}

export default function Register({ loaderData: { back }, actionData }: Route.ComponentProps) {
  const words = useWords('localAccount');
  if (actionData?.sent !== undefined)
    return (
      <LocalAccountPage title={words('mailSent')} back={back}>
        <Alert kind="success" title={words('almostDone')} level="p" announced>
          <p>{actionData.sent}</p>
        </Alert>
        <p className="p-prose">{words('closePage')}</p>
      </LocalAccountPage>
    );
  if (actionData?.review !== undefined)
    return <Review entries={actionData.review} problem={actionData.problem} back={back} />;
  return <Enter entries={actionData?.entries} problem={actionData?.problem} back={back} />;
}

type Problem = ReturnType<typeof problemOf>;

function Enter({
  entries,
  problem,
  back,
}: {
  readonly entries: Entries | undefined;
  readonly problem: Problem;
  readonly back: string | undefined;
}) {
  const words = useWords('localAccount');
  const names = useWords('names');
  const isYoung = problem !== undefined && slugOf(problem) === 'too-young';
  const faulty = fields.filter((name) => faultyFields(problem).includes(name));
  const faults = faulty.map((id) => ({ id, text: words(`fault-${id}`) }));
  const field = (name: (typeof fields)[number]) => ({
    id: name,
    defaultValue: entries?.[name],
    error: faulty.includes(name) ? words(`fault-${name}`) : undefined,
  });
  return (
    <LocalAccountPage
      title={words('registerTitle')}
      lead={words('registerLead')}
      back={back}
      faults={faults}
      problem={isYoung || faults.length === 0 ? problem : undefined}
    >
      <Form method="post" noValidate className="p-form">
        <TextField {...field('givenName')} label={names('givenName')} autoComplete="given-name" />
        <TextField {...field('familyName')} label={names('familyName')} autoComplete="family-name" />
        <DayField
          name="dateOfBirth"
          day={entries?.dateOfBirth}
          label={names('dateOfBirth')}
          hint={words('hint-dateOfBirth')}
          error={faulty.includes('dateOfBirth') ? words('fault-dateOfBirth') : undefined}
          birthday
        />
        <TextField
          {...field('email')}
          type="email"
          label={words('email')}
          hint={words('hint-email')}
          autoComplete="email"
          spellCheck={false}
        />
        <div className="p-actions">
          <Button>{words('toReview')}</Button>
        </div>
      </Form>
    </LocalAccountPage>
  );
}

/** What was entered, to be looked at before it is saved (W6a), and the password. */
function Review({
  entries,
  problem,
  back,
}: {
  readonly entries: Entries;
  readonly problem: Problem;
  readonly back: string | undefined;
}) {
  const words = useWords('localAccount');
  const names = useWords('names');
  const language = useLanguage();
  const fault = messageOf(problem, 'password');
  const shown = { ...entries, dateOfBirth: timeText(entries.dateOfBirth, 'day', language) };
  const kept = fields.map((name) => <input key={name} type="hidden" name={name} value={entries[name]} />);
  return (
    <LocalAccountPage
      title={words('reviewTitle')}
      lead={words('reviewLead')}
      back={back}
      faults={fault === undefined ? [] : [{ id: 'password', text: fault }]}
      problem={problem}
    >
      <dl className="p-data">
        {fields.map((name) => (
          <div className="p-datum" key={name}>
            <dt>{names(name)}</dt>
            <dd>
              <span className="p-datum__value">{shown[name]}</span>
            </dd>
          </div>
        ))}
      </dl>
      <Form method="post" noValidate>
        {kept}
        <Button weight="tertiary" name="act" value="correct" icon="edit">
          {words('correct')}
        </Button>
      </Form>
      <Form method="post" noValidate className="p-form">
        {kept}
        <input type="hidden" name="act" value="register" />
        <TextField
          id="password"
          type="password"
          label={words('choosePassword')}
          hint={words('hint-password')}
          autoComplete="new-password"
          error={fault}
        />
        <div className="p-actions">
          <Button>{words('registerGo')}</Button>
        </div>
      </Form>
    </LocalAccountPage>
  );
}
