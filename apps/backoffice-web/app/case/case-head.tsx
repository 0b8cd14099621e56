import { Link } from 'react-router';
import { useLanguage, usePaths } from '#pages';
import { useFrame } from '../frame';
import { Due } from '../parts/due';
import { usePeople } from '../parts/people';
import { StatusBadge } from '../parts/status';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';
import { TrailLinks } from './trail-links';

/** The first look at a case: where it stands, whose it is, until when, and why until then. */
export function CaseHead({ shown }: { readonly shown: Case }) {
  const words = useWords('case');
  const language = useLanguage();
  const to = usePaths();
  const { nameOf } = usePeople(shown);
  const name = shown.applicantId === undefined ? undefined : nameOf(shown.applicantId);
  const city = useFrame()?.city;
  const { clock, status } = shown;
  const office = city?.offices.find(({ key }) => key === shown.office)?.name[language] ?? shown.office;
  const filed = shown.history.find(({ type }) => type === 'ApplicationFiled');
  const statutory = clock?.statutoryPeriod;
  const awaited = (shown.tasks ?? []).filter(({ kind }) => kind === 'external-advice');
  return (
    <div className="b-case-head">
      <TrailLinks id={shown.id} />
      <div className="b-head">
        <h1>
          <span className="b-ref">{shown.reference}</span> {shown.title}
        </h1>
        <StatusBadge status={status}>{shown.statusLabel}</StatusBadge>
        <span className="b-muted">{words('citizenReads', { status: shown.statusLabel })}</span>
      </div>
      <dl className="b-facts">
        <div>
          <dt>{words('applicant')}</dt>
          <dd>
            {shown.applicantId !== undefined && <Link to={to(`/personen/${shown.applicantId}`)}>{name}</Link>}
            {shown.declaredName !== undefined && shown.declaredName !== name && (
              <span className="b-small">{words('declaredName', { name: shown.declaredName })}</span>
            )}
            {shown.representativeId !== undefined && (
              <span className="b-small">
                {words('representedBy', { name: nameOf(shown.representativeId) })}
              </span>
            )}
            {shown.withoutSignIn && (
              <span className="b-small">
                {words(shown.channel === undefined ? 'withoutSignIn' : 'withoutAccount')}
              </span>
            )}
            {shown.eidProof && (
              <span className="b-small">
                {words('proven', { means: shown.eidProof.means ?? shown.eidProof.method })}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{words('who')}</dt>
          <dd>
            <span>{shown.assignedTo === undefined ? words('nobody') : nameOf(shown.assignedTo)}</span>
            <span className="b-small">{office}</span>
            {shown.standsIn && <span className="b-small">{words('standsIn')}</span>}
          </dd>
        </div>
        {clock?.target !== undefined && (
          <div>
            <dt>{words('target')}</dt>
            <dd>
              <Due
                dated={{ targetOn: clock.target.on, targetPausedSince: clock.target.pausedSince ?? null }}
                over={clock.ended}
              />
              <span className="b-small">{clock.target.reason}</span>
            </dd>
          </div>
        )}
        {statutory !== undefined && (
          <div>
            <dt>{words('statutory')}</dt>
            <dd>
              {'until' in statutory ? (
                <Time at={statutory.until} form="weekdayShortest" />
              ) : (
                words('waitsForDocuments')
              )}
              <span className="b-small">{statutory.reason}</span>
            </dd>
          </div>
        )}
        {awaited.length > 0 && (
          <div>
            <dt>{words('waitsFor')}</dt>
            {awaited.map(({ entry, recipient, recipientKind, dueOn, isOverdue }) => (
              <dd key={entry}>
                <span>
                  {words('adviceOf', { who: recipient ?? words(`to-${recipientKind ?? 'other'}`) })}
                </span>
                {dueOn !== undefined && (
                  <span className={isOverdue === true ? 'b-small b-late' : 'b-small'}>
                    {isOverdue === true ? words('adviceOverdue') : words('until')}{' '}
                    <Time at={dueOn} form="weekdayShortest" />
                  </span>
                )}
              </dd>
            ))}
          </div>
        )}
        {filed !== undefined && (
          <div>
            <dt>{words('received')}</dt>
            <dd>
              <Time at={clock?.startedAt ?? filed.at} />
              {shown.channel !== undefined && (
                <span className="b-small">{words(`channel-${shown.channel}`)}</span>
              )}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}
