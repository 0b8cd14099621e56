import { Time } from '../parts/times';
import { useWords } from '../words/use-words';
import { isOwn, type Attribute, type AttributeName } from './attributes';
import { useAttributeText } from './attribute-text';

/** One thing that is known: its value, where it comes from, how far it is proven, and since when (D19b R11 R12). */
export function AttributeRow({
  name,
  attribute,
}: {
  readonly name: AttributeName;
  readonly attribute: Attribute;
}) {
  const words = useWords('ownData');
  const names = useWords('names');
  const textOf = useAttributeText();
  const { value, source, method, level, at } = attribute;
  const from =
    method === undefined
      ? words(source === 'confirmed' ? 'source-confirmed' : 'source-self')
      : words('source-from', { method: names(`method-${method}`) });
  return (
    <div className="p-datum">
      <dt>{names(name)}</dt>
      <dd>
        <span className="p-datum__value">{textOf(name, value)}</span>
        <span className="p-meta">
          <span>
            {!isOwn(name, attribute) && name !== 'email' ? words('locked', { from }) : from}
            {source === 'confirmed' && method !== undefined && `, ${words('source-confirmed')}`}
          </span>
          {level !== undefined && level !== 'none' && (
            <span>{words('proven', { level: words(`level-${level}`) })}</span>
          )}
          {at !== undefined && (
            <span>
              {words('since')} <Time at={at} form="day" />
            </span>
          )}
        </span>
      </dd>
    </div>
  );
}
