import { useMemo, useState, type FormEvent } from 'react';
import { Form, useLocation, useNavigate } from 'react-router';
import type { Schema } from '#api-client';
import { useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { refusedText, UploadField } from '../parts/upload';
import type { RefusedFile } from '../uploads.server';
import { useWords } from '../words/use-words';
import { filledIn, type Draft } from './draft';
import { SavedNote } from './saved-note';
import { AskingStep, FirstButton, StepActions, StepFaults } from './step';
import { headingId } from './step-frame';
import { documentsSlug, mayFollow, nextStep, stepPath, stepsOf } from './steps';

type Proof = Schema<'RequiredDocument'>;

/** What answers the documents that somebody without script has sent and that do not lead on. */
export interface SentDocuments {
  /** What of them was not taken. */
  readonly refused: readonly RefusedFile[];
}

/** The proofs of an application (R10e H2b): what is needed, what may follow, what is there. */
export function DocumentsStep({
  draft,
  sent,
  actKey,
  me,
}: {
  readonly draft: Draft;
  readonly sent: SentDocuments | undefined;
  readonly actKey: string;
  readonly me: Schema<'MeDto'>;
}) {
  const words = useWords('form');
  const upload = useWords('upload');
  const language = useLanguage();
  const to = usePaths();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [wanted, setWanted] = useState(sent !== undefined);
  const steps = useMemo(() => stepsOf(draft, filledIn(draft), language), [draft, language]);
  const here = steps.find(({ slug }) => slug === documentsSlug);
  if (here === undefined) throw new Error('This service asks for no documents.');
  const refused = sent?.refused ?? none;
  const missing = wanted ? here.missing : none;
  const kinds = new Set(draft.proofs.map(({ key }) => key));
  const others = draft.files.filter(({ kind }) => !kinds.has(kind));
  const target = { endpoint: `/api/applications/${draft.id}/documents`, csrfToken: me.csrfToken };
  const faults = useMemo(
    () =>
      [...draft.proofs.map(({ key, title }) => [key, title[language]] as const), otherKind].flatMap(
        ([kind, label = words('otherDocuments')]) => {
          const isMissing = missing.some(({ key }) => key === kind);
          const message =
            refusedText(refused, kind, upload) ?? (isMissing ? words('documentMissing') : undefined);
          return message === undefined
            ? []
            : [{ id: `datei-${kind}`, text: words('fault', { label, message }) }];
        },
      ),
    [draft.proofs, missing, refused, language],
  );

  function submitted(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setWanted(true);
    if (here?.missing.length === 0) void navigate(to(stepPath(draft.id, nextStep(steps, here, search))));
  }

  return (
    <AskingStep
      {...{ draft, steps, here }}
      note={<SavedNote savedAt={draft.savedAt} endsAt={draft.endsAt} />}
      lead={words('documentsLead')}
      isWrong={faults.length > 0}
    >
      <StepFaults faults={faults} />
      <Form
        className="p-form"
        aria-labelledby={headingId}
        method="post"
        encType="multipart/form-data"
        noValidate
        onSubmit={submitted}
      >
        <Acting actKey={actKey} version={draft.version} />
        <FirstButton />
        {draft.proofs.map((proof) => (
          <UploadField
            {...target}
            key={proof.key}
            id={`datei-${proof.key}`}
            kind={proof.key}
            label={proof.title[language]}
            hint={hintOf(proof, draft.proofsByPost, words)}
            rules={proof}
            files={draft.files.filter(({ kind }) => kind === proof.key)}
            error={missing.includes(proof) ? words('documentMissing') : undefined}
            refusedFiles={refused}
            optional={proof.required ? undefined : words('optional')}
          />
        ))}
        <UploadField
          {...target}
          id="datei-other"
          kind="other"
          label={words('otherDocuments')}
          hint={words('otherDocumentsHint')}
          files={others}
          refusedFiles={refused}
          optional={words('optional')}
        />
        <StepActions {...{ draft, steps, here }} />
      </Form>
    </AskingStep>
  );
}

const none: readonly never[] = [];

/** What belongs to no proof of the service. */
const otherKind: readonly [string, string | undefined] = ['other', undefined];

function hintOf(
  proof: Proof,
  byPost: boolean,
  words: ReturnType<typeof useWords<'form'>>,
): string | undefined {
  if (!proof.required || !mayFollow(proof, byPost)) return undefined;
  return words(byPost ? 'documentByPost' : 'documentLater');
}
