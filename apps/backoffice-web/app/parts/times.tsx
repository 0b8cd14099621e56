import { timeText, useLanguage, type TimeForm } from '#pages';
import { useWords } from '../words';

/** A time as an element that programs read, too. */
export function Time({ at, form = 'moment' }: { readonly at: string; readonly form?: TimeForm }) {
  return <time dateTime={at}>{useTimeText()(at, form)}</time>;
}

/** Times in the language of the page, for sentences: `25.11.2026, 14:32 Uhr`. */
export function useTimeText(): (at: string, form?: TimeForm) => string {
  const language = useLanguage();
  const words = useWords('times');
  return (at, form = 'moment') => {
    const text = timeText(at, form, language);
    return form === 'moment' || form === 'clock' || form === 'second' ? words('clock', { time: text }) : text;
  };
}
