import type { Asked, AskedGroup, AskedList, UiElement } from '#forms';
import { hyphenated } from '#pages';
import { Button, FieldError, FieldHelp } from '#ui';
import { FieldView, idOf, type Filled } from './field-view';

/** Names of the buttons that change a list. */
export const addName = '_add';
export const removeName = '_remove';

/** What a page asks for, from top to bottom. @param level of the headings in it */
export function AskedView({
  asked,
  filled,
  level = 2,
  title,
  within,
}: {
  readonly asked: readonly Asked[];
  readonly filled: Filled;
  readonly level?: number;
  /** Of what is around it: a group of the same name does not say it again. */
  readonly title?: string | undefined;
  /** Ids of the names of what lies around it: a list in an item is called by both. */
  readonly within?: string | undefined;
}) {
  return asked.map((one, index) => {
    switch (one.kind) {
      case 'field':
        return <FieldView key={one.pointer} field={one} filled={filled} />;
      case 'group':
        return (
          <GroupView
            key={`group ${index}`}
            group={one}
            filled={filled}
            level={level}
            above={title}
            within={within}
          />
        );
      case 'list':
        return <ListView key={one.pointer} list={one} filled={filled} level={level} within={within} />;
      case 'note':
        return (
          <p className="p-prose" key={`note ${index}`}>
            {one.text[filled.language]}
          </p>
        );
    }
  });
}

function GroupView({
  group: { element, asked, optional, pointer },
  filled,
  level,
  above,
  within,
}: {
  readonly group: AskedGroup;
  readonly filled: Filled;
  readonly level: number;
  readonly above: string | undefined;
  readonly within: string | undefined;
}) {
  const { words } = filled;
  const { language, errors } = filled;
  const id = pointer === undefined ? undefined : idOf(pointer);
  const error = pointer === undefined ? undefined : errors.get(pointer);
  return (
    <fieldset
      className="p-group"
      {...(id !== undefined && { id, tabIndex: -1 })}
      {...(error !== undefined && { 'aria-describedby': `${id}-error` })}
    >
      {element.label !== undefined && (
        <legend className={element.label[language] === above && !optional ? 'kern-sr-only' : undefined}>
          <Heading level={level}>{hyphenated(element.label[language])}</Heading>
          {optional && <span className="kern-label__optional p-muted">{words('optional')}</span>}
        </legend>
      )}
      <div className="p-fields">
        <Explained element={element} filled={filled} />
        {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
        <AskedView asked={asked} filled={filled} level={level + 1} within={within} />
      </div>
    </fieldset>
  );
}

function ListView({
  list: { pointer, element, items, min, max, locked, required },
  filled,
  level,
  within,
}: {
  readonly list: AskedList;
  readonly filled: Filled;
  readonly level: number;
  readonly within: string | undefined;
}) {
  const { words } = filled;
  const { language, errors } = filled;
  const id = idOf(pointer);
  const item = element.itemLabel?.[language] ?? element.label?.[language] ?? '';
  const error = errors.get(pointer);
  // What the error summary leads to is there whether or not one more can be added.
  const described = error !== undefined && { 'aria-describedby': `${id}-error` };
  const called = (own: string): string => (within === undefined ? own : `${within} ${own}`);
  const mayRemove = !locked && (items.length > min || !required);
  return (
    <section className="p-fields" aria-labelledby={called(`${id}-title`)}>
      <div className="p-stack p-gap-s">
        <Heading level={level} id={`${id}-title`}>
          {hyphenated(element.label?.[language] ?? item)}
        </Heading>
        <Explained element={element} filled={filled} />
      </div>
      {items.map((one, index) => {
        const name = `${item} ${index + 1}`;
        return (
          <fieldset className="p-item" key={one.pointer}>
            <legend tabIndex={-1} id={`${idOf(one.pointer)}-title`}>
              {name}
            </legend>
            <div className="p-fields">
              <AskedView
                asked={one.asked}
                filled={filled}
                level={level + 1}
                title={item}
                within={called(`${idOf(one.pointer)}-title`)}
              />
              {mayRemove && (
                <div className="p-flush">
                  <Button weight="tertiary" icon="delete" name={removeName} value={one.pointer}>
                    {words('removeItem', { item: name })}
                  </Button>
                </div>
              )}
            </div>
          </fieldset>
        );
      })}
      <div>
        {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
        {!locked && items.length < max && (
          <Button weight="secondary" icon="add" name={addName} value={pointer} id={id} {...described}>
            {words('addItem', { item })}
          </Button>
        )}
        {!locked && items.length >= max && (
          <p className="p-small p-muted" id={id} tabIndex={-1} {...described}>
            {words('mostItems', { count: max })}
          </p>
        )}
      </div>
    </section>
  );
}

/** What a group or a list says of itself, and what it explains to those who ask. */
function Explained({ element, filled }: { readonly element: UiElement; readonly filled: Filled }) {
  const { language, words } = filled;
  const { hint, help, label } = element;
  return (
    <>
      {hint !== undefined && <p className="p-prose">{hint[language]}</p>}
      {help !== undefined && (
        <FieldHelp title={words('help', { label: label?.[language] ?? '' })} text={help[language]} />
      )}
    </>
  );
}

/** A heading of a part of the page; deeper ones look like the third. */
function Heading({
  level,
  id,
  children,
}: {
  readonly level: number;
  readonly id?: string;
  readonly children: string;
}) {
  const Tag = level <= 2 ? 'h2' : level === 3 ? 'h3' : 'h4';
  return (
    <Tag
      className={level <= 2 ? 'kern-heading-large' : 'kern-heading-small'}
      {...(id !== undefined && { id })}
    >
      {children}
    </Tag>
  );
}
