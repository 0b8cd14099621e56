import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { Form, useLocation, useNavigate } from 'react-router';
import { labelOf, spotOf, textOf, valueAt, type FormError, type FormPage } from '#forms';
import { Alert } from '#ui';
import type { Schema } from '#api-client';
import { useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { useWords } from '../words/use-words';
import type { Draft } from './draft';
import { addName, AskedView, idOf, removeName, withItem, withoutItem, type Filled } from '#form-fields';
import type { Posted } from './posted';
import { SavedNote } from './saved-note';
import { Clashes, SavingAlert } from './saving-alert';
import { AskingStep, FirstButton, StepActions, StepFaults } from './step';
import { headingId } from './step-frame';
import { nextStep, pageAt, stepPath, stepsOf, type Step } from './steps';
import { useEntering } from './use-entering';
import { stepTitle } from './words';

/** One page of the form: it is saved while somebody types, and works without script, too. */
export function PageStep({
  draft,
  slug,
  posted,
  actKey,
  me,
}: {
  readonly draft: Draft;
  readonly slug: string;
  readonly posted: Posted | undefined;
  readonly actKey: string;
  readonly me: Schema<'MeDto'>;
}) {
  const words = useWords('form');
  const language = useLanguage();
  const to = usePaths();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const element = useRef<HTMLFormElement>(null);
  const entering = useEntering(draft, me, { element, slug }, posted?.entered);
  const { data, saved, drawing, read, put, flush } = entering;
  const steps = useMemo(() => stepsOf(draft, data, language), [draft, data, language]);
  const page = pageAt(draft.form, data, slug);
  const here = steps.find((step) => step.slug === slug) ?? hiddenStep(slug, page.title?.[language], page);
  const [faults, setFaults] = useFaults(slug, posted);
  const focusOn = useFocusAfter(drawing);

  const stillWrong = new Set(here.faults.map(({ pointer }) => pointer));
  const errors = new Map(
    faults
      .filter(({ pointer }) => stillWrong.has(pointer))
      .map(({ pointer, message }) => [pointer, message[language]]),
  );

  async function submitted(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const entered = read(page);
    if (submitter instanceof HTMLButtonElement && submitter.name === addName) {
      const grown = withItem(draft.form, entered, submitter.value);
      const list = valueAt(spotOf(submitter.value, grown), grown);
      focusOn(`${idOf(`${submitter.value}/${Array.isArray(list) ? list.length - 1 : 0}`)}-title`);
      put(grown);
      return;
    }
    if (submitter instanceof HTMLButtonElement && submitter.name === removeName) {
      focusOn(idOf(submitter.value.slice(0, submitter.value.lastIndexOf('/'))));
      put(withoutItem(draft.form, entered, submitter.value));
      return;
    }
    const now = stepsOf(draft, entered, language);
    const found = now.find((step) => step.slug === slug);
    setFaults(found?.faults ?? []);
    if (found !== undefined && found.faults.length > 0) return;
    if ((await flush()) === 'saved')
      await navigate(to(stepPath(draft.id, nextStep(now, found ?? here, search))));
  }

  return (
    <AskingStep
      {...{ draft, steps, here }}
      note={<SavedNote savedAt={saved.savedAt} endsAt={saved.endsAt} saving={saved.saving === 'saving'} />}
      lead={page.hint?.[language]}
      isWrong={faults.length > 0}
    >
      <SavingAlert entering={entering} back={pathname + search} />
      <Clashes form={draft.form} entering={entering} />
      {entering.restored && (
        <p className="p-small p-muted" role="status">
          {words('restored')}
        </p>
      )}
      <Notices draft={draft} posted={posted} />
      <StepFaults
        faults={useMemo(
          () =>
            faults.map(({ pointer, label, message }) => ({
              id: idOf(pointer),
              text: label
                ? words('fault', { label: label[language], message: message[language] })
                : message[language],
            })),
          [faults, language],
        )}
      />
      <Form
        className="p-form"
        aria-labelledby={headingId}
        method="post"
        noValidate
        ref={element}
        onChange={() => read(page)}
        onSubmit={(event) => void submitted(event)}
      >
        <Acting actKey={actKey} version={saved.version} />
        <FirstButton />
        <div className="p-fields" key={`${slug} ${drawing}`}>
          <AskedView
            asked={page.asked}
            filled={useFilled(draft, data, errors, me)}
            title={stepTitle(here, draft.title, words)}
          />
        </div>
        <StepActions {...{ draft, steps, here }} />
      </Form>
    </AskingStep>
  );
}

/** What the page shows of its fields; where a value comes from that nobody types over is said at the field. */
function useFilled(
  draft: Draft,
  data: Filled['data'],
  errors: Filled['errors'],
  { attributes, session, guest, actingFor }: Schema<'MeDto'>,
): Filled {
  const words = useWords('form');
  const language = useLanguage();
  const why = words(session.method === 'bundid' ? 'lockedBundid' : 'lockedOfficial');
  const official = new Map(draft.official.map(({ pointer }) => [pointer, why]));
  const profile = guest === true || actingFor !== undefined ? {} : attributes;
  return { form: draft.form, data, language, words, errors, official, profile };
}

/** What has to be read before the page: what was taken over, what has changed, what another tab did. */
function Notices({ draft, posted }: { readonly draft: Draft; readonly posted: Posted | undefined }) {
  const words = useWords('form');
  const language = useLanguage();
  const { form, takenOver, serviceChanged, data } = draft;
  // Once: the next save brings it, and what is loaded then says it no more.
  const [first] = useState(takenOver);
  return (
    <>
      {serviceChanged !== undefined && (
        <Alert kind={serviceChanged.ended ? 'warning' : 'info'} title={words('serviceChanged')}>
          <p>{serviceChanged.message}</p>
        </Alert>
      )}
      {first.length > 0 && (
        <Alert kind="info" title={words('takenOverTitle')}>
          <p>{words('takenOverText')}</p>
          <ul>
            {first.map(({ pointer, label, before, now }) => (
              <li key={pointer}>
                {before === undefined
                  ? words('takenOverNew', { label, now })
                  : words('takenOverFrom', { label, now, before })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {posted !== undefined && posted.elsewhere.length > 0 && (
        <Alert kind="warning" title={words('staleTitle')} announced>
          <p>{words('stalePosted')}</p>
          <ul>
            {posted.elsewhere.map(({ pointer, kept }) => {
              const spot = spotOf(pointer, data);
              return (
                <li key={pointer}>
                  <strong>{labelOf(form, spot, language)}</strong>,{' '}
                  {kept === undefined
                    ? words('staleNothing')
                    : words('staleThere', { value: textOf(form, spot, kept, language) })}
                </li>
              );
            })}
          </ul>
        </Alert>
      )}
      {posted?.problem !== undefined && (
        <Alert kind="danger" title={words('refusedTitle')} announced>
          <p>{[posted.problem.title, posted.problem.detail].filter(Boolean).join(' ')}</p>
        </Alert>
      )}
      {posted?.asksMore === true && <Alert kind="info" title={words('newQuestions')} announced />}
    </>
  );
}

/** What was wrong when the person wanted to go on; another step begins without. */
function useFaults(slug: string, posted: Posted | undefined) {
  const [{ of, faults }, set] = useState<{ readonly of: string; readonly faults: readonly FormError[] }>({
    of: slug,
    faults: posted?.faults ?? [],
  });
  const none = useRef<readonly FormError[]>([]);
  const setFaults = (found: readonly FormError[]): void => set({ of: slug, faults: found });
  return [of === slug ? faults : none.current, setFaults] as const;
}

/** Puts the focus on something that is there after the fields were drawn anew. */
function useFocusAfter(drawing: number): (id: string) => void {
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = undefined;
  }, [drawing]);
  return (id) => (wanted.current = id);
}

/** A page that is shown though its rules hide it: somebody has followed an old link. */
function hiddenStep(slug: string, title: string | undefined, page: FormPage): Step {
  return { kind: 'page', slug, title, page, faults: [], missing: [] };
}
