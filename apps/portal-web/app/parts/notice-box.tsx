import { Button } from '#ui';
import { Form, Link } from 'react-router';
import type { Refused } from '../case-acts.server';
import { unopenedNotice, type Case } from '../case-course';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';
import { Acting } from './acting';
import { Refusal } from './refusal';
import { useDates } from './times';

/** A notice that lies ready: what opening it means, by the rule that applies (law 1), and the act itself. */
export function NoticeBox({
  shown,
  actKey,
  refused,
}: {
  readonly shown: Case;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}) {
  const words = useWords('notice');
  const { exact, weekday } = useDates();
  const notice = unopenedNotice(shown);
  if (notice?.noticeId === undefined) return null;
  const { noticeId, providedAt, providedUntil, willBeAnnounced, announcement } = notice;
  return (
    <section className="p-box p-box--action p-stack" aria-labelledby="bescheid">
      <h2 className="kern-heading-large" id="bescheid">
        {words('isThere')}
      </h2>
      {refused?.act === 'retrieve' && refused.problem && <Refusal problem={refused.problem} />}
      {providedAt !== undefined && <p>{words('providedAt', { at: exact(providedAt) })}</p>}
      <p>
        {words('recorded')}{' '}
        {announcement && <strong>{words('countsAsOf', { on: weekday(announcement.effectiveOn) })}</strong>}{' '}
        {words('periods')}
      </p>
      <p className="p-small p-muted">{announcement?.reason ?? willBeAnnounced?.reason}</p>
      {providedUntil && (
        <p>
          <strong>{words('openUntil', { on: weekday(providedUntil.on) })}</strong> {words('elseByPost')}
        </p>
      )}
      <Form className="p-actions" method="post">
        <input type="hidden" name="act" value="retrieve" />
        <input type="hidden" name="bescheid" value={noticeId} />
        <Acting actKey={actKey} />
        <Button>{words('open')}</Button>
      </Form>
    </section>
  );
}

/** The notices that the person has opened, and those that came by post. */
export function FormerNotices({ shown }: { readonly shown: Case }) {
  const words = useWords('notice');
  const { day } = useDates();
  const to = usePaths();
  const opened = shown.notices.filter(({ retrieved, postedOn }) => retrieved || postedOn !== undefined);
  if (opened.length === 0) return null;
  return (
    <section className="p-stack p-gap-s" aria-labelledby="bescheide">
      <h2 className="kern-heading-medium" id="bescheide">
        {words('notices')}
      </h2>
      <ul className="p-list">
        {opened.map(
          ({ decisionVersion, noticeId, retrieved, issuedAt, postedOn, replacedBy, announcement }) => (
            <li key={decisionVersion}>
              {retrieved && noticeId !== undefined ? (
                <Link className="p-row__link p-link" to={to(`/antraege/${shown.id}/bescheid/${noticeId}`)}>
                  {words('of', { on: day(issuedAt) })}
                </Link>
              ) : (
                <span>{words('of', { on: day(issuedAt) })}</span>
              )}
              <span className="p-meta">
                {postedOn !== undefined && <span>{words('postedOn', { on: day(postedOn) })}</span>}
                {announcement && <span>{words('announcedOn', { on: day(announcement.effectiveOn) })}</span>}
                {replacedBy !== undefined && <span>{words('replaced')}</span>}
              </span>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
