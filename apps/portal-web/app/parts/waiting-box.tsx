import { LinkButton } from '#ui';
import { Link } from 'react-router';
import { usePaths } from '../language';
import type { Waiting } from '../waiting';
import { useWords } from '../words/use-words';
import { CaseBadge } from './case-badge';
import { usePathOfStep } from './next-step';
import { moneyText, useDates } from './times';
import { useLanguage } from '../language';

/** An application that waits for the person: what for, until when, and the way there. */
export function WaitingBox({
  waiting,
  isFirst,
}: {
  readonly waiting: Waiting;
  /** The one that is most urgent. */
  readonly isFirst: boolean;
}) {
  const words = useWords('cases');
  const { weekday } = useDates();
  const to = usePaths();
  const pathOf = usePathOfStep();
  const { id, title, reference, status, statusLabel, order, asked, step } = waiting;
  const amount = moneyText(order?.amountCents ?? 0, useLanguage());
  const byWhen =
    'until' in step && step.until !== undefined ? words('please', { until: weekday(step.until) }) : '';
  return (
    <li className="p-box p-box--due p-stack">
      <div className="p-stack p-gap-s">
        <div>
          <CaseBadge status={status} payment={order?.payment} label={statusLabel} />
        </div>
        <h3 className="kern-heading-medium">
          <Link className="p-link" to={to(`/antraege/${id}`)}>
            {title}
          </Link>
        </h3>
        <p className="p-meta">{words('reference', { reference })}</p>
        <p>
          {step.is === 'supply' &&
            (asked.documents.length > 0
              ? words('missing', { what: asked.documents.join(', ') })
              : asked.text)}
          {step.is === 'open-notice' && words('noticeIsThere')}
          {step.is === 'pay' && words('feeIsOpen', { amount })} {byWhen && <strong>{byWhen}</strong>}
        </p>
      </div>
      <div className="p-actions">
        <LinkButton weight={isFirst ? 'primary' : 'secondary'} to={pathOf(id, step)}>
          {step.is === 'supply' && words('answer')}
          {step.is === 'open-notice' && words('toNotice')}
          {step.is === 'pay' && words('payAmount', { amount })}
        </LinkButton>
      </div>
    </li>
  );
}
