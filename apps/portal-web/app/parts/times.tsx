import { timeText, useLanguage, type TimeForm } from '#pages';
import { useWords } from '../words/use-words';

export { moneyText, timeText, type TimeForm } from '#pages';

/** A time as an element that programs read, too. */
export function Time({ at, form = 'moment' }: { readonly at: string; readonly form?: TimeForm }) {
  const language = useLanguage();
  const words = useWords('times');
  const text =
    form === 'clock' || form === 'moment' ? words('clock', { time: timeText(at, 'clock', language) }) : '';
  return (
    <time dateTime={at}>
      {form === 'moment' ? `${timeText(at, 'day', language)}, ${text}` : text || timeText(at, form, language)}
    </time>
  );
}

/** Times in the language of the page, for sentences. */
export function useDates(): {
  /** `25.11.2026` */
  readonly day: (at: string) => string;
  /** `Freitag, 04.12.2026` */
  readonly weekday: (at: string) => string;
  /** `heute, 14:32 Uhr`, `gestern, 16:10 Uhr`, `12.10.2026`: what lies behind, as near as it matters. */
  readonly near: (at: string) => string;
  /** `Mittwoch, 25.11.2026, 14:32 Uhr` */
  readonly exact: (at: string) => string;
} {
  const language = useLanguage();
  const words = useWords('times');
  const day = (at: string) => timeText(at, 'day', language);
  const weekday = (at: string) => timeText(at, language === 'de' ? 'weekdayShort' : 'weekday', language);
  const clock = (at: string) => words('clock', { time: timeText(at, 'clock', language) });
  return {
    day,
    weekday,
    exact: (at) => `${weekday(at)}, ${clock(at)}`,
    near(at) {
      const now = Date.now();
      if (day(at) === day(new Date(now).toISOString())) return words('today', { clock: clock(at) });
      if (day(at) === day(new Date(now - 86_400_000).toISOString()))
        return words('yesterday', { clock: clock(at) });
      return day(at);
    },
  };
}
