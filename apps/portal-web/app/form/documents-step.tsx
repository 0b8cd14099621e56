import { useMemo, useState, type FormEvent } from 'react';
import { Form, Link, useLocation, useNavigate } from 'react-router';
import { Button, ErrorSummary } from '#ui';
import type { Schema } from '#api-client';
import { useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { UploadField } from '../parts/upload';
import { useWords } from '../words/use-words';
import { begun, type Draft } from './draft';
import { nextStep } from './page-step';
import { SavedNote } from './saved-note';
import { StepFrame, StepHeading } from './step-frame';
import { documentsSlug, mayFollow, stepPath, stepsOf } from './steps';
import { countInWords, stepTitle } from './words';

type Proof = Schema<'RequiredDocument'>;

/** The proofs of an application (R10e H2b): what is needed, what may follow, what is there. */
export function DocumentsStep({
  draft,
  isSent,
  actKey,
  me,
}: {
  readonly draft: Draft;
  /** Somebody without script wanted to go on, and something is missing. */
  readonly isSent: boolean;
  readonly actKey: string;
  readonly me: Schema<'MeDto'>;
}) {
  const words = useWords('form');
  const language = useLanguage();
  const to = usePaths();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [wanted, setWanted] = useState(isSent);
  const data = useMemo(() => begun(draft), [draft]);
  const steps = useMemo(() => stepsOf(draft, data, language), [draft, data, language]);
  const here = steps.find(({ slug }) => slug === documentsSlug);
  if (here === undefined) throw new Error('This service asks for no documents.');
  const missing = wanted ? here.missing : none;
  const before = steps[steps.indexOf(here) - 1];
  const next = nextStep(steps, here, search);
  const number = steps.indexOf(here) + 1;
  const title = words('documentsStep');
  const kinds = new Set(draft.proofs.map(({ key }) => key));
  const upload = { endpoint: `/api/applications/${draft.id}/documents`, csrfToken: me.csrfToken };

  function submitted(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setWanted(true);
    if (here?.missing.length === 0) void navigate(to(stepPath(draft.id, next)));
  }

  return (
    <StepFrame
      draft={draft}
      steps={steps}
      here={here}
      note={<SavedNote savedAt={draft.savedAt} endsAt={draft.endsAt} />}
    >
      <PageTitle error={missing.length > 0}>
        {`${words('stepTitle', { title, number, count: steps.length })} – ${draft.title}`}
      </PageTitle>
      <div className="p-stack">
        <StepHeading slug={documentsSlug}>{title}</StepHeading>
        <p className="p-lead">{words('documentsLead')}</p>
        <noscript>
          <p>{words('documentsWithoutScript')}</p>
        </noscript>
      </div>
      <ErrorSummary
        title={
          missing.length === 1
            ? words('faultsOne')
            : words('faultsMany', { number: countInWords(missing.length, words) })
        }
        faults={useMemo(
          () =>
            missing.map(({ key, title: name }) => ({
              id: `datei-${key}`,
              text: words('fault', { label: name[language], message: words('documentMissing') }),
            })),
          [missing, language],
        )}
      />
      <Form className="p-form" method="post" noValidate onSubmit={submitted}>
        <Acting actKey={actKey} version={draft.version} />
        <button className="kern-sr-only" type="submit" tabIndex={-1} aria-hidden="true" />
        {draft.proofs.map((proof) => (
          <UploadField
            {...upload}
            key={proof.key}
            id={`datei-${proof.key}`}
            kind={proof.key}
            label={proof.title[language]}
            hint={hintOf(proof, draft.proofsByPost, words)}
            rules={proof}
            files={draft.files.filter(({ kind }) => kind === proof.key)}
            error={missing.includes(proof) ? words('documentMissing') : undefined}
            optional={proof.required ? undefined : words('optional')}
          />
        ))}
        <UploadField
          {...upload}
          id="datei-other"
          kind="other"
          label={words('otherDocuments')}
          hint={words('otherDocumentsHint')}
          files={draft.files.filter(({ kind }) => !kinds.has(kind))}
          optional={words('optional')}
        />
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
      </Form>
    </StepFrame>
  );
}

const none: readonly Proof[] = [];

function hintOf(
  proof: Proof,
  byPost: boolean,
  words: ReturnType<typeof useWords<'form'>>,
): string | undefined {
  if (!proof.required || !mayFollow(proof, byPost)) return undefined;
  return words(byPost ? 'documentByPost' : 'documentLater');
}
