import { data, redirect } from 'react-router';
import { Alert, Crumbs, ErrorSummary } from '#ui';
import { entered } from '../acting';
import { hyphenated } from '../hyphenated';
import { pathIn, useLanguage, usePaths } from '../language';
import { ownPath, withQuery } from '../own-path';
import { PageTitle } from '../parts/page-title';
import { found, problemOf } from '../problem';
import { choicesOf } from '../sign-in/choices';
import { ChoiceBox } from '../sign-in/choice-box';
import { NotEnough } from '../sign-in/not-enough';
import { AboutAccounts } from '../sign-in/about-accounts';
import { stepUpPath } from '../sign-in/step-up-path';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/sign-in';

/** The ways in, for a service (`fuer`), and where the person goes on afterwards (`zurueck`, W9). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const query = new URL(request.url).searchParams;
  const service = query.get('fuer') ?? undefined;
  const back = ownPath(request);
  const ways = found(await visit.api.GET('/api/sign-in', { params: { query: { service } } }));
  const me = visit.mayBeSignedIn ? (await visit.api.GET('/api/me')).data : undefined;
  if (me !== undefined && me.guest !== true) {
    const { levelOfAssurance: needed = 'none' } = ways.service ?? {};
    throw redirect(stepUpPath({ me, needed, language: visit.language, service, back }));
  }
  return { ways, service, back, ended: query.get('grund') === 'ende' };
}

/** Has a link sent that signs in (R10b R18). */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const email = entered(form, 'email');
  const returnTo = ownPath(request);
  const answer = await visit.api.POST('/api/sign-in/email', {
    body: { email, ...(returnTo !== undefined && { returnTo }) },
  });
  const problem = problemOf(answer);
  if (problem === undefined) {
    const sent = withQuery(pathIn(visit.language, '/anmelden/mail-gesendet'), { zurueck: returnTo });
    return redirect(sent, 303);
  }
  if (problem.status >= 500) found(answer);
  return data({ problem, email }, { status: problem.status });
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { ways, service, back, ended } = loaderData;
  const words = useWords('signIn');
  const frame = useWords('frame');
  const language = useLanguage();
  const to = usePaths();
  const choices = choicesOf(ways.items);
  const fitting = choices.filter(({ suffices }) => suffices);
  const others = choices.filter(({ suffices }) => !suffices);
  const wanted = ways.service;
  const faults =
    actionData?.problem === undefined
      ? []
      : [{ id: 'email', text: faultText(actionData.problem.status, actionData.problem.title, words) }];
  return (
    <div className="p-container">
      <PageTitle error={faults.length > 0}>{words('title')}</PageTitle>
      <meta name="robots" content="noindex" />
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          ...(wanted === undefined
            ? []
            : [{ to: to(`/dienstleistungen/${wanted.key}`), title: wanted.title[language] }]),
        ]}
        here={words('title')}
      />
      <div className="p-cols">
        <div className="p-stack p-stack-l">
          <div className="p-stack">
            <h1 className="kern-heading-x-large">{words('title')}</h1>
            <ErrorSummary title={words('faults')} faults={faults} />
            {ended && (
              <Alert kind="info" title={words('endedTitle')}>
                <p>{words('endedText')}</p>
              </Alert>
            )}
            <p className="p-lead">
              {wanted === undefined
                ? words('lead')
                : words('leadFor', { service: hyphenated(wanted.title[language]) })}
            </p>
            {wanted?.signIn === 'optional' && <p>{words('optional')}</p>}
          </div>
          <section aria-labelledby="wege" className="p-stack">
            <h2 className="kern-heading-large" id="wege">
              {words('ways')}
            </h2>
            <ul className="p-choice">
              {fitting.map((choice, index) => (
                <ChoiceBox
                  key={choice.id}
                  choice={choice}
                  first={index === 0}
                  forService={wanted !== undefined}
                  start={{ returnTo: back, service }}
                  typed={actionData?.email}
                  fault={faults[0]?.text}
                />
              ))}
            </ul>
          </section>
          <NotEnough choices={others} back={back} service={wanted} />
        </div>
        <AboutAccounts ways={ways.items} />
      </div>
    </div>
  );
}

const faultText = (status: number, title: string, words: ReturnType<typeof useWords<'signIn'>>): string =>
  status === 400 ? words('emailFault') : title;
