import { daysBetween, dayIn } from '#pages';
import { useWords } from '../words';
import { Time } from './times';

/** How many days before its end a date is near. */
const nearDays = 3;

/** What a line of the work list or a case says of its target date. */
export interface Dated {
  /** Until when the office aims to decide; none where nothing is counted. */
  readonly targetOn: string | null;
  /** Since when the applicant is asked for something: the date rests, and nothing is late. */
  readonly targetPausedSince: string | null;
}

/** The target date, and what it means today: overdue, near, so many days, or that it rests; in words, the colour only repeats them. */
export function Due({
  dated: { targetOn, targetPausedSince },
  over,
  short,
}: {
  readonly dated: Dated;
  /** Whether the matter is at an end: then nothing is late any more. */
  readonly over: boolean;
  /** Without the year, where that is the present one: in a list. */
  readonly short?: boolean;
}) {
  const words = useWords('due');
  if (targetOn === null) return <span className="b-muted">{words('none')}</span>;
  const today = dayIn(Date.now());
  const isShort = short === true && targetOn.slice(0, 4) === today.slice(0, 4);
  const date = <Time at={targetOn} form={isShort ? 'weekdayDay' : 'weekdayShortest'} />;
  if (over) return <span className="b-due b-muted">{date}</span>;
  if (targetPausedSince !== null)
    return (
      <span className="b-due b-muted">
        {date}{' '}
        <span>
          {words('rests')} <Time at={targetPausedSince} form={isShort ? 'dayMonth' : 'day'} />
        </span>
      </span>
    );
  const days = daysBetween(today, targetOn);
  if (days < 0)
    return (
      <span className="b-due">
        <b>{date}</b> <span className="b-over">{words('overdue', { count: -days })}</span>
      </span>
    );
  if (days > nearDays)
    return (
      <span className="b-due">
        {date} <span className="b-muted">{words('left', { count: days })}</span>
      </span>
    );
  const soon = days === 0 ? words('today') : days === 1 ? words('tomorrow') : words('left', { count: days });
  return (
    <span className="b-due">
      <b>{date}</b> <span className="b-near">{soon}</span>
    </span>
  );
}
