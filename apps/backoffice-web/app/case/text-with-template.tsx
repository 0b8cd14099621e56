import { useRef, useState, type ComponentProps } from 'react';
import { useLanguage } from '#pages';
import { Button, SelectField, TextArea } from '#ui';
import { useWords } from '../words';
import { begunWith, chosenField, gapsIn, nameOf, usedField, withTemplate, type Template } from './templates';

type AreaProps = Omit<ComponentProps<typeof TextArea>, 'defaultValue'>;

/**
 * A text that may be begun with one of the city. Without script the page comes again with the text in its place; nothing typed is
 * lost either way.
 * @param beginsWith the text that stands there where nothing was typed yet
 */
export function TextWithTemplate({
  templates,
  typed,
  beginsWith,
  ...area
}: AreaProps & {
  readonly templates: readonly Template[];
  readonly typed: Readonly<Record<string, string>>;
  readonly beginsWith?: Template | undefined;
}) {
  const words = useWords('templates');
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const { id } = area;
  const begun = begunWith(beginsWith);
  const text = typed[id] ?? begun.text;
  const [used, setUsed] = useState(typed[usedField(id)] ?? begun.used);
  const [gaps, setGaps] = useState(gapsIn(text, templates));
  const insert = (): void => {
    const field = box.current?.querySelector('textarea');
    const choice = box.current?.querySelector('select');
    const chosen = templates.find((one) => nameOf(one) === choice?.value);
    if (!field || chosen === undefined) return choice?.focus();
    const written = withTemplate({ text: field.value, used }, chosen, templates);
    field.value = written.text;
    setUsed(written.used);
    setGaps(gapsIn(written.text, templates));
    // Whoever shows what is typed hears of it.
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  };
  return (
    <div ref={box} className="b-with-template">
      <TextArea
        {...area}
        defaultValue={text}
        onInput={({ currentTarget }) => setGaps(gapsIn(currentTarget.value, templates))}
      />
      <p className="b-small b-gaps" role="status">
        {gaps.length > 0 && words('gaps', { what: gaps.join(', ') })}
      </p>
      <input type="hidden" name={usedField(id)} value={used} />
      {templates.length > 0 && (
        <div className="b-row b-templates">
          <SelectField
            id={chosenField(id)}
            name={chosenField(id)}
            label={words('template')}
            none={words('none')}
            chosen={typed[chosenField(id)]}
            choices={templates.map((one) => ({
              value: nameOf(one),
              text: one.language === language ? one.title : words(`in-${one.language}`, { title: one.title }),
            }))}
          />
          <Button
            weight="secondary"
            name="einfuegen"
            value={id}
            formNoValidate
            onClick={(event) => {
              event.preventDefault();
              insert();
            }}
          >
            {words('insert')}
          </Button>
        </div>
      )}
    </div>
  );
}
