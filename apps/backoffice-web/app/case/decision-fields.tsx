import { useRef, useState } from 'react';
import { RadioField } from '#ui';
import { useWords } from '../words';
import type { FieldsProps } from './fields-props';
import { NoticePaper } from './notice-paper';
import { templatesIn } from './templates';
import { TextWithTemplate } from './text-with-template';

const outcomes = ['granted', 'partly', 'rejected'] as const;

/** The decision beside the notice that comes of it, as it is typed. */
export function DecisionFields({ shown, typed: typedNow, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const box = useRef<HTMLDivElement>(null);
  const typed = 'text' in typedNow ? typedNow : { ...proposedBefore(shown), ...typedNow };
  const remedies = templatesIn(shown.templates, 'entscheiden', 'rechtsbehelf');
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({
    rechtsbehelf: remedies[0]?.text ?? '',
    ...typed,
  });
  const shows = (): void => {
    const form = box.current?.closest('form');
    if (!form) return;
    const entries = [...new FormData(form)].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : '',
    ]);
    setSeen(Object.fromEntries(entries) as Record<string, string>);
  };
  return (
    <div className="b-panel-body" ref={box} onInput={shows}>
      <div className="b-form">
        <RadioField
          id="ergebnis"
          name="ergebnis"
          label={words('outcome')}
          error={faultAt('/outcome')}
          choices={outcomes.map((value) => ({ value, text: words(`outcome-${value}`) }))}
          chosen={typed['ergebnis']}
        />
        <TextWithTemplate
          id="text"
          label={words('noticeText')}
          hint={words('noticeTextHint')}
          error={faultAt('/text')}
          rows={8}
          maxLength={20_000}
          typed={typed}
          templates={templatesIn(shown.templates, 'entscheiden', 'text')}
        />
        <TextWithTemplate
          id="rechtsbehelf"
          label={words('remedies')}
          hint={words('remediesHint')}
          optional={words('optional')}
          error={faultAt('/legalRemedies')}
          rows={6}
          maxLength={20_000}
          typed={typed}
          templates={remedies}
          beginsWith={remedies[0]}
        />
      </div>
      <NoticePaper shown={shown} text={seen['text']} legalRemedies={seen['rechtsbehelf']} />
    </div>
  );
}

/** What was proposed before: its author goes on with it. */
function proposedBefore({ proposal }: FieldsProps['shown']): Readonly<Record<string, string>> {
  if (proposal === undefined) return {};
  const { outcome, notice } = proposal;
  return { ergebnis: outcome, text: notice?.text ?? '', rechtsbehelf: notice?.legalRemedies ?? '' };
}
