import type { StaffSchema } from '#api-client';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Wrong } from './wrongs';

/** What of a case can differ, as the API names it. */
const fields = ['version', 'status', 'updatedAt'] as const;

/** Whether a case is true, in one sentence with its figures; where it is not, what is wrong, and where. */
export function Verdict({
  events,
  streams,
  wrongs,
  available,
  checkedAt,
  evidence,
}: {
  /** In the copy of the witness. */
  readonly events: readonly StaffSchema<'EventDto'>[];
  readonly streams: number;
  readonly wrongs: readonly Wrong[];
  /** Whether the application service answered, with whose log the copy was compared. */
  readonly available: boolean;
  readonly checkedAt: string;
  readonly evidence: StaffSchema<'EvidenceDto'>;
}) {
  const words = useWords('audit');
  const kind = wrongs.length > 0 ? 'danger' : available ? 'success' : 'warning';
  const count = (...types: readonly string[]) => events.filter(({ type }) => types.includes(type)).length;
  return (
    <div className={`b-note b-note--${kind}`} role={wrongs.length > 0 ? 'alert' : undefined}>
      <span className={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
      <div>
        <p>
          <b>
            {wrongs.length > 0
              ? words('caseWrong', { count: wrongs.length })
              : words(available ? 'caseHolds' : 'caseUnknown')}
          </b>{' '}
          {wrongs.length === 0 && words('caseFigures', { count: events.length, streams })}{' '}
          {words('checkedAt')} <Time at={checkedAt} form="second" /> {words('zone')}.
        </p>
        {wrongs.length > 0 && (
          <ul>
            {wrongs.map(({ kind: what, source, version, detail }, nth) => (
              <li key={nth}>
                {words(`wrong-${what}`, {
                  version: version ?? '',
                  source: source ?? '',
                  detail: fields.some((field) => field === detail)
                    ? words(`differs-${detail as (typeof fields)[number]}`)
                    : (detail ?? ''),
                })}
              </li>
            ))}
          </ul>
        )}
        <p className="b-small">
          {evidence.available
            ? words('evidenceFigures', {
                mails: evidence.mails.filter(({ state }) => state === 'sent').length,
                payments: count('PaymentSettled', 'PaymentAuthorised'),
                notices: count('NoticeDeposited', 'NoticePosted'),
                documents: count('DocumentAdded', 'ReceiptIssued', 'MandateConfirmed'),
              })
            : words('mailsUnknown')}
        </p>
      </div>
    </div>
  );
}
