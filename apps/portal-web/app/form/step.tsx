import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Button, ErrorSummary, type FieldFault } from '#ui';
import { usePaths } from '../language';
import { PageTitle } from '../parts/page-title';
import { useWords } from '../words/use-words';
import type { Draft } from './draft';
import { StepFrame, StepHeading } from './step-frame';
import { nextStep, stepPath, type Step } from './steps';
import { countInWords, stepTitle } from './words';

/** One step that asks for something: where one is, what it is about, and what is asked for. */
export function AskingStep({
  draft,
  steps,
  here,
  note,
  lead,
  isWrong,
  children,
}: {
  readonly draft: Draft;
  readonly steps: readonly Step[];
  readonly here: Step;
  /** Whether everything is saved. */
  readonly note: ReactNode;
  readonly lead: string | undefined;
  /** Whether something has to be mended: the title says so. */
  readonly isWrong: boolean;
  readonly children: ReactNode;
}) {
  const words = useWords('form');
  const title = stepTitle(here, draft.title, words);
  const number = steps.indexOf(here) + 1;
  return (
    <StepFrame draft={draft} steps={steps} here={here} note={note}>
      <PageTitle error={isWrong}>
        {`${words('stepTitle', { title, number, count: steps.length })} – ${draft.title}`}
      </PageTitle>
      <div className="p-stack">
        <StepHeading slug={here.slug}>{title}</StepHeading>
        {lead !== undefined && <p className="p-lead">{lead}</p>}
      </div>
      {children}
    </StepFrame>
  );
}

/** What of a step has to be mended, how much of it in words, each with the way to its control. */
export function StepFaults({ faults }: { readonly faults: readonly FieldFault[] }) {
  const words = useWords('form');
  const title =
    faults.length === 1
      ? words('faultsOne')
      : words('faultsMany', { number: countInWords(faults.length, words) });
  return <ErrorSummary title={title} faults={faults} />;
}

/** The Enter key presses the first button of a form: this one goes on, whatever other buttons stand before the last. */
export function FirstButton() {
  return <button className="kern-sr-only" type="submit" tabIndex={-1} aria-hidden="true" />;
}

/** On to the next step or back to the former one; later, or never. */
export function StepActions({
  draft,
  steps,
  here,
}: {
  readonly draft: Draft;
  readonly steps: readonly Step[];
  readonly here: Step;
}) {
  const words = useWords('form');
  const to = usePaths();
  const { search } = useLocation();
  const before = steps[steps.indexOf(here) - 1];
  const next = nextStep(steps, here, search);
  return (
    <div className="p-stack">
      <div className="p-actions">
        <Button>{words('continueTo', { title: stepTitle(next, draft.title, words) })}</Button>
        {before !== undefined && (
          <Link className="kern-btn kern-btn--tertiary" to={to(stepPath(draft.id, before))}>
            <span className="kern-label">{words('back')}</span>
          </Link>
        )}
      </div>
      <p className="p-later">
        <Link className="p-link p-tap" to={to('/antraege')}>
          {words('later')}
        </Link>
        <Link className="p-link p-tap" to={to(`/antraege/${draft.id}/zurueckziehen`)}>
          {words('discard')}
        </Link>
      </p>
    </div>
  );
}
