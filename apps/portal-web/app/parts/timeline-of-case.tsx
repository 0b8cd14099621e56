import { Link } from 'react-router';
import type { Case, NextStep } from '../case-course';
import { useWords } from '../words/use-words';
import { moneyText, useDates } from './times';
import { useLanguage } from '../language';

type Entry = Case['history'][number];

/** What happened so far in plain words, oldest first, and what comes next. */
export function TimelineOfCase({ shown, step }: { readonly shown: Case; readonly step: NextStep }) {
  const words = useWords('timeline');
  const course = useWords('oneCase');
  const entries = shown.history.filter(isTold);
  return (
    <ol className="p-timeline">
      {shown.earlierBefore !== undefined && (
        <li className="is-done">
          <Link className="p-link p-tap" to={`?frueher=${shown.earlierBefore}`}>
            {words('earlier')}
          </Link>
        </li>
      )}
      {entries.map((entry, index) => (
        <li key={entry.version} className={index === entries.length - 1 ? 'is-now' : 'is-done'}>
          <Told entry={entry} shown={shown} />
        </li>
      ))}
      {step.is !== 'nothing' && (
        <li className="is-next">{words('next', { what: course(`next-${step.is}`) })}</li>
      )}
    </ol>
  );
}

/** What tells the person nothing that another entry does not. */
const untold: readonly Entry['type'][] = [
  'FormSaved',
  'CaseAssigned',
  'NoticeNotified',
  'DraftEndAnnounced',
  // Stands among the documents.
  'DocumentAdded',
];

function isTold({ type }: Entry): boolean {
  return !untold.includes(type);
}

function Told({ entry, shown }: { readonly entry: Entry; readonly shown: Case }) {
  const { exact } = useDates();
  const [title, more] = useTold(entry, shown);
  // Its day is the whole of it, and may lie ahead: when that was written down tells the person nothing.
  if (entry.type === 'AnnouncementEffective') return <strong>{title}</strong>;
  return (
    <>
      <strong>{title}</strong>
      <span className="p-time">
        {exact(entry.at)}
        {more !== undefined && `. ${more}`}
      </span>
      {askedAndAnswered.includes(entry.type) && <Said text={writtenIn(entry)} />}
    </>
  );
}

/** What was asked, and what was answered, stands nowhere else once it is done. */
const askedAndAnswered: readonly Entry['type'][] = ['DocumentsRequested', 'DocumentsSupplied'];

function Said({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : <blockquote className="p-said">{text}</blockquote>;
}

/** An entry in plain words, and what else has to be said of it; what has none is told in the words of the API. */
function useTold(entry: Entry, shown: Case): readonly [title: string, more?: string] {
  const words = useWords('timeline');
  const { weekday, exact } = useDates();
  const language = useLanguage();
  switch (entry.type) {
    case 'ApplicationDrafted':
    case 'ApplicationSubmitted':
    case 'SubmissionTakenBack':
    case 'ProcessingStarted':
    case 'CaseForwarded':
    case 'CaseClosed':
    case 'CaseReopened':
    case 'ApplicationWithdrawn':
    case 'NoticeProvided':
      return [words(entry.type)];
    case 'NoticeRetrieved':
      return retrievalCounts(shown, entry.facts.noticeId)
        ? [words(entry.type), words('retrievedCounts')]
        : [words(entry.type)];
    case 'ApplicationFiled': {
      // Both times are shown: when its last condition was met in the world, and when that was learned (law 11).
      const filedAt = exact(entry.facts.filedAt);
      return filedAt === exact(entry.at)
        ? [words(entry.type)]
        : [words(entry.type), words('filedAsOf', { at: filedAt })];
    }
    case 'DocumentsRequested': {
      const { dueOn } = entry.facts;
      const documents = entry.content?.documents ?? [];
      return [
        documents.length > 0 ? words('documentsNamed', { what: documents.join(', ') }) : words(entry.type),
        `${dueOn === undefined ? '' : `${words('dueOn', { on: weekday(dueOn) })} `}${words('targetMoves')}`,
      ];
    }
    case 'DocumentsSupplied':
      return [words(entry.type), words('targetRuns')];
    case 'DecisionIssued':
      return [words(`decided-${entry.facts.outcome}`)];
    case 'AnnouncementEffective':
      return [words(entry.type, { on: weekday(entry.facts.effectiveOn) })];
    case 'FeeFixed':
      return [words(entry.type, { amount: moneyText(entry.facts.amountCents, language) })];
    case 'AdviceOverdue':
    case 'ApplicantErased':
    case 'ApplicationClaimed':
    case 'CaseAssigned':
    case 'CaseLinked':
    case 'CaseReleased':
    case 'CaseUnlinked':
    case 'ContactRecorded':
    case 'DocumentAdded':
    case 'DocumentFinalised':
    case 'DocumentsSentOn':
    case 'DocumentWithdrawn':
    case 'DraftEndAnnounced':
    case 'DraftExpired':
    case 'EntryCorrected':
    case 'FormSaved':
    case 'NoteAdded':
    case 'NoticeNotified':
    case 'NoticePosted':
    case 'PaymentNoted':
    case 'PaymentReminded':
    case 'ProcessingTimeExtended':
    case 'ProvisionEnded':
    case 'DecisionProposed':
    case 'ProposalSentBack':
    case 'RefundNoted':
    case 'RepresentationDeclared':
    case 'ResubmissionDue':
    case 'ResubmissionLifted':
    case 'ResubmissionSet':
    case 'SubmissionExpired':
    case 'SubmissionRevived':
    case 'TargetDateResumed':
    case 'TargetDateSuspended':
    case 'TaskFinished':
    case 'TaskSet':
    // While services are replaced one after another, the API may tell what this page does not know yet.
    default:
      return [entry.label, writtenIn(entry)];
  }
}

/** Whether the day on which a notice was opened is the one from which its announcement counts (law 1). */
function retrievalCounts({ notices }: Case, opened: string): boolean {
  const notice = notices.find(({ noticeId }) => noticeId === opened);
  return (notice?.announcement ?? notice?.willBeAnnounced)?.from === 'retrieval';
}

/** What somebody wrote for the person with an entry. */
function writtenIn(entry: Entry): string | undefined {
  if (!('content' in entry) || typeof entry.content !== 'object' || !('text' in entry.content))
    return undefined;
  return entry.content.text;
}
