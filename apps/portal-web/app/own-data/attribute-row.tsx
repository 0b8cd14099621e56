import { Time } from '../parts/times';
import { useWords } from '../words/use-words';
import type { Shown } from './attributes';
import { useAttributeText } from './attribute-text';

/** One thing that is known: its value, where it comes from, how far it is proven, and since when (D19b R11 R12). */
export function AttributeRow({ names: [name, second], attribute }: Shown) {
  const words = useWords('ownData');
  const names = useWords('names');
  const textOf = useAttributeText();
  const { value, source, method, level, at } = attribute;
  const from =
    method === undefined
      ? words(source === 'confirmed' ? 'source-confirmed' : 'source-self')
      : words('source-from', { method: names(`method-${method}`) });
  const term = second === undefined ? names(name) : words(second === 'city' ? 'both-place' : 'both-street');
  return (
    <div className="p-datum">
      <dt>{term}</dt>
      <dd>
        <span className="p-datum__value">{textOf(name, value)}</span>
        <span className="p-meta">
          <span>
            {source === 'official' ? words('locked', { from }) : from}
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
