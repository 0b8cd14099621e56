import { data, Form, redirect } from 'react-router';
import { Alert, Badge, Button } from '#ui';
import { acting, entered } from '../acting';
import { pathIn } from '../language';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { Time } from '../parts/times';
import { found, problemOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-consents';

/** What a person has consented to: given and taken back here (R16 W13, § 41(2a) VwVfG NRW). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await accountOr(visit, request);
  const consents = await visit.api.GET('/api/me/consents');
  const done = new URL(request.url).searchParams.get('erledigt') ?? undefined;
  return { consents: found(consents), version: versionOf(consents), done, actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const header = acting(form);
  const client = entered(form, 'client') || undefined;
  const purpose = client === undefined ? ('electronic-notices' as const) : undefined;
  const gives = entered(form, 'act') === 'give' && purpose !== undefined;
  const answer = gives
    ? await visit.api.POST('/api/me/consents', { params: { header }, body: { purpose } })
    : await visit.api.DELETE('/api/me/consents', { params: { header, query: { purpose, client } } });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500) return data({ problem }, { status: problem.status });
  found(answer);
  const page = pathIn(visit.language, '/meine-daten/einwilligungen');
  return redirect(`${page}?erledigt=${gives ? 'erteilt' : 'widerrufen'}`, 303);
}

export default function OwnConsents({ loaderData, actionData }: Route.ComponentProps) {
  const { consents, version, done, actKey } = loaderData;
  const words = useWords('ownData');
  const doneWords = { erteilt: words('done-given'), widerrufen: words('done-withdrawn') };
  return (
    <OwnDataPage
      title={words('consents')}
      lead={words('consentsLead')}
      done={done === 'erteilt' || done === 'widerrufen' ? doneWords[done] : undefined}
    >
      {actionData && <Alert kind="warning" title={actionData.problem.title || words('stale')} announced />}
      {consents.items.map(({ purpose, text, given, givenAt }) => (
        <section className="p-box p-stack p-measure" aria-labelledby={purpose} key={purpose}>
          <h2 className="kern-heading-medium" id={purpose}>
            {words(`purpose-${purpose}`)}
          </h2>
          <p>{text}</p>
          {givenAt === undefined ? (
            <Badge kind="neutral">{words('notGiven')}</Badge>
          ) : (
            <div className="p-stack p-gap-s">
              <Badge kind="success">{words('given')}</Badge>
              <p className="p-small p-muted">
                {words('since')} <Time at={givenAt} form="day" />
              </p>
            </div>
          )}
          {given && <p className="p-small">{words('withdrawMeans')}</p>}
          <Form method="post">
            <Acting version={version} actKey={actKey} />
            <input type="hidden" name="act" value={given ? 'withdraw' : 'give'} />
            <Button weight={given ? 'secondary' : 'primary'}>{words(given ? 'withdraw' : 'give')}</Button>
          </Form>
        </section>
      ))}
      <section className="p-stack" aria-labelledby="weitergabe">
        <h2 className="kern-heading-large" id="weitergabe">
          {words('handOvers')}
        </h2>
        {consents.handOvers.length === 0 ? (
          <p className="p-prose">{words('handOversNone')}</p>
        ) : (
          <ul className="p-list">
            {consents.handOvers.map(({ client, name, data: passed, givenAt }) => (
              <li className="p-row" key={client}>
                <span className="p-row__title">{name}</span>
                <span className="p-meta">
                  <span>{passed.join(', ')}</span>
                  <span>
                    {words('since')} <Time at={givenAt} form="day" />
                  </span>
                </span>
                <Form method="post" className="p-row__act">
                  <Acting version={version} actKey={actKey} />
                  <input type="hidden" name="client" value={client} />
                  <Button weight="secondary" aria-label={words('withdrawFor', { name })}>
                    {words('withdraw')}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </section>
    </OwnDataPage>
  );
}
