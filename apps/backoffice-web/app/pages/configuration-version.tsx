import { data, Form, Link } from 'react-router';
import { found, notFound, usePaths, withQuery } from '#pages';
import { Button } from '#ui';
import { Difference } from '../configuration/difference';
import { differenceOf } from '../configuration/difference.server';
import { FormPreview } from '../configuration/form-preview';
import { formOf } from '../configuration/form.server';
import { shortHash, useAdopter } from '../configuration/versions-table';
import { PageTitle } from '../parts/page-title';
import { Time, useTimeText } from '../parts/times';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/configuration-version';

/** One version, and what changed since another: the one before, where none is chosen. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const { kind = '', key = '', version = '' } = params;
  const content = async (of: string) =>
    found(
      await visit.api.GET('/api/configuration/{kind}/{key}/{version}', {
        params: { path: { kind, key, version: of } },
      }),
    );
  const { items } = found(await visit.api.GET('/api/configuration', {}));
  const item = items.find((one) => one.kind === kind && one.key === key);
  if (item === undefined) throw data(notFound, { status: 404 });
  const versions = item.versions;
  const place = versions.findIndex((one) => one.version === version);
  const asked = new URL(request.url).searchParams.get('gegen');
  const other = versions.find((one) => one.version === asked && asked !== version) ?? versions[place + 1];
  const [shown, before] = await Promise.all([
    content(version),
    other === undefined ? undefined : content(other.version),
  ]);
  return {
    item,
    shown,
    // A service asks for something; nothing else has a form.
    form: kind === 'service' ? formOf(shown.content) : undefined,
    other: other?.version,
    difference: before && differenceOf(before.content, shown.content),
  };
}

/** What a version says, what changed, and the file itself to take along. */
export default function ConfigurationVersion({ loaderData }: Route.ComponentProps) {
  const { item, shown, form, other, difference } = loaderData;
  const words = useWords('configuration');
  const to = usePaths();
  const adopter = useAdopter();
  const timeText = useTimeText();
  const others = item.versions.filter(({ version }) => version !== shown.version);
  const page = to(`/konfiguration/${item.kind}/${item.key}/${shown.version}`);
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{`${item.title} ${shortHash(shown.version)}`}</PageTitle>
      <p>
        <Link to={to('/konfiguration')}>{words('title')}</Link>
      </p>
      <h1>{item.title}</h1>
      <p>
        <span className="b-ref">{shown.file}</span>, {words('version')}{' '}
        <span className="b-ref" title={shown.version}>
          {shortHash(shown.version)}
        </span>{' '}
        ({words(shown.inForce ? 'inForce' : 'notInForce')}), {words('adopted')} <Time at={shown.adoptedAt} />,{' '}
        {adopter(shown.adoptedBy)}
      </p>
      <p>
        <a href={`/konfiguration/${item.kind}/${item.key}/${shown.version}/datei`} download>
          {words('download')}
        </a>
      </p>
      {item.kind === 'service' && (
        <p>
          <a href={`/konfiguration/service/${item.key}/${shown.version}/vorschau`}>{words('preview')}</a>{' '}
          <span className="b-muted">{words('previewHint')}</span>
        </p>
      )}
      <section aria-labelledby="unterschied" className="b-block b-stack">
        <h2 id="unterschied">{words('difference')}</h2>
        {others.length === 0 || difference === undefined ? (
          <p>{words(others.length === 0 ? 'onlyVersion' : 'firstVersion')}</p>
        ) : (
          <Difference lines={difference} />
        )}
        {others.length > 0 && (
          <Form className="b-row" action={withQuery(page, {})}>
            <label>
              {words('against')}{' '}
              <select className="b-choose" name="gegen" key={other} defaultValue={other}>
                {others.map(({ version, adoptedAt }) => (
                  <option key={version} value={version}>
                    {`${shortHash(version)} · ${timeText(adoptedAt)}`}
                  </option>
                ))}
              </select>
            </label>
            <Button weight="secondary">{words('compare')}</Button>
          </Form>
        )}
      </section>
      {form !== undefined && (
        <section aria-labelledby="formular" className="b-block b-stack">
          <h2 id="formular">{words('form')}</h2>
          <p className="b-muted">{words('formHint')}</p>
          <FormPreview form={form} />
        </section>
      )}
      <section aria-labelledby="inhalt-der-fassung" className="b-block b-stack">
        <h2 id="inhalt-der-fassung">{words('content')}</h2>
        <pre className="b-scroll b-code" tabIndex={0} aria-label={words('content')} role="group">
          {shown.content}
        </pre>
      </section>
    </main>
  );
}
