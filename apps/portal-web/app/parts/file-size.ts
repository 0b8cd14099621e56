import { useLanguage } from '../language';

const locale = { de: 'de-DE', en: 'en-GB' } as const;

/** The size of a file as people read it: `240 kB`, `1,2 MB`. */
export function useFileSizes(): (bytes: number) => string {
  const language = useLanguage();
  return (bytes) => {
    const [value, unit] =
      bytes < 1_000_000 ? [Math.max(1, bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
    const digits = unit === 'kilobyte' ? 0 : 1;
    return new Intl.NumberFormat(locale[language], {
      style: 'unit',
      unit,
      maximumFractionDigits: digits,
    }).format(value);
  };
}
