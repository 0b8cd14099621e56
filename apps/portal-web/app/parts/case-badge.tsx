import { Badge, type BadgeKind } from '#ui';
import { isOwed, type Case, type Payment } from '../case-course';

/** How each status looks; the word says it, the icon and the colour repeat it. */
const looks: Readonly<Record<Case['status'], readonly [kind: BadgeKind, icon?: string]>> = {
  draft: ['neutral', 'edit'],
  submitted: ['info'],
  filed: ['info'],
  'in-processing': ['info'],
  'action-required': ['warning'],
  'decided-granted': ['success'],
  'decided-partly': ['success'],
  'decided-rejected': ['neutral', 'close'],
  'notice-available': ['info', 'mail'],
  withdrawn: ['neutral', 'close'],
  expired: ['neutral', 'close'],
  closed: ['neutral', 'check'],
};

/** Where an application stands, in the word that the API says: of its payment where that matters more. */
export function CaseBadge({
  status,
  payment,
  label,
  id,
}: {
  readonly status: Case['status'];
  readonly payment: Payment | null | undefined;
  readonly label: string;
  readonly id?: string;
}) {
  const [kind, icon] =
    isOwed(status, payment) && (status === 'submitted' || status === 'filed')
      ? (['warning'] as const)
      : looks[status];
  return (
    <Badge kind={kind} {...(icon !== undefined && { icon })} {...(id !== undefined && { id })}>
      {label}
    </Badge>
  );
}
