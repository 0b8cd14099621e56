import type { Schema } from '#api-client';
import { useLanguage } from '../language';
import { upperFirst } from '../upper-first';
import { useWords } from '../words/use-words';

/** What somebody has to have at hand (N1 H10), to be opened by who wants to know. */
export function Needs({ needs }: { readonly needs: readonly Schema<'LocalizedText'>[] }) {
  return (
    <details className="p-more">
      <summary>{useWords('signIn')('needs')}</summary>
      <NeedsList needs={needs} />
    </details>
  );
}

/** The same, to be seen at once. */
export function NeedsList({ needs }: { readonly needs: readonly Schema<'LocalizedText'>[] }) {
  const language = useLanguage();
  return (
    <div className="p-prose">
      <ul>
        {needs.map((need) => (
          <li key={need.de}>{upperFirst(need[language])}</li>
        ))}
      </ul>
    </div>
  );
}
