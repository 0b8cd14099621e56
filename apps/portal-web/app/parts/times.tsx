import { unbroken } from '../hyphenated';
import { locales, useLanguage, type Language } from '../language';
import { useWords } from '../words/use-words';

const zone = 'Europe/Berlin';

const formats = {
  /** `25.11.2026` */
  day: { day: '2-digit', month: '2-digit', year: 'numeric' },
  /** `Mittwoch, 25. November 2026`: where somebody must act. */
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** `14:32` */
  clock: { hour: '2-digit', minute: '2-digit' },
  /** `Freitag, 04.12.2026`: the same where there is little room. */
  weekdayShort: { weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' },
  /** `25.11.2026, 14:32` */
  moment: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeForm = keyof typeof formats;

/** A time as people in the city read it (Europe/Berlin). @param at ISO 8601, or a day `YYYY-MM-DD` */
export function timeText(at: string, form: TimeForm, language: Language): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(at) ? new Date(`${at}T12:00:00Z`) : new Date(at);
  return unbroken(
    new Intl.DateTimeFormat(locales[language], { ...formats[form], timeZone: zone }).format(moment),
  );
}

/** The same as an element that programs read, too. */
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

/** An amount in euro cents as people read it: `30,70 €`. */
export function moneyText(cents: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);
}
