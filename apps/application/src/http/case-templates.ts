import {
  fillTemplate,
  templatesFor,
  type Service,
  type TemplateField,
  type TemplateKind,
  type Tenant,
} from '#configuration';
import type { Language } from '#http';
import { payerOf } from '../addressee';
import { dateInBerlin, dayInWords } from '../domain/berlin';
import type { FilledTemplateView } from './template-views';
import type { CaseView } from './views';

/** For which case, and for whom it is shown. */
interface Use {
  readonly city: Tenant;
  readonly service: Service;
  readonly shown: CaseView;
  readonly kinds: readonly TemplateKind[];
  /** What identity calls the applicant. */
  readonly applicantName: string | undefined;
  readonly language: Language;
}

/** The templates that fit a case, in German and then in English; within each, the one to begin with first. */
export function filledTemplates(use: Use): FilledTemplateView[] {
  const { city, shown, kinds, language } = use;
  const fitting = templatesFor(city.templates, { kinds, office: shown.office, service: shown.serviceKey });
  return (['de', 'en'] as const).flatMap((written) => {
    const values = valuesOf(use, written);
    return fitting.flatMap(({ key, version, kind, title, text }) => {
      const template = text[written];
      if (template === undefined) return [];
      const filled = fillTemplate(template, values, written);
      return [{ key, version, kind, title: title[language], language: written, ...filled }];
    });
  });
}

/** What is known of a case for the fields of templates, in the words of one language. */
function valuesOf(
  { city, service, shown, applicantName }: Use,
  language: Language,
): Partial<Record<TemplateField, string>> {
  const office = city.offices.find(({ key }) => key === shown.office);
  const { schema } = service.form;
  const { firstName, name } = payerOf({ schema, form: shown.form ?? {}, profile: {} });
  const declared = [firstName, name].filter((part) => part !== undefined).join(' ');
  const day = (on: string): string => dayInWords(on)[language];
  const target = shown.clock?.target?.on;
  const filing = shown.history.find((entry) => entry.type === 'ApplicationFiled');
  // Of a long history the beginning is not shown; then nobody is told a day that may be wrong.
  const filedAt = filing?.facts.filedAt;
  const known: Partial<Record<TemplateField, string | undefined>> = {
    reference: shown.reference,
    service: service.title[language],
    city: city.name,
    office: office?.name[language],
    officeAddress: office?.contact.postalAddress ?? office?.contact.visitingAddress,
    officePhone: office?.contact.phone ?? city.support.phone,
    applicant: declared === '' ? applicantName : declared,
    filedOn: filedAt && day(dateInBerlin(filedAt)),
    targetDate: target && day(target),
    today: day(dateInBerlin(new Date().toISOString())),
  };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
