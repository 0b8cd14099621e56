import { useRef, useState } from 'react';
import { useLanguage } from '#pages';
import { RadioField } from '#ui';
import { useFrame } from '../frame';
import { useWords } from '../words';
import type { FieldsProps } from './fields-props';
import { templatesIn } from './templates';
import { TextWithTemplate } from './text-with-template';

const outcomes = ['granted', 'partly', 'rejected'] as const;

/** The decision beside the notice that comes of it, as it is typed. */
export function DecisionFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const language = useLanguage();
  const city = useFrame()?.city;
  const box = useRef<HTMLDivElement>(null);
  const remedies = templatesIn(shown.templates, 'entscheiden', 'rechtsbehelf');
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({
    rechtsbehelf: remedies[0]?.text ?? '',
    ...typed,
  });
  const office = city?.offices.find(({ key }) => key === shown.office)?.name[language] ?? '';
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
      <article className="b-paper" aria-label={words('preview')} lang="de">
        <div className="b-paper__head">
          <div>
            <b>{city?.name}</b>
            <br />
            {office}
          </div>
          <div>
            Aktenzeichen
            <br />
            <span className="b-ref">{shown.reference}</span>
          </div>
        </div>
        <p>
          <b>Bescheid: {shown.title}</b>
        </p>
        <p>{seen['text'] || words('previewEmpty')}</p>
        {seen['rechtsbehelf'] && (
          <>
            <p>
              <b>Rechtsbehelfsbelehrung</b>
            </p>
            <p>{seen['rechtsbehelf']}</p>
          </>
        )}
      </article>
    </div>
  );
}
