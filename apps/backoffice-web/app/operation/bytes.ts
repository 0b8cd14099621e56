import { locales, type Language } from '#pages';

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A number of bytes as people say it: `1,4 GB`. */
export function bytesIn(language: Language): (bytes: number) => string {
  return (bytes) => {
    const step = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)), steps.length - 1);
    return new Intl.NumberFormat(locales[language], {
      ...{ style: 'unit', unit: steps[step] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: 1 },
    }).format(bytes / 1_000 ** step);
  };
}
