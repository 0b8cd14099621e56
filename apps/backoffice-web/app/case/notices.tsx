import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';
import { ActsBeside, useActsBeside } from './acts-beside';

/** The notice of each decision, and how far its announcement is, with the reason of each date (law 1). */
export function Notices({ shown }: { readonly shown: Case }) {
  const { notices, templateTitles } = shown;
  const words = useWords('case');
  const texts = useWords('templates');
  const possible = useActsBeside('notices', shown);
  if (notices.length === 0 && possible.length === 0) return null;
  return (
    <section className="b-block" aria-labelledby="bescheide">
      <div className="b-title">
        <h2 id="bescheide">{words('notices')}</h2>
      </div>
      <ActsBeside of={possible} shown={shown} />
      <ul className="b-plain">
        {notices.map((notice) => (
          <li key={notice.decisionVersion}>
            <b>{words(`outcome-${notice.outcome}`)}</b>{' '}
            <span className="b-muted">{words(`delivery-${notice.delivery}`)}</span>
            {notice.templates !== undefined && (
              <p className="b-small b-muted">
                {texts('used', {
                  titles: notice.templates.map(({ key }) => templateTitles[key] ?? key).join(', '),
                })}
              </p>
            )}
            {notice.replacedBy !== undefined && <p className="b-small">{words('replaced')}</p>}
            <dl className="b-small b-muted">
              {notice.providedAt !== undefined && (
                <div>
                  <dt className="kern-sr-only">{words('providedTerm')}</dt>
                  <dd>
                    {words('provided')} <Time at={notice.providedAt} />
                  </dd>
                </div>
              )}
              {notice.retrievedAt !== undefined && (
                <div>
                  <dt className="kern-sr-only">{words('retrievedTerm')}</dt>
                  <dd>
                    {words('retrieved')} <Time at={notice.retrievedAt} />
                  </dd>
                </div>
              )}
              {notice.postedOn !== undefined && (
                <div>
                  <dt className="kern-sr-only">{words('postedTerm')}</dt>
                  <dd>
                    {words('posted')} <Time at={notice.postedOn} form="day" />
                  </dd>
                </div>
              )}
              {notice.announcement !== undefined && (
                <div>
                  <dt className="kern-sr-only">{words('announcedTerm')}</dt>
                  <dd>
                    {words('announced')} <Time at={notice.announcement.effectiveOn} form="weekdayShortest" />:{' '}
                    {notice.announcement.reason}
                  </dd>
                </div>
              )}
              {notice.willBeAnnounced !== undefined && (
                <div>
                  <dt className="kern-sr-only">{words('announcedTerm')}</dt>
                  <dd>{notice.willBeAnnounced.reason}</dd>
                </div>
              )}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
