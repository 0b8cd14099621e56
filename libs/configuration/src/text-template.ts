import type { LocalizedText } from '#forms';

/** For which act a text is: what is asked of applicants, told them, decided, and which legal remedies there are. */
export const templateKinds = [
  'document-request',
  'message',
  'extension',
  'grant',
  'refusal',
  'legal-remedies',
] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** The fields of text templates, written `{{reference}}`, with what stands where nothing is known. */
export const templateFields = {
  reference: { de: 'Aktenzeichen', en: 'reference' },
  service: { de: 'Dienstleistung', en: 'service' },
  city: { de: 'Kommune', en: 'city' },
  office: { de: 'Amt', en: 'office' },
  officeAddress: { de: 'Anschrift des Amtes', en: 'address of the office' },
  officePhone: { de: 'Telefon des Amtes', en: 'phone of the office' },
  applicant: { de: 'Antragsteller*in', en: 'applicant' },
  filedOn: { de: 'Eingang', en: 'date of receipt' },
  targetDate: { de: 'Zieldatum', en: 'target date' },
  today: { de: 'heute', en: 'today' },
} as const satisfies Readonly<Record<string, LocalizedText>>;
export type TemplateField = keyof typeof templateFields;

/** A text of a city with fields, as its file describes it; a city may have it in German alone. */
export interface TextTemplateConfiguration {
  /** Slug, unique within the city. */
  readonly key: string;
  readonly kind: TemplateKind;
  /** By which caseworkers know it. */
  readonly title: LocalizedText;
  /** Keys of the offices that use it; default: all. */
  readonly offices?: readonly string[];
  /** Keys of the services that it is for; default: all. */
  readonly services?: readonly string[];
  readonly text: { readonly de: string; readonly en?: string };
}

/** A text template in one version: what was written with its help names it by this. */
export interface TextTemplate extends TextTemplateConfiguration {
  /** SHA-256 (lower-case hex) over the canonical JSON of the configuration. */
  readonly version: string;
}

const field = /\{\{\s*([^{}]*?)\s*\}\}/g;

export const isTemplateField = (name: string): name is TemplateField => Object.hasOwn(templateFields, name);

/** The names in double braces, each as it is written and what it says; with braces that belong to none. */
export function fieldsIn(text: string): {
  readonly fields: readonly { readonly written: string; readonly name: string }[];
  readonly stray: string | undefined;
} {
  const fields = [...text.matchAll(field)].map(([written, name = '']) => ({ written, name }));
  const stray = /\{\{|\}\}/.exec(text.replaceAll(field, (written) => ' '.repeat(written.length)))?.[0];
  return { fields, stray };
}

/**
 * The text with its fields filled in. What is not known stands there as `[Zieldatum]`, so that somebody sees it and fills it in.
 * @returns the text, and the names of the fields that have no value
 */
export function fillTemplate(
  text: string,
  values: Readonly<Partial<Record<TemplateField, string>>>,
  language: 'de' | 'en',
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const filled = text.trim().replaceAll(field, (written, name: string) => {
    if (!isTemplateField(name)) return written;
    const value = values[name];
    if (value !== undefined && value !== '') return value;
    missing.add(templateFields[name][language]);
    return `[${templateFields[name][language]}]`;
  });
  return { text: filled, missing: [...missing] };
}

/** Of what a template is wanted. */
export interface TemplateUse {
  readonly kinds: readonly TemplateKind[];
  readonly office: string;
  readonly service: string;
}

/** The templates for a use, those made for the service first, then those for the office; the first is the one to begin with. */
export function templatesFor(
  templates: readonly TextTemplate[],
  { kinds, office, service }: TemplateUse,
): TextTemplate[] {
  const fitness = ({ services, offices }: TextTemplate): number =>
    (services === undefined ? 0 : 2) + (offices === undefined ? 0 : 1);
  return templates
    .filter(
      ({ kind, offices = [office], services = [service] }) =>
        kinds.includes(kind) && offices.includes(office) && services.includes(service),
    )
    .sort((left, right) => fitness(right) - fitness(left));
}
