import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useNavigationType } from 'react-router';
import { Progress } from '#ui';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { ForWhom } from '../parts/for-whom';
import { useWords } from '../words/use-words';
import type { Draft } from './draft';
import { stepPath, type Step } from './steps';
import { stepTitle } from './words';

/** What every step has around it: where one is, what was saved, all steps, and whom to ask. */
export function StepFrame({
  draft,
  steps,
  here,
  note,
  children,
}: {
  readonly draft: Pick<Draft, 'id' | 'title' | 'office' | 'represents'>;
  readonly steps: readonly Step[];
  readonly here: Step;
  /** Whether everything is saved. */
  readonly note: ReactNode;
  readonly children: ReactNode;
}) {
  const words = useWords('form');
  const number = steps.indexOf(here) + 1;
  const title = stepTitle(here, draft.title, words);
  return (
    <div className="p-container">
      <div className="p-cols">
        <div className="p-form">
          <div className="p-stack p-gap-s">
            <p className="p-small p-muted">{words('apply', { service: draft.title })}</p>
            <ForWhom represents={draft.represents} />
            <Progress
              value={number}
              max={steps.length}
              text={words('step', { number, count: steps.length, title })}
            />
            {note}
          </div>
          {children}
        </div>
        <aside className="p-sticky p-stack p-stack-l" aria-label={words('overview')}>
          <AllSteps draft={draft} steps={steps} here={here} />
          <Questions office={draft.office} />
        </aside>
      </div>
    </div>
  );
}

/** By it the form of a step has its name. */
export const headingId = 'ueberschrift';

/**
 * The heading of a step: it gets the focus of whoever has gone on, so that a screen reader says where they are; or the field does that
 * the address names.
 */
export function StepHeading({ slug, children }: { readonly slug: string; readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const hasGone = useNavigationType() === 'PUSH';
  useEffect(() => {
    const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (field) field.focus();
    else if (hasGone) heading.current?.focus({ preventScroll: true });
  }, [slug, hasGone]);
  return (
    <h1 className="kern-heading-x-large p-step-title" id={headingId} ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

function AllSteps({
  draft,
  steps,
  here,
}: {
  readonly draft: Pick<Draft, 'id' | 'title'>;
  readonly steps: readonly Step[];
  readonly here: Step;
}) {
  const words = useWords('form');
  const to = usePaths();
  const at = steps.indexOf(here);
  // Whoever has left something open is led there first.
  const open = steps.findIndex(({ faults, missing }) => faults.length > 0 || missing.length > 0);
  const reached = open < 0 ? steps.findIndex(({ kind }) => kind === 'review') : open;
  return (
    <section aria-labelledby="schritte">
      <h2 className="kern-heading-small" id="schritte">
        {words('allSteps')}
      </h2>
      <ol className="p-timeline">
        {steps.map((step, index) => {
          const title = stepTitle(step, draft.title, words);
          const isOpen = step.faults.length > 0 || step.missing.length > 0;
          if (index === at)
            return (
              <li className="is-now" aria-current="step" key={step.slug}>
                <strong>{title}</strong>
                <span className="p-time">{words('here')}</span>
              </li>
            );
          const isDone = index < at && !isOpen;
          return (
            <li className={isDone ? 'is-done' : 'is-next'} key={step.slug}>
              {index < at || index <= reached ? (
                <Link className="p-link p-tap" to={to(stepPath(draft.id, step))}>
                  {title}
                </Link>
              ) : (
                title
              )}
              {index < at && <span className="p-time">{words(isOpen ? 'open' : 'done')}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Whom to ask about the application: its office, else the city. */
function Questions({ office: key }: { readonly office: string }) {
  const words = useWords('form');
  const language = useLanguage();
  const city = useFrame()?.city;
  const office = city?.offices.find((one) => one.key === key);
  if (office === undefined) return null;
  const { phone, email } = office.contact;
  return (
    <section aria-labelledby="frage" className="p-small">
      <h2 className="kern-heading-small" id="frage">
        {words('questions')}
      </h2>
      <p>{office.name[language]}</p>
      {phone !== undefined && (
        <p>
          <a className="p-link p-tap" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
            {phone}
          </a>
        </p>
      )}
      {phone === undefined && email !== undefined && (
        <p>
          <a className="p-link p-tap" href={`mailto:${email}`}>
            {email}
          </a>
        </p>
      )}
    </section>
  );
}
