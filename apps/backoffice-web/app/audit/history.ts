import type { Language } from '#pages';

/** An entry of the history as the application service tells it to a party; it may be of a newer release. */
export interface ToldEntry {
  readonly version: number;
  readonly at: string;
  readonly label: string;
  readonly text: string;
  /** Whether the applicant reads it; undefined where nobody says so. */
  readonly applicantReads: boolean | undefined;
}

/** The history in a view of a case, as far as it can be read. */
export function historyIn(view: unknown, language: Language): readonly ToldEntry[] {
  const history = isRecord(view) ? view['history'] : undefined;
  if (!Array.isArray(history)) return [];
  return history.filter(isRecord).map((entry) => {
    const { version, at, label, content, applicantReads } = entry;
    const said = isRecord(label) ? label[language] : label;
    const text = isRecord(content) ? content['text'] : undefined;
    return {
      version: Number(version),
      at: textOf(at),
      label: textOf(said),
      text: textOf(text),
      applicantReads: typeof applicantReads === 'string' ? applicantReads !== 'nothing' : undefined,
    };
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
