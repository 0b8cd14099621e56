import type { StaffSchema } from '#api-client';

type Status = StaffSchema<'WorkListCaseView'>['status'];
type Shape = 'ring' | 'half' | 'pause' | 'tick' | 'cross' | 'letter' | 'dot';

/** A status is told by a shape and a word; who works here all day reads the shape. */
const shapeOf: Readonly<Record<Status, Shape>> = {
  draft: 'ring',
  submitted: 'ring',
  filed: 'ring',
  'in-processing': 'half',
  'action-required': 'pause',
  'decided-granted': 'tick',
  'decided-partly': 'tick',
  'decided-rejected': 'cross',
  'notice-available': 'letter',
  closed: 'dot',
  withdrawn: 'cross',
  expired: 'cross',
};

const marks: Partial<Readonly<Record<Status, string>>> = {
  filed: ' b-status--new',
  'decided-granted': ' b-status--good',
  'decided-partly': ' b-status--good',
  'action-required': ' b-status--wait',
};

/** „Rückfrage – Ihre Mitwirkung ist nötig“ and „Entschieden: bewilligt“ are said to the applicant; here one word is enough. */
export const shortly = (label: string): string => (label.split(' – ')[0] ?? '').replace(/^\S+: /, '');

/** Where a case stands. @param children how its applicant reads it */
export function StatusBadge({ status, children }: { readonly status: Status; readonly children: string }) {
  return (
    <span className={`b-status${marks[status] ?? ''}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <Mark shape={shapeOf[status]} />
      </svg>
      {shortly(children)}
    </span>
  );
}

function Mark({ shape }: { readonly shape: Shape }) {
  const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 };
  switch (shape) {
    case 'ring':
      return <circle cx="6" cy="6" r="4.5" strokeDasharray="2.2 1.6" {...line} />;
    case 'half':
      return (
        <>
          <circle cx="6" cy="6" r="4.6" {...line} />
          <path d="M6 3a3 3 0 0 1 0 6z" fill="currentColor" />
        </>
      );
    case 'pause':
      return <path d="M3.5 2h1.8v8H3.5zM6.7 2h1.8v8H6.7z" fill="currentColor" />;
    case 'tick':
      return <path d="M2 6.5 4.8 9 10 3" {...line} />;
    case 'cross':
      return <path d="m3 3 6 6m0-6-6 6" {...line} />;
    case 'letter':
      return <path d="M1.5 3h9v6.5h-9zm0 .5L6 6.5l4.5-3" {...line} />;
    case 'dot':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
  }
}
