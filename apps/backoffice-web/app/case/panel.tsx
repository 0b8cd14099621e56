import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Form, Link, useNavigationType } from 'react-router';
import { usePaths, withQuery } from '#pages';
import { Button } from '#ui';
import { Acting } from '../parts/acting';
import { Refusal } from '../parts/refusal';
import { useWords } from '../words';
import { useFrame } from '../frame';
import { wordOf, type Case, type Colleague, type FormActName, type Refused } from './acts';
import { DecisionFields } from './decision-fields';
import {
  AssignFields,
  CorrectFields,
  ExtendFields,
  FeeFields,
  ForwardFields,
  PostingFields,
  ReleaseFields,
  ReopenFields,
  RequestFields,
  SuspendFields,
} from './fields';
import type { FieldsProps } from './fields-props';
import { DocumentFields, FinaliseFields, OutsideFields, SendOnFields } from './document-fields';
import { Meanwhile } from './meanwhile';
import { ApproveFields, SendBackFields } from './proposal-fields';
import { LinkFields, UnlinkFields } from './link-fields';
import { ContactFields, FinishFields, NoteFields, ResubmissionFields, TaskFields } from './office-fields';

const fields: Readonly<Record<FormActName, (props: FieldsProps) => ReactNode>> = {
  mitzeichnen: ApproveFields,
  entscheiden: DecisionFields,
  zurueckgeben: SendBackFields,
  zuweisen: AssignFields,
  nachfordern: RequestFields,
  gebuehr: FeeFields,
  verlaengern: ExtendFields,
  ruhen: SuspendFields,
  weiterleiten: ForwardFields,
  freigeben: ReleaseFields,
  post: PostingFields,
  wiederaufnehmen: ReopenFields,
  notiz: NoteFields,
  eingang: ContactFields,
  dokument: DocumentFields,
  endgueltig: FinaliseFields,
  uebermitteln: SendOnFields,
  aufgabe: TaskFields,
  extern: OutsideFields,
  erledigen: FinishFields,
  wiedervorlage: ResubmissionFields,
  verknuepfen: LinkFields,
  loesen: UnlinkFields,
  berichtigen: CorrectFields,
};

/**
 * The form of an act, in the place of the history. What is sent names the version of the case that its reader knew when it was opened:
 * whatever comes in meanwhile is shown here, and counts only after they have seen it. Nothing that was typed is lost.
 */
export function Panel({
  act,
  shown,
  colleagues,
  actKey,
  refused,
}: {
  readonly act: FormActName;
  readonly shown: Case;
  readonly colleagues: readonly Colleague[];
  readonly actKey: string;
  readonly refused: Refused | undefined;
}) {
  const words = useWords('acts');
  const word = wordOf(act, shown, useFrame()?.me?.personId);
  const to = usePaths();
  const page = to(`/vorgaenge/${shown.id}`);
  // Where no script runs, the page that says what has changed is itself the new state: the form goes on with it.
  const [known, setKnown] = useState({ version: shown.version, since: refused?.seen ?? shown.version });
  const heading = useFocus(act);
  const Fields = fields[act];
  const isStale = refused?.problem?.status === 412;
  const faults = (refused?.problem as { readonly errors?: readonly Fault[] } | undefined)?.errors ?? [];
  return (
    <aside className="b-panel" aria-labelledby="formular">
      <header>
        <h2 id="formular" tabIndex={-1} ref={heading}>
          {words(word)}
        </h2>
        <span className="b-muted b-ref">{shown.reference}</span>
        <Link
          className="kern-btn kern-btn--tertiary b-end"
          to={page}
          preventScrollReset
          aria-keyshortcuts="Escape"
        >
          <span className="kern-label">{words('close')}</span>
          <kbd aria-hidden="true">Esc</kbd>
        </Link>
      </header>
      <Meanwhile
        shown={shown}
        since={known.since}
        wasRefused={isStale}
        goOn={() => setKnown({ version: shown.version, since: shown.version })}
      />
      {refused?.problem !== undefined && !isStale && <Refusal problem={refused.problem} />}
      <Form
        method="post"
        action={withQuery(page, { tun: act })}
        preventScrollReset
        {...(withFiles.includes(act) && { encType: 'multipart/form-data' as const })}
      >
        {/* What Enter in a field presses: never the putting in of a text. */}
        <button type="submit" hidden />
        <Acting version={`"${known.version}"`} actKey={`${actKey}-${act}`} />
        <input type="hidden" name="act" value={act} />
        <Fields
          shown={shown}
          colleagues={colleagues}
          typed={refused?.typed ?? {}}
          faultAt={(pointer) => faults.find((fault) => fault.pointer?.startsWith(pointer))?.message}
        />
        <footer>
          <Button>{words(`${word}-go`)}</Button>
          <span className="b-muted b-small">{words(`${word}-who`)}</span>
        </footer>
      </Form>
    </aside>
  );
}

/** Whoever opens a form is led into it, and back to what opened it when it is closed. @returns of its heading */
function useFocus(act: FormActName): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpened = useNavigationType() === 'PUSH';
  useEffect(() => {
    if (isOpened) heading.current?.focus();
    return () => document.getElementById(`tun-${act}`)?.focus();
    // Only as it comes and goes: what is done in it leaves the focus where it is.
  }, []);
  return heading;
}

/** The forms in which documents can be uploaded. */
const withFiles: readonly FormActName[] = ['eingang', 'dokument', 'erledigen'];

/** What the API says of an entry. */
interface Fault {
  readonly pointer?: string;
  readonly message?: string;
}
