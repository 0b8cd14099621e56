import { useWords } from '../words';
import { Reason } from './column';
import type { FieldsProps } from './fields-props';
import { NoticePaper } from './notice-paper';

/** What is approved: the notice, word for word, and the entry by which it was proposed. */
export function ApproveFields({ shown }: FieldsProps) {
  const words = useWords('fields');
  const { proposal } = shown;
  return (
    <div className="b-panel-body">
      <div className="b-form">
        <Entry shown={shown} />
        <p>
          {words('outcome')}: <b>{proposal !== undefined && words(`outcome-${proposal.outcome}`)}</b>
        </p>
        <p>{words('approveExactly')}</p>
      </div>
      <NoticePaper
        shown={shown}
        text={proposal?.notice?.text}
        legalRemedies={proposal?.notice?.legalRemedies}
      />
    </div>
  );
}

/** Why a proposal goes back to its author, beside what it says. */
export function SendBackFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const { notice } = shown.proposal ?? {};
  return (
    <div className="b-panel-body">
      <div className="b-form">
        <Entry shown={shown} />
        <Reason label={words('sendBackReason')} hint={words('onlyInside')} {...{ typed, faultAt }} />
      </div>
      <NoticePaper shown={shown} text={notice?.text} legalRemedies={notice?.legalRemedies} />
    </div>
  );
}

const Entry = ({ shown }: Pick<FieldsProps, 'shown'>) => (
  <input type="hidden" name="vorschlag" value={shown.proposal?.entry} />
);
