import { Link } from 'react-router';
import { groupOf, type Listed } from '../case-course';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';
import { CaseBadge } from './case-badge';
import { useDates } from './times';

/** One application of the list: the whole row leads to it; of a draft, on to its form. */
export function ListedRow({ item }: { readonly item: Listed }) {
  const words = useWords('cases');
  const to = usePaths();
  const { id, title, reference, status, payment, statusLabel } = item;
  const isDraft = status === 'draft';
  return (
    <li className="p-row">
      <Link
        className="p-row__link p-link p-row__title"
        to={to(`/antraege/${id}`)}
        aria-describedby={`st-${id}`}
      >
        {isDraft ? words('goOn', { title }) : title}
      </Link>
      <span className="p-meta">
        <What item={item} />
        {!isDraft && <span>{words('reference', { reference })}</span>}
      </span>
      <CaseBadge id={`st-${id}`} status={status} payment={payment} label={statusLabel} />
    </li>
  );
}

/** The one thing that matters of it beside its status. */
function What({ item }: { readonly item: Listed }) {
  const words = useWords('cases');
  const { day, near } = useDates();
  const { status, updatedAt, endsAt, targetOn, targetPausedSince } = item;
  if (status === 'draft')
    return (
      <>
        <span>{words('savedAt', { at: near(updatedAt) })}</span>
        {endsAt !== null && <span>{words('keptUntil', { on: day(endsAt) })}</span>}
      </>
    );
  if (groupOf(item) === 'finished' || targetOn === null || targetPausedSince !== null)
    return <span>{words('changedAt', { at: near(updatedAt) })}</span>;
  return <span>{words('weAimAt', { on: day(targetOn) })}</span>;
}
