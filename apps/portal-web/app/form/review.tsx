import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { isAskedOn } from '#forms';
import { Alert } from '#ui';
import type { Schema } from '#api-client';
import { useFrame } from '../frame';
import { unbroken } from '../hyphenated';
import { useLanguage, usePaths } from '../language';
import { ForWhom } from '../parts/for-whom';
import { PageTitle } from '../parts/page-title';
import { useWords } from '../words/use-words';
import { filledIn, type Draft } from './draft';
import { idOf } from '#form-fields';
import { SavedNote } from './saved-note';
import { StepFrame, StepHeading } from './step-frame';
import { counts, mayFollow, reviewSlug, stepPath, stepsOf, type Step } from './steps';
import { countInWords, stepTitle } from './words';

/** Everything that was entered, by steps, each with the way back to it; before submitting (law 2). @param children fee, warning, and the act */
export function Review({
  draft,
  review,
  error = false,
  before,
  children,
}: {
  readonly draft: Draft;
  readonly review: Schema<'ReviewView'>;
  /** Whether submitting was refused; the title says so. */
  readonly error?: boolean;
  /** What has to be read first, e.g. why it was refused. */
  readonly before?: ReactNode;
  readonly children: ReactNode;
}) {
  const words = useWords('form');
  const language = useLanguage();
  const steps = stepsOf(draft, filledIn(draft), language);
  const here = steps.find(({ slug }) => slug === reviewSlug);
  if (here === undefined) throw new Error('An application has a review.');
  const number = steps.indexOf(here) + 1;
  const title = stepTitle(here, draft.title, words);
  const asked = steps.filter(({ kind }) => kind === 'page' || kind === 'documents');
  return (
    <StepFrame
      draft={draft}
      steps={steps}
      here={here}
      note={<SavedNote savedAt={draft.savedAt} endsAt={draft.endsAt} />}
    >
      <PageTitle error={error}>
        {`${words('stepTitle', { title, number, count: steps.length })} – ${draft.title}`}
      </PageTitle>
      <div className="p-stack">
        <StepHeading slug={reviewSlug}>{words('reviewTitle')}</StepHeading>
        <p className="p-lead">{words('reviewLead')}</p>
      </div>
      {before}
      <Missing draft={draft} steps={asked} />
      <div className="p-stack p-stack-l">
        <OnBehalf draft={draft} />
        {asked.map((step, index) => (
          <Summary key={step.slug} draft={draft} step={step} number={index + 1}>
            {step.kind === 'documents' ? (
              <Files draft={draft} />
            ) : (
              <Entries step={step} entries={review.entries} />
            )}
          </Summary>
        ))}
      </div>
      {children}
    </StepFrame>
  );
}

/** For whom it is, with the way to change it, where the one who fills it in does not file for themselves (law 7). */
function OnBehalf({ draft: { id, represents } }: { readonly draft: Draft }) {
  const words = useWords('behalf');
  const to = usePaths();
  if (represents === undefined) return null;
  return (
    <section className="kern-summary" aria-labelledby="fuer-wen">
      <div className="kern-summary__header">
        <h2 className="kern-summary__title-wrapper" id="fuer-wen">
          <span className="kern-title">{words('reviewTitle')}</span>
        </h2>
      </div>
      <div className="kern-summary__body">
        <ForWhom represents={represents} />
        <div>
          <Link className="kern-link kern-link--no-visited-state p-tap" to={to(`/antraege/${id}/fuer-wen`)}>
            <span className="kern-icon kern-icon--edit" aria-hidden="true" />
            {words('change')}
          </Link>
        </div>
      </div>
    </section>
  );
}

/** What keeps the application from being submitted, each with the way to where it is mended. */
function Missing({ draft, steps }: { readonly draft: Draft; readonly steps: readonly Step[] }) {
  const words = useWords('form');
  const language = useLanguage();
  const to = usePaths();
  const back = `?von=${reviewSlug}`;
  const faults = steps.flatMap((step) => [
    ...step.faults.map(({ pointer, label, message }) => ({
      to: `${to(stepPath(draft.id, step))}${back}#${idOf(pointer)}`,
      text: label
        ? words('fault', { label: label[language], message: message[language] })
        : message[language],
    })),
    ...step.missing.map((proof) => ({
      to: `${to(stepPath(draft.id, step))}${back}#datei-${proof.key}`,
      text: words('fault', { label: proof.title[language], message: words('documentMissing') }),
    })),
  ]);
  if (faults.length === 0) return null;
  return (
    <Alert
      kind="warning"
      title={
        faults.length === 1
          ? words('missingTitleOne')
          : words('missingTitleMany', { number: countInWords(faults.length, words) })
      }
    >
      <ul className="p-plain">
        {faults.map((fault) => (
          <li key={fault.to}>
            <Link className="kern-link kern-link--no-visited-state" to={fault.to}>
              {fault.text}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Summary({
  draft,
  step,
  number,
  children,
}: {
  readonly draft: Draft;
  readonly step: Step;
  readonly number: number;
  readonly children: ReactNode;
}) {
  const words = useWords('form');
  const to = usePaths();
  const title = stepTitle(step, draft.title, words);
  const id = `schritt-${step.slug}`;
  return (
    <section className="kern-summary" aria-labelledby={id}>
      <div className="kern-summary__header">
        <h2 className="kern-summary__title-wrapper" id={id}>
          <span className="kern-number">{number}</span>
          <span className="kern-title">{title}</span>
        </h2>
      </div>
      <div className="kern-summary__body">
        {children}
        <div>
          <Link
            className="kern-link kern-link--no-visited-state p-tap"
            to={`${to(stepPath(draft.id, step))}?von=${reviewSlug}`}
          >
            <span className="kern-icon kern-icon--edit" aria-hidden="true" />
            {words('changeStep', { title })}
          </Link>
        </div>
      </div>
    </section>
  );
}

function Entries({
  step: { page },
  entries,
}: {
  readonly step: Step;
  readonly entries: readonly Schema<'ReviewEntry'>[];
}) {
  const words = useWords('form');
  const own = page === undefined ? [] : entries.filter(({ pointer }) => isAskedOn(page, pointer));
  if (own.length === 0) return <p className="p-muted">{words('nothingEntered')}</p>;
  return (
    <dl className="kern-description-list">
      {own.map(({ pointer, label, value }) => (
        <div className="kern-description-list-item" key={pointer}>
          <dt className="kern-description-list-item__key">{unbroken(label)}</dt>
          <dd className="kern-description-list-item__value p-lines">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is handed in, and what is still to come. */
function Files({ draft: { proofs, proofsByPost, files } }: { readonly draft: Draft }) {
  const words = useWords('form');
  const language = useLanguage();
  const kinds = new Set(proofs.map(({ key }) => key));
  const others = files.filter((file) => !kinds.has(file.kind) && counts(file));
  const rows = proofs.map((proof) => {
    const there = files.filter((file) => file.kind === proof.key && counts(file));
    const isToFollow = there.length === 0 && proof.required && mayFollow(proof, proofsByPost);
    const names = there.map(({ name }) => name ?? '').join('\n');
    return { term: proof.title[language], value: names || words(isToFollow ? 'toFollow' : 'noFiles') };
  });
  if (others.length > 0)
    rows.push({
      term: words('otherDocuments'),
      value: others.map(({ name }) => name ?? '').join('\n'),
    });
  return (
    <dl className="kern-description-list">
      {rows.map(({ term, value }) => (
        <div className="kern-description-list-item" key={term}>
          <dt className="kern-description-list-item__key">{unbroken(term)}</dt>
          <dd className="kern-description-list-item__value p-lines">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The warning against haste (law 2), directly before the act, with whom to ask first. */
export function HasteWarning({ office: key, text }: { readonly office: string; readonly text: string }) {
  const words = useWords('form');
  const city = useFrame()?.city;
  const phone = city?.offices.find((one) => one.key === key)?.contact.phone ?? city?.support.phone;
  return (
    <Alert kind="warning" title={words('warningTitle')}>
      <p>{text}</p>
      {phone !== undefined && (
        <p>
          {words('warningAsk')} <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
        </p>
      )}
    </Alert>
  );
}
