import { AskedView, type Filled } from '#form-fields';
import { pagesOf, type Form } from '#forms';
import { useLanguage } from '#pages';
import { useWords } from '../words';

/** What the form of a service asks whoever has answered nothing yet, page by page; nothing can be entered. */
export function FormPreview({ form }: { readonly form: Form }) {
  const words = useWords('form');
  const language = useLanguage();
  const filled: Filled = {
    ...{ form, data: {}, language, words },
    ...{ errors: new Map(), official: new Map(), profile: {} },
  };
  return (
    <fieldset disabled className="b-form b-form--one">
      {pagesOf(form, {}).map((page, nth) =>
        page.asked.length === 0 ? null : (
          <section key={nth} className="b-form">
            {page.title !== undefined && <h3>{page.title[language]}</h3>}
            <AskedView asked={page.asked} filled={filled} level={4} title={page.title?.[language]} />
          </section>
        ),
      )}
    </fieldset>
  );
}
